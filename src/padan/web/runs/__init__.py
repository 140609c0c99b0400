"""Runs of the engine over accepted lists, and their published snapshots."""
