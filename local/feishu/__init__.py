"""A simulated Feishu, written from the vendor's documents and from nothing of the product's own."""
