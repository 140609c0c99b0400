"""Names: START HERE. Reading (`read_name`), keys of words, and comparing (`compare_names`)."""

from padan.domain.name_comparison import NameComparison, compare_names, identity_key
from padan.domain.name_reading import NameReading, plain_words, read_name
from padan.domain.name_words import is_plain_word, joined_key, sound_key, word_key

__all__ = [
    "NameComparison",
    "NameReading",
    "compare_names",
    "identity_key",
    "is_plain_word",
    "joined_key",
    "plain_words",
    "read_name",
    "sound_key",
    "word_key",
]
