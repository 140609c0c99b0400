"""Padan finds who is who between a city's lists of people and its insurer's files, and proves the totals."""

__version__ = "0.1.0"
