"""What the record sums up to: every measure, and the rows behind it."""
