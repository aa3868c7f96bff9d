"""The company on a laptop: what a demonstration needs and the product never imports."""
