"""Comparing two identifiers digit by digit: NIK, No. KK, KPJ."""

from functools import lru_cache

from padan.domain.comparison import Comparison

LENGTH = 16
KNOWN_PREFIX = 12
NO_SERIAL = "0000"
"""An end that no office gives: there the last digit was lost beyond doubt."""


@lru_cache(maxsize=1 << 16)
def compare_digits(a: str | None, b: str | None, name_id: str, name_en: str) -> Comparison:
    """Compare two identifiers; `name_id` and `name_en` are what the sentence calls them.

    Outcomes: equal, truncated (one side lost its last digits to Excel, the rest agrees), one_digit, swap (two
    neighbours exchanged), length (a digit inserted or dropped), two_digits, different, missing.
    """
    if not a or not b:
        return Comparison(
            "missing", f"{name_id} kosong pada salah satu pihak", f"{name_en} missing on one side or both"
        )
    outcome, positions, text_id, text_en = _compared(a, b)
    return Comparison(outcome, f"{name_id} {text_id}", f"{name_en} {text_en}", positions)


_Found = tuple[str, tuple[int, ...], str, str]


def _compared(a: str, b: str) -> _Found:
    if a == b:
        lost = len(a) == LENGTH - 1 and a.isdigit()
        rest = ("truncated", (LENGTH,), "sama pada 15 angka yang tersisa", "equal in the 15 digits left")
        return rest if lost else ("equal", (), "sama", "equal")
    if _lost_end(a, b):
        return _truncated(a, b)
    return _same_length(a, b) if len(a) == len(b) else _other_length(a, b)


def _lost_end(a: str, b: str) -> bool:
    if len(a) == len(b) == LENGTH:
        return a[:-1] == b[:-1] and "0" in (a[-1], b[-1])
    short, whole = sorted((a, b), key=len)
    return KNOWN_PREFIX <= len(short) < len(whole) <= LENGTH and whole.startswith(short)


def _truncated(a: str, b: str) -> _Found:
    n = min(len(a), len(b), LENGTH - 1)
    lost = ("angka terakhir hilang oleh Excel", "the last was lost to Excel")
    if len(a) == len(b) and not (a.endswith(NO_SERIAL) or b.endswith(NO_SERIAL)):
        lost = (
            f"angka terakhir {a[-1]} dan {b[-1]}, mungkin hilang oleh Excel",
            f"the last is {a[-1]} and {b[-1]}, perhaps lost to Excel",
        )
    return (
        "truncated",
        tuple(range(n + 1, max(len(a), len(b)) + 1)),
        f"sama pada {n} angka pertama, {lost[0]}",
        f"equal in the first {n} digits, {lost[1]}",
    )


def _same_length(a: str, b: str) -> _Found:
    where = tuple(i + 1 for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)
    if len(where) == 1:
        i = where[0]
        text_id, text_en = f"angka ke-{i}, {a[i - 1]} dan {b[i - 1]}", f"digit {i}, {a[i - 1]} and {b[i - 1]}"
        return "one_digit", where, f"beda 1 angka: {text_id}", f"differs in 1 digit: {text_en}"
    return _two(a, b, where) if len(where) == 2 else _different(a, b)


def _two(a: str, b: str, where: tuple[int, ...]) -> _Found:
    i, j = where
    if j == i + 1 and a[i - 1] == b[j - 1] and a[j - 1] == b[i - 1]:
        x, y = a[i - 1 : j], b[i - 1 : j]
        return (
            "swap",
            where,
            f"tertukar 2 angka: angka ke-{i} dan ke-{j}, {x} dan {y}",
            f"has 2 digits exchanged: digits {i} and {j}, {x} and {y}",
        )
    return (
        "two_digits",
        where,
        f"beda 2 angka: angka ke-{i}, {a[i - 1]} dan {b[i - 1]}; angka ke-{j}, {a[j - 1]} dan {b[j - 1]}",
        f"differs in 2 digits: digit {i}, {a[i - 1]} and {b[i - 1]}; digit {j}, {a[j - 1]} and {b[j - 1]}",
    )


def _other_length(a: str, b: str) -> _Found:
    short, whole = sorted((a, b), key=len)
    first = next((i for i, (x, y) in enumerate(zip(short, whole, strict=False)) if x != y), len(short))
    if len(whole) - len(short) == 1 and short[first:] == whole[first + 1 :]:
        return (
            "length",
            (first + 1,),
            f"beda panjang, {len(a)} dan {len(b)} angka: angka ke-{first + 1} ({whole[first]}) lebih atau hilang",
            f"differs in length, {len(a)} and {len(b)} digits: digit {first + 1} ({whole[first]}) added or lost",
        )
    return _lost_and_mistyped(short, whole) or _different(a, b)


def _lost_and_mistyped(short: str, whole: str) -> _Found | None:
    """Fifteen digits standing, and one more fault among them."""
    if (len(short), len(whole)) != (LENGTH - 1, LENGTH):
        return None
    outcome, where, text_id, text_en = _same_length(short, whole[:-1])
    if outcome not in ("one_digit", "swap"):
        return None
    return "two_digits", (*where, LENGTH), f"{text_id}; angka terakhir hilang", f"{text_en}; the last digit was lost"


def _different(a: str, b: str) -> _Found:
    return "different", (), f"berbeda: {a} dan {b}", f"different: {a} and {b}"
