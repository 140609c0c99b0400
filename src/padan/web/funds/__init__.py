"""The money: allocated, received, available, committed, paid, reported, returned; and what does not fit."""
