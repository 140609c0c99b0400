"""Rows of people written back, many at once."""

from padan.web.many_rows import rows_rewrite as rewrite

__all__ = ["rewrite"]
