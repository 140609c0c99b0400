"""Heads of RT and contract workers in 2025: the city pays for them from its own budget, by bills with names.

What goes wrong among them is planted and noted as elsewhere. Heads of RT are billed by quarter and kelurahan, contract
workers by half-year and kecamatan. All lots are this file's own: nothing else of the city depends on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

import numpy as np
import numpy.typing as npt

from padan.demo.listing import RT, TKK, ParticipantRows
from padan.demo.participant_side import NEVER, Membership, group_number
from padan.demo.payments import BPU_MONTH, PU_PER_MYRIAD
from padan.demo.years_making import Making
from padan.demo.years_pools import code_of, day_of
from padan.demo.years_records import ACCOUNTS, PAID, BillOf, Named, OrderOf
from padan.domain.months import Month

YEAR = 2025
CITY_MONTHS: tuple[Month, ...] = tuple((YEAR, month) for month in range(1, 13))
KEYS = {RT: "rt", TKK: "tkk"}
SPAN = {RT: 3, TKK: 6}
"""Months of one bill."""
TITLES = {"rt": "Ketua RT", "tkk": "Tenaga Kerja Kontrak"}
DECREE = "9003/KEP.REKAAN/2025"
SOURCE = "apbd_kota"
FUNDED = date(2025, 1, 8)


@dataclass(slots=True)
class CityPaid:
    """Somebody for whom the city pays. `office`: position of the kelurahan of an RT, of the kecamatan of a contract
    worker; `paid`: positions in CITY_MONTHS; `also_at`: a second kelurahan that pays too, in `twice`."""

    person: int
    segment: int
    office: int
    monthly: int
    born: date
    died: date | None = None
    fault: str = ""
    paid: set[int] = field(default_factory=lambda: set(range(len(CITY_MONTHS))))
    also_at: int = -1
    twice: frozenset[int] = frozenset()

    @property
    def programme(self) -> str:
        """rt or tkk."""
        return KEYS[self.segment]


@dataclass(frozen=True, slots=True)
class CityMoney:
    """The people, the branch's bills for them, and the treasury's orders that paid these."""

    people: tuple[CityPaid, ...]
    bills: tuple[BillOf, ...]
    orders: tuple[OrderOf, ...]


def make_city_paid(members: ParticipantRows, membership: Membership, making: Making) -> CityMoney:
    """Everybody, with what is wrong, their bills and orders."""
    living, dead = _people(members, membership, making)
    people = (*living, *_plant(making, living, dead))
    bills = tuple(_bills(making, people))
    orders = tuple(_order(making, bill, at) for at, bill in enumerate(bills, 1))
    return CityMoney(people, bills, orders)


def office_code(making: Making, one: CityPaid) -> str:
    """The region code of the office that answers for somebody."""
    if one.segment == RT:
        return code_of(making.places, one.office)
    kelurahan = next(at for at, place in enumerate(making.places.kelurahan) if place.kecamatan == one.office)
    return code_of(making.places, kelurahan).rpartition(".")[0]


# --- people ---------------------------------------------------------------------------------------------------------


def _people(
    members: ParticipantRows, membership: Membership, making: Making
) -> tuple[list[CityPaid], list[CityPaid]]:  # fmt: skip
    """Whose cover runs on, and who died in 2024: each once in a segment, as the branch has them."""
    plain: npt.NDArray[np.bool_] = (
        (members.kind == "") & np.isin(members.segment, (RT, TKK)) & (membership.end >= NEVER)
    )
    kecamatan = {making.places.kelurahan[at].kecamatan for at in making.kelurahan}
    living, dead, seen = [], [], set()
    for at in np.flatnonzero(plain).tolist():
        person, segment, office = int(members.person[at]), int(members.segment[at]), int(members.office[at])
        if segment == TKK:
            office -= len(making.places.kelurahan)
        if (person, segment) in seen or office not in (making.kelurahan if segment == RT else kecamatan):
            continue
        seen.add((person, segment))
        monthly = BPU_MONTH if segment == RT else int(membership.wage[at]) * PU_PER_MYRIAD // 10_000
        born: date = making.people.birth[person].astype(date)
        one = CityPaid(person, segment, office, monthly, born)
        if membership.death[at] < NEVER:
            one.died = day_of(int(membership.death[at]))
            dead.append(one)
        else:
            living.append(one)
    return living, dead


def _note(making: Making, one: CityPaid, kind: str, month: str = "", amount: int | None = None) -> None:
    one.fault = one.fault or kind
    making.truth.add(
        kind, year=YEAR, place=office_code(making, one), programme=one.programme, nik=making.nik(one.person),
        month=month, amount=amount,
    )  # fmt: skip


_UNPAID: tuple[tuple[str, int, frozenset[int], str], ...] = (
    ("lapsed_rt", RT, frozenset({9, 10, 11}), "2025-12"),
    ("lapses_next_rt", RT, frozenset({10, 11}), "2026-01"),
    ("in_arrears_rt", RT, frozenset({11}), "2025-12"),
    ("lapsed_and_resumed_rt", RT, frozenset({3, 4, 5}), "2025-07"),
    ("unpaid_tkk", TKK, frozenset({10, 11}), "2025-12"),
)


def _plant(making: Making, living: list[CityPaid], dead: list[CityPaid]) -> list[CityPaid]:
    """Unpaid months, a second kelurahan that pays, age, and who is paid for although dead; gives the dead ones."""
    lot = Random("dibayar kota")
    for one in living:
        reached = _age_reached(one.born)
        if reached <= date(YEAR, 12, 31):
            _note(making, one, f"over_age_{one.programme}", f"{reached:%Y-%m}")
    both = {one.person for one in living if one.segment == RT} & {one.person for one in living if one.segment == TKK}
    steady = [one for one in living if not one.fault and one.person not in both]
    lot.shuffle(steady)
    for kind, segment, unpaid, month in _UNPAID:
        for one in [one for one in steady if one.segment == segment and not one.fault][: making.wanted(kind)]:
            one.paid -= unpaid
            owed = len(unpaid) + 1 if kind == "lapses_next_rt" else len(unpaid)
            _note(making, one, kind, month, owed * one.monthly)
    for one in [one for one in steady if one.segment == RT and not one.fault][: making.wanted("double_two_places_rt")]:
        one.also_at, one.twice = (one.office + 1) % len(making.kelurahan), frozenset({9, 10, 11})
        _note(making, one, "double_two_places_rt", "2025-10", one.monthly)
    return _dead_but_paid(making, dead, lot)


def _age_reached(born: date) -> date:
    """The day on which somebody is 65, the age limit of cover; of a leap day's child the first of March."""
    return date(born.year + 65, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 65)


