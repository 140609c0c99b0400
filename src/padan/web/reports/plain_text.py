"""Texts that somebody typed, as a paper may print them: on one line, and with the number of nobody."""

import re

_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)")
"""A NIK or family card, however it is set apart; sums of money have their dots after every third digit."""
_MONEY = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d|\.\d)")


def plain(text: str) -> str:
    """A sentence on one line."""
    return " ".join(text.split())


def names_person(text: str) -> bool:
    """Whether the number of a person stands in a text."""
    return _NUMBER_OF_A_PERSON.search(_MONEY.sub("", text)) is not None


def without_persons(text: str) -> str:
    """A text that somebody wrote elsewhere, as a paper may print it: one that holds the number of a person says so."""
    return "(keterangan memuat nomor orang, tidak dicetak)" if names_person(text) else text
