"""Lists handed in: read, checked, shown, mended, accepted."""
