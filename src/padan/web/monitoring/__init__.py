"""Pemantauan."""
