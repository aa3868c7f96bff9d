"""What any vendor's folder is built with, and how the installation reaches it."""
