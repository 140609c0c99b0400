"""People, their offices and how they sign in."""