def _dead_but_paid(making: Making, dead: list[CityPaid], lot: Random) -> list[CityPaid]:
    """Who died in 2024 and stands on the bills of 2025 all the same, for a while."""
    found = []
    lot.shuffle(dead)
    for segment in (RT, TKK):
        kind = f"paid_after_death_{KEYS[segment]}"
        for one in [one for one in dead if one.segment == segment][: making.wanted(kind)]:
            one.paid = set(range(SPAN[segment]))
            _note(making, one, kind, "2025-01", len(one.paid) * one.monthly)
            found.append(one)
    return found


# --- bills and orders -----------------------------------------------------------------------------------------------


def _bills(making: Making, people: tuple[CityPaid, ...]) -> Iterator[BillOf]:
    """A bill for each office and span of months, with all its names."""
    groups: dict[tuple[int, int], list[tuple[CityPaid, frozenset[int]]]] = {}
    for one in people:
        groups.setdefault((one.segment, one.office), []).append((one, frozenset(one.paid)))
        if one.also_at >= 0:
            groups.setdefault((one.segment, one.also_at), []).append((one, one.twice))
    for (segment, office), own in sorted(groups.items()):
        for first in range(0, len(CITY_MONTHS), SPAN[segment]):
            names = tuple(_named(own, first, SPAN[segment]))
            if names:
                yield _bill(making, segment, office, first, names)


def _named(own: list[tuple[CityPaid, frozenset[int]]], first: int, span: int) -> Iterator[Named]:
    for one, paid in own:
        months = sorted(at for at in paid if first <= at < first + span)
        if months:
            yield Named(
                one.person, CITY_MONTHS[months[0]], CITY_MONTHS[months[-1]], one.monthly * len(months)
            )  # fmt: skip


def _bill(making: Making, segment: int, office: int, first: int, names: tuple[Named, ...]) -> BillOf:
    last = first + SPAN[segment] - 1
    serial = 5_000_000 + (segment * 1_000 + office) * 12 + first
    month, day = PAID[last // 3]
    at = office if segment == RT else office + len(making.places.kelurahan)
    return BillOf(
        f"25{first + 1:02d}98{serial:07d}", group_number(segment, at), f"98{serial * 2_654_435_761 % 10**14:014d}",
        office if segment == RT else -1, KEYS[segment], CITY_MONTHS[first], CITY_MONTHS[last], len(names),
        sum(one.amount for one in names), date(YEAR, month, day), names, kecamatan=-1 if segment == RT else office,
    )  # fmt: skip


def _order(making: Making, bill: BillOf, number: int) -> OrderOf:
    """The order that paid a bill."""
    if bill.kecamatan >= 0:
        office, short = f"Kecamatan {making.places.kecamatan[bill.kecamatan].name}", "Kec."
    else:
        office, short = f"Kelurahan {making.places.kelurahan[bill.kelurahan].name}", "Kel."
    name = office.partition(" ")[2]
    what = f"Iuran jaminan sosial ketenagakerjaan {TITLES[bill.programme]} {_span_words(bill)} {short} {name}"
    return OrderOf(
        f"{90_000 + number:05d}/SP2D/LS/{YEAR}", bill.paid, YEAR, office, what, ACCOUNTS["iuran"], bill.total,
        bill.kelurahan, bill.programme, bill.kecamatan,
    )  # fmt: skip


def _span_words(bill: BillOf) -> str:
    if bill.kecamatan < 0:
        return f"TW {('I', 'II', 'III', 'IV')[(bill.first[1] - 1) // 3]} {YEAR}"
    return f"Januari s/d Juni {YEAR}" if bill.first[1] == 1 else f"Juli s/d Desember {YEAR}"
