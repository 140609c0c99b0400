"""A period of work: which lists are needed, from whom, by when, and what is locked."""
