"""Amounts of money and counts as lists write them. Money is whole rupiah, an int."""

import re

_AMOUNT = re.compile(r"(?:RP\.?|IDR)?\s*(-|\()?\s*(?:RP\.?|IDR)?\s*(\d[\d.,\s]*?)\s*(?:,?-+|\)|,=)?\s*", re.I)
_POWER = re.compile(r"-?\d+(?:\.\d+)?E[+-]?\d{1,2}", re.I)
_CURRENCY = re.compile(r"\b(?:RP|IDR)\b", re.I)
LARGEST = 10**15
LONGEST = 60


def read_amount(text: str | None) -> int | None:
    """Whole rupiah: "Rp 16.800,00", "16.800", "16,800", "16800.0" and "16.800,-" are all 16800.

    A point or comma followed by exactly three digits parts thousands; one followed by one, two or more than
    three digits parts the sen, which are rounded half up. "-16.800" and "(16.800)" are negative. None where
    the text is blank or no amount.
    """
    if not text or len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return _bounded(int(text))
    text = text.replace("\u00a0", " ").strip()
    if _POWER.fullmatch(text):
        return _bounded(round(float(text)))
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    amount = _whole(re.sub(r"\s", "", found.group(2)))
    return None if amount is None else _bounded(-amount if found.group(1) else amount)


def read_wage(text: str | None) -> tuple[int | None, bool]:
    """A wage, and whether what stands there is none: no amount of rupiah, or below zero.

    Signs alone ("-", "Rp -") say that nothing was filled in.
    """
    amount = read_amount(text)
    if amount is not None and amount >= 0:
        return amount, False
    return None, any(c.isalnum() for c in _CURRENCY.sub("", text or ""))


def _bounded(amount: int) -> int | None:
    return amount if abs(amount) <= LARGEST else None


def _whole(number: str) -> int | None:
    """The whole part of digits with points and commas, rounded half up; None where they stand in no order."""
    groups = re.split(r"[.,]", number)
    signs = [c for c in number if c in ".,"]
    if not signs:
        return int(number)
    sen = ""
    if len(groups[-1]) != 3 and (len(signs) == 1 or signs[-1] not in signs[:-1]):
        sen = groups.pop()
        signs.pop()
    if len(set(signs)) > 1 and len(groups[-1]) == 3 and signs[:-1].count(signs[0]) == len(signs) - 1:
        sen = groups.pop()
    if any(len(group) != 3 for group in groups[1:]) or not groups[0]:
        return None
    return int("".join(groups)) + (sen[:1] >= "5")


def read_count(text: str | None) -> int | None:
    """A whole number of people or months, not negative; None where the text is blank or no number."""
    amount = read_amount(text)
    return amount if amount is not None and amount >= 0 else None
