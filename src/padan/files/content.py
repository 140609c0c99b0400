"""What a column holds, told from its cells, where its heading says nothing."""

import re
from collections.abc import Sequence

from padan.domain.dates import read_date
from padan.domain.sex import read_sex

ENOUGH = 0.6
_SIXTEEN = re.compile(r"^\D{0,2}(?:\d[ .'-]?){15,16}$")
_NAME = re.compile(r"^[^\W\d_][^\d_]*$")
_DATE = re.compile(r"\d[-/. ]|[-/ ]\d{2,4}$|^\d{5,8}$")

_RT = re.compile(r"^\W*(?:RT\W*)?\d{1,3}\W*$", re.I)
_DIGIT = re.compile(r"^\d$")

Texts = Sequence[str | None]


def _share(values: Texts, test: re.Pattern[str]) -> float:
    filled = [value for value in values if value]
    return sum(1 for value in filled if test.search(value.strip())) / len(filled) if filled else 0.0


def holds_numbers_of_16(values: Texts) -> bool:
    """Mostly numbers of 16 digits: NIK or No. KK."""
    return _share(values, _SIXTEEN) >= ENOUGH


def holds_single_digits(values: Texts) -> bool:
    """One digit a cell, as on forms with a box for each."""
    return _share(values, _DIGIT) >= 0.9


def holds_rt(values: Texts) -> bool:
    """Mostly numbers of an RT, with or without the letters."""
    return _share(values, _RT) >= ENOUGH


def holds_dates(values: Texts) -> bool:
    """Mostly dates that can be read, and not mere numbers."""
    filled = [value for value in values if value]
    dates = [value for value in filled if _DATE.search(value.strip()) and read_date(value).value is not None]
    return bool(filled) and len(dates) / len(filled) >= ENOUGH


def holds_sex(values: Texts) -> bool:
    """Mostly L and P in one of their spellings; figures alone say nothing."""
    filled = [value for value in values if value]
    known = [value for value in filled if not value.strip().isdigit() and read_sex(value) is not None]
    return len(filled) > 0 and len(known) / len(filled) >= 0.8


def holds_names(values: Texts) -> bool:
    """Mostly letters in one to six words, and rarely the same twice."""
    filled = [value.strip() for value in values if value]
    named = [value for value in filled if len(value) >= 3 and len(value.split()) <= 7 and _NAME.match(value)]
    if not filled or len(named) / len(filled) < 0.8:
        return False
    return len(set(named)) / len(named) >= (0.5 if len(named) > 3 else 0.0)
