"""What an address of these pages asks for: a month, another to compare with, figures as closed or as known now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest

from padan.domain.contributions import month_of, number
from padan.domain.months import Month, read_month, show_month

MONTH, OTHER, NOW = "bulan", "banding", "sekarang"


@dataclass(frozen=True, slots=True)
class Asked:
    """`month`: shown; `other`: compared with, None where nothing is; `now`: as known now although the month is closed.

    `missing`: the month that was asked for but has no figures.
    """

    month: Month
    other: Month | None
    now: bool
    months: tuple[Month, ...]
    missing: str = ""

    @property
    def kept(self) -> str:
        """The same as a query, to be taken to the next page."""
        return _kept(self.month, self.other, self.now)


@lru_cache(maxsize=500)
def _kept(month: Month, other: Month | None, now: bool) -> str:
    said = {MONTH: show_month(month)}
    if other is not None:
        said[OTHER] = show_month(other)
    if now:
        said[NOW] = "1"
    return urlencode(said)


def asked_of(request: HttpRequest, months: Sequence[Month], first: Month | None = None) -> Asked:
    """What is asked, of months that have figures (newest first, at least one). Without a month: `first`, else the
    newest; compared with the month a quarter before, where it has figures."""
    said = request.GET.get(MONTH, "").strip()[:20]
    wanted = read_month(said)
    month = next(one for one in (wanted, first, months[0]) if one is not None and one in months)
    missing = said if said and wanted not in months else ""
    return Asked(month, _other(request, month, months), request.GET.get(NOW) == "1", tuple(months), missing)


def _other(request: HttpRequest, month: Month, months: Sequence[Month]) -> Month | None:
    said = request.GET.get(OTHER)
    if said is not None:
        found = read_month(said.strip()[:20])
        return found if found in months and found != month else None
    before = month_of(number(month) - 3)
    return before if before in months else None
