"""What people do on the pages: file their groups, see what is on record, and say what changed. Values; no HTML is here."""
