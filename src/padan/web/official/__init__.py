"""Sign-off up the tree, and the papers."""
