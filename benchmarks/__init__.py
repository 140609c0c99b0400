"""Benchmarks: one command each, printing a table. `python -m benchmarks` lists them and runs them."""
