"""What needs a human, and what humans decided."""
