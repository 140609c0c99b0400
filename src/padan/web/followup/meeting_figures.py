"""The city's figures that a meeting looks at, in words, as they are known at that moment."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone, translation

from padan.web.accounts.models import Appointment
from padan.web.followup.models import Meeting
from padan.web.monitoring import selectors as monitoring
from padan.web.regions.models import Level
from padan.web.templatetags.indonesian import whole


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in words; `state`: a key of `domain.indicators.STATES`."""

    key: str
    name: str
    value: str
    target: str
    state: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a month. `known_at`: ISO, "" where there are none; `set`: which set of monitoring they are of."""

    month: str
    known_at: str = ""
    closed: bool = False
    rows: tuple[Row, ...] = ()
    set: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self), "rows": [asdict(row) for row in self.rows]}


@translation.override("id")
def figures_of(acting: Appointment, meeting: Meeting) -> Figures:
    """The headline figures of the meeting's month for its city; none where that month has none."""
    month = (meeting.month.year, meeting.month.month)
    held = monitoring.set_of(month)
    if held is None:
        return Figures(f"{meeting.month:%Y-%m}")
    shown = monitoring.shown_of(acting, month, _city(meeting))
    return Figures(
        f"{meeting.month:%Y-%m}",
        timezone.localtime(held.known_at).isoformat(),
        held.closed,
        tuple(_row(one) for one in shown if one.indicator.headline),
        {"id": held.pk, "kind": held.kind, "definitions": held.definitions, "law": held.law},
    )


def _city(meeting: Meeting) -> str:
    region = meeting.office.region
    while region.parent is not None and region.level != Level.CITY:
        region = region.parent
    return region.code


def _row(one: monitoring.Shown) -> Row:
    of = f" ({whole(one.numerator)} dari {whole(one.denominator)})" if one.denominator else ""
    unit = one.indicator.unit
    value = one.text + (of if unit == "percent" and (one.denominator or 0) < 10**6 else "")
    return Row(one.key, one.name, value, one.target_text, one.state, one.numerator, one.denominator)
