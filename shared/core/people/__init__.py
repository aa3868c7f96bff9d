"""Who is meant, and where somebody or something belongs."""
