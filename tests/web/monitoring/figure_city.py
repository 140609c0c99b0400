"""A small city whose figures can be counted by hand: nine people of one quarter, and the money of one year."""

import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cast import Cast

for _room in ("cover", "funds"):
    sys.path.append(str(Path(__file__).parents[1] / _room))

from cover_city import SHARE, CoverCity, make_cover_city  # noqa: E402
from money import POOR, Money, order  # noqa: E402

from padan.domain.indicators import load_indicators  # noqa: E402
from padan.web.cover.models import PersonMonth  # noqa: E402
from padan.web.monitoring import services  # noqa: E402
from padan.web.monitoring.models import FigureSet, StoredFigure  # noqa: E402
from padan.web.official.models import SignOff  # noqa: E402
from padan.web.protection.models import Candidate, Person  # noqa: E402

TODAY = date(2025, 4, 20)
TOMORROW = date(2025, 4, 21)
SIPIN, BARAJO, CITY = "15.71.11", "15.71.10", "15.71"
LEGOK, MURNI, RAWASARI = "15.71.11.1001", "15.71.11.1002", "15.71.10.1001"
KK = "1571019901010001"


@dataclass
class FigureCity:
    """The city of the tests of cover, with proposals, money and a signature."""

    cover: CoverCity
    money: Money
    candidates: dict[str, Candidate] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        """The named cast."""
        return self.cover.cast

    def propose(
        self, name: str, office: str, state: str = "eligible", programme: str = POOR, year: int = 2024, **more: Any
    ) -> Candidate:
        """Somebody is proposed and judged."""
        made = Candidate.objects.create(
            person=self.cover.person(name), programme=programme, year=year, office=self.cast.offices[office],
            origin="musyawarah", state=state, **more,
        )  # fmt: skip
        self.candidates.setdefault(name, made)
        return made

    def sign(self, office: str) -> SignOff:
        """An office signs the quarter."""
        return SignOff.objects.create(
            period=self.cover.city.period, office=self.cast.offices[office], version=1, run=self.cover.city.run,
            figures={}, digest="0" * 64, signed_by=self.cast.lukman.user, name="Lukman", title="Lurah",
            standing="tetap",
        )  # fmt: skip


def make_people(cast: Cast) -> FigureCity:
    """The quarter 2024-Q4. AMIR pays, BUDI owes two months and CITRA three, DEWI and EDI pay though EDI died in
    November, FITRI is paid for twice, TONO is an OPD's and RINA a kecamatan's; GITA is eligible and not covered."""
    town = FigureCity(make_cover_city(cast), Money(cast))
    listed = town.cover.listed
    listed("AMIR", "PPP", segment=POOR)
    listed("BUDI", "PUU", segment=POOR)
    listed("CITRA", "UUU", segment=POOR)
    listed("DEWI", "PPP", office="murni", segment=POOR)
    listed("EDI", "PPP", office="rawasari", segment=POOR)
    listed("FITRI", "PPP", office="murni")
    listed("FITRI", "PPP", office="rawasari")
    listed("TONO", "PPP", office="dinsos", segment="tkk")
    listed("RINA", "PPP", office="sipin", segment="tkk")
    town.cover.publish()
    Person.objects.filter(name="EDI").update(died_on=date(2024, 11, 10))
    Person.objects.filter(name__in=["AMIR", "BUDI"]).update(no_kk=KK)
    Person.objects.filter(name__in=["CITRA", "DEWI"]).update(no_kk="1571019901010002")
    for name in ("AMIR", "BUDI", "CITRA"):
        town.propose(name, "legok")
    town.propose("AMIR", "murni", programme="pekerja_rentan")
    town.propose("DEWI", "murni")
    for name in ("EDI", "GITA"):
        town.propose(name, "rawasari")
    town.propose("HADI", "legok", state="unknown")
    town.propose("IRA", "murni", state="not_eligible")
    town.sign("legok")
    return town


def make_money(town: FigureCity) -> None:
    """2025: Rp 100 million for each of three kelurahan; 30 million came to Legok (10 January) and Murni (20 January),
    and Legok paid 49 people's March on the 12th of March."""
    for name in ("legok", "murni", "rawasari"):
        town.money.allocate(name)
    town.money.arrive("legok")
    town.money.arrive("murni", day=date(2025, 1, 20))
    town.money.commit("legok")
    town.money.orders([order("1", 823_200)])


def make_figures(cast: Cast) -> FigureCity:
    """All of it, and its figures as they are known now."""
    town = make_people(cast)
    make_money(town)
    services.figures_refresh(TODAY)
    return town


BOOKS = {
    "AMIR": ("legok", "PPPP"), "BUDI": ("legok", "UUPP"), "DEWI": ("murni", "PUU-"), "EDI": ("rawasari", "DD--"),
    "GITA": ("rawasari", "22PP"),
}  # fmt: skip
"""What the books say of January to April 2025, office and marks: P paid, 2 paid twice, U unpaid, D after death."""
_TOLD = {"P": (1, "paid"), "2": (2, "paid_twice"), "U": (0, "unpaid"), "D": (1, "after_death")}


def make_books(town: FigureCity) -> None:
    """2025 as the books alone tell it; four people are registered for it."""
    for name, (office, marks) in BOOKS.items():
        if name != "EDI":
            town.propose(name, office, year=2025, step="registered", stepped_on=date(2024, 12, 15))
        for at, mark in enumerate(marks):
            if mark in _TOLD:
                told_by_books(town, name, office, date(2025, at + 1, 1), *_TOLD[mark])


def told_by_books(
    town: FigureCity, name: str, office: str, month: date, times: int = 1, status: str = "paid"
) -> PersonMonth:
    """A month of somebody that the ledger alone tells of."""
    paid = times * SHARE
    return PersonMonth.objects.create(
        person=town.cover.person(name), segment=POOR, month=month, source="bkbk", due=SHARE, paid=paid,
        times=times or 1, status=status, fact="paid" if paid else "unpaid", by_ledger=paid,
        office=town.cast.offices[office],
    )  # fmt: skip


def stored(key: str, month: tuple[int, int], place: str = CITY, kind: str = "now") -> tuple[int, int | None] | None:
    """A stored figure: (numerator, denominator); None where nothing is known or stored."""
    held = FigureSet.objects.filter(month=date(*month, 1), kind=kind).first()
    if held is None or key not in held.known:
        return None
    found = StoredFigure.objects.filter(set=held, key=key, place=place).first()
    if found is not None:
        return found.numerator, found.denominator
    return 0, 0 if next(one for one in load_indicators() if one.key == key).denominator else None


__all__ = [
    "BARAJO", "CITY", "KK", "LEGOK", "MURNI", "RAWASARI", "SIPIN", "TODAY", "TOMORROW", "FigureCity", "make_books",
    "make_figures", "make_money", "make_people", "stored", "told_by_books",
]  # fmt: skip
