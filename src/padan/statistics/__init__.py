"""What needs numpy or a solver: splitting money between pots and months. Rules of who is chosen stand in the domain."""
