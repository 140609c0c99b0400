"""What the words of a payment order say: for which months, in whose name."""

import re
from collections.abc import Iterable, Mapping

from padan.domain.contributions import Span, read_span
from padan.domain.dates import MONTHS

_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
_TO = r"(?:\s*(?:s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|[-–—])\s*)"
_SPAN = re.compile(rf"\b({_WORD})\b\s*((?:19|20)\d\d)?{_TO}({_WORD})\b\s*((?:19|20)\d\d)", re.I)
_MONTH = re.compile(rf"\b({_WORD})\b[\s,.-]*((?:19|20)\d\d)\b", re.I)
_DAY = re.compile(rf"\b\d{{1,2}}[\s-]*(?:{_WORD})[\s-]*(?:19|20)\d\d\b", re.I)
_QUARTER = re.compile(r"\b(?:TW\.?|TRIWULAN)\s*(?:I{1,3}|IV|[1-4])\W+(?:19|20)\d\d\b", re.I)
_SPACES = re.compile(r"[\W_]+")


def months_in(text: str) -> Span | None:
    """The months that a text is about: "iuran Januari s/d Maret 2025", "bulan Maret 2025", "TW I 2025". A whole date
    ("12 Maret 2025") is when, not what for. None where it names none, or several apart."""
    plain = _DAY.sub(" ", text)
    spans = [f"{a} {year or last} s/d {b} {last}" for a, year, b, last in _SPAN.findall(plain)]
    rest = _SPAN.sub(" ", plain)
    spans += [f"{word} {year}" for word, year in _MONTH.findall(rest)]
    spans += [found.replace(".", " ") for found in _QUARTER.findall(rest)]
    read = {span for one in spans if (span := read_span(one)) is not None}
    return read.pop() if len(read) == 1 else None


def words(text: str) -> str:
    """A text as words in lower case with single spaces, and one at each end."""
    return f" {_SPACES.sub(' ', text.casefold()).strip()} "


class PlaceNames:
    """Finds the one place that a text names: "Kelurahan Legok", "Kec. Danau Sipin". `kelurahan`, `kecamatan`: name ->
    code."""

    def __init__(self, kelurahan: Mapping[str, str], kecamatan: Mapping[str, str]) -> None:
        self._known = (
            {words(name): code for name, code in kelurahan.items()},
            {words(name): code for name, code in kecamatan.items()},
        )

    def find(self, text: str) -> str:
        """The code; a kelurahan before its kecamatan; "" where none or several are named. Only a name that follows
        the word for its level counts: several names are both. Of names that begin alike the longer one is meant."""
        plain = words(text)
        for known, prefixes in zip(self._known, (("kelurahan", "kel"), ("kecamatan", "kec")), strict=True):
            found = set()
            for name in sorted(known, key=len, reverse=True):
                for said in (f" {prefix}{name}" for prefix in prefixes):
                    if said in plain:
                        found.add(known[name])
                        plain = plain.replace(said, " ; ")
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""


def decree_in(text: str, known: Iterable[str]) -> str:
    """The decree among those known that a text names; "" where none or several. Shorter than five signs names
    nothing."""
    plain = re.sub(r"[^0-9A-Z]+", "", text.upper())
    found = {one for one in known if len(key := re.sub(r"[^0-9A-Z]+", "", one.upper())) >= 5 and key in plain}
    return found.pop() if len(found) == 1 else ""
