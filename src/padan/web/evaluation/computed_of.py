"""Which result an address asks for: programme and month by their words in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.web.evaluation import selectors, showing
from padan.web.evaluation.models import Computed
from padan.web.requests import SignedInRequest
from padan.web.templatetags.indonesian import month as month_text


@dataclass(frozen=True, slots=True)
class Chosen:
    """A result with what may be chosen instead: (word in the address, label, whether it is this one)."""

    found: Computed | None
    programme: str
    programme_name: str
    programmes: list[tuple[str, str, bool]]
    months: list[tuple[str, str, bool]]

    @property
    def result(self) -> Mapping[str, Any] | None:
        """What was computed, where anything was."""
        return None if self.found is None else self.found.result

    @property
    def month(self) -> date | None:
        """Its month."""
        return None if self.found is None else self.found.month

    @property
    def address(self) -> str:
        """What asks for it again."""
        when = f"&bulan={self.month:%Y-%m}" if self.month else ""
        return f"program={self.programme}{when}"


def chosen(request: SignedInRequest, matter: str) -> Chosen:
    """The result of a matter that has programmes."""
    programmes = selectors.parts_of(matter)
    asked = request.GET.get("program", "")
    programme = asked if asked in programmes else (programmes[0] if programmes else "")
    told = [(key, showing.programme(key), key == programme) for key in programmes]
    return _of(request, f"{matter}:{programme}", programme, told)


def chosen_month(request: SignedInRequest, matter: str) -> Chosen:
    """The result of a matter that has none."""
    return _of(request, matter, "", [])


def _of(request: SignedInRequest, key: str, programme: str, programmes: list[tuple[str, str, bool]]) -> Chosen:
    months, asked = selectors.months_of(key), request.GET.get("bulan", "")
    month = next((one for one in months if f"{one:%Y-%m}" == asked), months[0] if months else None)
    told = [(f"{one:%Y-%m}", month_text(one), one == month) for one in months]
    found = None if month is None else selectors.computed(key, month)
    return Chosen(found, programme, showing.programme(programme), programmes, told)
