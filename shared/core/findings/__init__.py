"""What the checks find of groups, and how much can be seen of them."""
