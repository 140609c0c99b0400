"""Figures as they are kept, put there by hand: three kelurahan of two kecamatan, in three months."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from padan.domain.indicators import rolled_up
from padan.web.monitoring.closing import packed
from padan.web.monitoring.models import FigureSet, IndicatorTarget, KeptRows, SetKind, StoredFigure
from padan.web.protection.models import Person

LEGOK, MURNI, RAWASARI = "15.71.11.1001", "15.71.11.1002", "15.71.10.1001"
SIPIN, CITY = "15.71.11", "15.71"
KNOWN_AT = datetime(2025, 1, 10, 1, 30, tzinfo=UTC)
Pairs = Mapping[str, tuple[int, int | None]]


def keep(month: date, figures: Mapping[str, Pairs], kind: str = SetKind.NOW) -> FigureSet:
    """A set of a month; `figures`: key -> place -> numerator and denominator, of the places by themselves."""
    held = FigureSet.objects.create(
        month=month, kind=kind, known=sorted(figures), definitions="d" * 64, law="l" * 64, known_at=KNOWN_AT
    )
    rows = []
    for key, placed in figures.items():
        above = rolled_up({place: pair[0] for place, pair in placed.items()})
        below = rolled_up({place: pair[1] or 0 for place, pair in placed.items()})
        counts = all(pair[1] is None for pair in placed.values())
        rows += [
            StoredFigure(set=held, key=key, place=place, numerator=n, denominator=None if counts else below[place])
            for place, n in above.items()
        ]
    StoredFigure.objects.bulk_create(rows)
    return held


DECEMBER: dict[str, Pairs] = {
    "protected": {LEGOK: (10, 50), MURNI: (40, 50), RAWASARI: (20, 60)},
    "spent": {LEGOK: (100_000_000, 100_000_000), MURNI: (0, 100_000_000), RAWASARI: (50_000_000, 100_000_000)},
    "share_extreme_poor": {LEGOK: (1_000_000, 10_000_000)},
    "share_vulnerable": {LEGOK: (0, 5_000_000)},
    "signed": {LEGOK: (1, 1), MURNI: (0, 1), RAWASARI: (1, 1), SIPIN: (0, 1), CITY: (0, 1)},
    "lapsing": {LEGOK: (3, None), RAWASARI: (2, None)},
    "doubles_and_dead": {},
    "days_to_cover": {LEGOK: (40, 1), MURNI: (20, 1)},
}
SEPTEMBER: dict[str, Pairs] = {"protected": {LEGOK: (5, 50), MURNI: (40, 50), RAWASARI: (25, 50)}}


def keep_months() -> None:
    """September and December 2024 as known now, with targets: 80 % protected, nobody lapsing."""
    keep(date(2024, 9, 1), SEPTEMBER)
    keep(date(2024, 12, 1), DECEMBER)
    for level in ("kota", "kecamatan", "kelurahan"):
        IndicatorTarget.objects.create(key="protected", year=2024, level=level, value=8000)
        IndicatorTarget.objects.create(key="lapsing", year=2024, level=level, value=0)


def close_december(protected_legok: int = 12) -> FigureSet:
    """December closed, with other figures than are known now, and the rows of those protected."""
    figures = {"protected": {**DECEMBER["protected"], LEGOK: (protected_legok, 50)}}
    held = keep(date(2024, 12, 1), figures, SetKind.CLOSED)
    people = [Person(name=f"ORANG {at}", nik=f"15710101018{at:01}9001", birth_date=date(1980, 1, 1)) for at in range(2)]
    made = Person.objects.bulk_create(people)
    counted = [(LEGOK, 12), (MURNI, 40), (RAWASARI, 20)]
    rows = [(place, "person", made[at % 2].pk * 1000 + at, 1) for place, n in counted for at in range(n)]
    rows[:2] = [(LEGOK, "person", made[0].pk, 1), (LEGOK, "person", made[1].pk, 1)]
    KeptRows.objects.create(set=held, measure="intended_protected", content=packed(rows))
    return held
