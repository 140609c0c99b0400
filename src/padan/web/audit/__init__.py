"""The trail of who did what: append-only, chained by hash."""
