"""The generated reference: pages written from the very objects that the product reads and judges by."""
