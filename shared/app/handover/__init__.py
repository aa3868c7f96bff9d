"""A group changes hands: somebody is asked, answers, and what is filed or shown follows. Values; no HTML and no card is here."""
