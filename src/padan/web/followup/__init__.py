"""Tindak lanjut."""
