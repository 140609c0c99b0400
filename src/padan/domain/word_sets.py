"""Tables of words written as one line of text."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces, as a set."""
    return frozenset(words.split())
