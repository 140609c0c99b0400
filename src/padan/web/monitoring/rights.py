"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import Table

TABLE: Table = {}
