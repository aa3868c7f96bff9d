"""What people upload: policies and registers."""
