"""The tree of regions, the posts in them and who holds them."""
