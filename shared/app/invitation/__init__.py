"""People are invited to put their groups on record: who, what they are asked, and what came of it."""
