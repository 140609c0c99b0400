"""Hypothesis without a clock and without chance: the same examples on every machine."""

from hypothesis import settings

settings.register_profile("padan", deadline=None, derandomize=True, database=None)
settings.load_profile("padan")
