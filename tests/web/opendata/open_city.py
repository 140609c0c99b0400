"""A city of six kelurahan in two kecamatan whose closed months are put there by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from cast import Cast

from padan.domain.indicators import rolled_up
from padan.web.monitoring.models import FigureSet, SetKind, StoredFigure
from padan.web.opendata import services
from padan.web.opendata.models import Publication, PublicState
from padan.web.regions.models import Level, Region

CITY, SIPIN, BARAJO = "15.71", "15.71.11", "15.71.10"
LEGOK, MURNI, SELAMAT = "15.71.11.1001", "15.71.11.1002", "15.71.11.1003"
RAWASARI, KENALI, BAGAN = "15.71.10.1001", "15.71.10.1002", "15.71.10.1003"
NAMES = {SELAMAT: "Selamat", KENALI: "Kenali Besar", BAGAN: "Bagan Pete"}
KNOWN_AT = datetime(2025, 1, 10, 1, 30, tzinfo=UTC)
STATED = {
    "producer": "Bappeda Kota Jambi",
    "custodian": "Diskominfo Kota Jambi",
    "contact_name": "Bidang Perencanaan Sosial",
    "contact_email": "data@contoh.test",
    "licence_name": "Creative Commons Attribution 4.0",
    "licence_address": "https://creativecommons.org/licenses/by/4.0/",
}
Pairs = Mapping[str, tuple[int, int | None]]

DECEMBER: dict[str, Pairs] = {
    "protected": {
        LEGOK: (3, 50), MURNI: (40, 90), SELAMAT: (60, 80), RAWASARI: (20, 60), KENALI: (30, 70), BAGAN: (44, 50),
    },
    "lapsing": {LEGOK: (2, None), MURNI: (9, None), RAWASARI: (12, None), KENALI: (7, None)},
    "covered": {LEGOK: (70, None), MURNI: (90, None), RAWASARI: (80, None), KENALI: (60, None), CITY: (33, None)},
    "spent": {
        LEGOK: (9_000_000, 100_000_000), MURNI: (50_000_000, 100_000_000), SELAMAT: (0, 100_000_000),
        RAWASARI: (42_000_000, 100_000_000), KENALI: (61_000_000, 100_000_000), BAGAN: (70_000_000, 100_000_000),
    },
    "share_extreme_poor": {
        LEGOK: (604_800, 10_000_000), MURNI: (4_838_400, 10_000_000), SELAMAT: (0, 10_000_000),
        RAWASARI: (5_040_000, 10_000_000), KENALI: (6_048_000, 10_000_000), BAGAN: (7_056_000, 10_000_000),
    },
    "share_vulnerable": dict.fromkeys((LEGOK, MURNI, RAWASARI, KENALI, BAGAN), (3024000, 5000000)),
    "signed": dict.fromkeys((LEGOK, MURNI, RAWASARI, SIPIN), (1, 1)) | {CITY: (0, 1), SELAMAT: (0, 1)},
    "doubles_and_dead": {MURNI: (1, None)},
    "days_to_cover": {LEGOK: (40, 1), MURNI: (20, 1)},
    "waiting": {LEGOK: (17, None)},
}  # fmt: skip
"""December 2024: 3 protected of Legok are few, and so are the contributions of 604,800 and 1 person paid twice."""


def make_places(cast: Cast) -> None:
    """Three kelurahan more than the cast's."""
    assert cast.offices
    for code, name in NAMES.items():
        parent = Region.objects.get(code=code.rpartition(".")[0])
        told = {"name": name, "level": Level.KELURAHAN, "parent": parent}
        Region.objects.get_or_create(code=code, defaults=told)


def keep(month: date, figures: Mapping[str, Pairs], kind: str = SetKind.CLOSED) -> FigureSet:
    """A set of a month; the figures of the places by themselves."""
    held = FigureSet.objects.create(
        month=month, kind=kind, known=sorted(figures), definitions="d" * 64, law="l" * 64, known_at=KNOWN_AT,
        versions=dict.fromkeys(figures, 1),
    )  # fmt: skip
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


def switch(cast: Cast, *, on: bool = True) -> PublicState:
    """Bappeda switches the public page."""
    return services.public_state_set(acting=cast.bappeda, on=on, stated=STATED)


def publish(cast: Cast) -> list[Publication]:
    """December closed, the page on, everything published."""
    make_places(cast)
    keep(date(2024, 12, 1), DECEMBER)
    switch(cast)
    services.publications_make()
    return list(Publication.objects.all())
