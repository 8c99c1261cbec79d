"""The strict validator of blocks and views. `shapes` is the small language in which the others are written."""
