"""Data terbuka."""
