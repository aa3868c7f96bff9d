"""`make bench`: what the product costs, each figure beside a baseline of the same run."""
