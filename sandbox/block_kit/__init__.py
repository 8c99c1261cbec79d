"""The strict validator of blocks and views. The other modules are written in the small language of `shapes`."""
