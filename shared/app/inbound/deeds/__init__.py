"""What can be answered to a message, one file each; `catalogue` lists them."""
