"""What a company hands out with an invitation to file groups: a text for its own announcement, a poster, a page for heads."""
