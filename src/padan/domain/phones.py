"""Telephone numbers, read to their international form without the plus sign."""

import re

from padan.domain.comparison import Comparison

_NOT_DIGITS = re.compile(r"\D+")
_FLOAT = re.compile(r"\.0+$")
LONGEST = 100


def read_phone(text: str | None) -> str | None:
    """ "0812-3456-7890", "+62 812 3456 7890", "62812..." and "812..." all give "6281234567890".

    Of several numbers in a cell ("0812... / 0813...") the first is read. None where fewer than 8 or more than
    14 digits stand, or all are alike.
    """
    if not text:
        return None
    text = text[:LONGEST]
    first = re.split(r"[/,;&|]|\bdan\b", _FLOAT.sub("", text.strip()), maxsplit=1)[0]
    digits = _NOT_DIGITS.sub("", first).removeprefix("00")
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    elif digits.startswith("0"):
        digits = "62" + digits[1:]
    elif not digits.startswith("62"):
        digits = "62" + digits
    local = digits[2:]
    return digits if 7 <= len(local) <= 12 and len(set(local)) > 1 else None


def compare_phones(a: str | None, b: str | None) -> Comparison:
    """Compare two read numbers. Outcomes: equal, different, missing."""
    if not a or not b:
        return Comparison("missing", "nomor HP kosong pada salah satu pihak", "phone missing on one side or both")
    if a == b:
        return Comparison("equal", "nomor HP sama", "phone equal")
    return Comparison("different", f"nomor HP berbeda: {a} dan {b}", f"phone different: {a} and {b}")
