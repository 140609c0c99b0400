"""New months put into the record, many at once."""

from padan.web.many_rows import rows_put as months_put

__all__ = ["months_put"]
