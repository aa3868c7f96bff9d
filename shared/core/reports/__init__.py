"""How a survey looks: for a person at a terminal, for a program, as a page to hand round."""
