"""What follows from the payments of two years: SPJ, advances, what is paid above a promise or a share."""

from collections.abc import Iterator
from datetime import date

from padan.demo.years_making import YEARS, Making, pots
from padan.demo.years_pools import code_of
from padan.demo.years_records import (
    ALLOCATED,
    CLOSINGS,
    NAMED,
    OrderOf,
    Promise,
    SpjOf,
    Troubled,
)
from padan.domain.law import grant_of, split_by_stage, stages_of


def paid_by_place(orders: tuple[OrderOf, ...]) -> Iterator[tuple[int, int, str, date, int, str]]:
    """(funding year, kelurahan, programme, day, rupiah, fault) of everything that is paid for a kelurahan."""
    for order in orders:
        if order.fault == "sp2d_unreadable":
            continue
        if order.kelurahan >= 0:
            yield order.year, order.kelurahan, order.programme, order.day, order.amount, order.fault
        elif order.split:
            for place, amount in order.parts:
                yield order.year, place, order.programme, order.day, amount, order.fault


def spj_of(making: Making, orders: tuple[OrderOf, ...], troubled: Troubled) -> Iterator[SpjOf]:
    """Each year's payments accounted for in December, by programme; one late, and some not at all."""
    found: dict[tuple[int, int, str, int], int] = {}
    for year, place, programme, day, amount, fault in paid_by_place(orders):
        if not (year == 2025 and place in troubled.no_spj and not programme):
            known = NAMED.get(fault, programme)
            found[year, place, known, day.year] = found.get((year, place, known, day.year), 0) + amount
    for n, ((year, place, programme, paid_in), amount) in enumerate(sorted(found.items()), 1):
        day = date(paid_in, 12, 22)
        if (year, paid_in) == (2024, 2024) and place in troubled.no_spj_2024:
            day = date(2025, 2, 14)
        yield SpjOf(year, place, programme, f"{n:04d}/SPJ/{paid_in}", day, amount)


def paid_above(
    making: Making, orders: tuple[OrderOf, ...], promises: tuple[Promise, ...]
) -> dict[tuple[int, int], int]:
    """Rupiah paid beyond what was promised, by funding year and kelurahan: where two kelurahan bill one person, or a
    bill counts more people than were chosen."""
    left = {(one.year, one.place, one.programme): one.amount for one in promises}
    found: dict[tuple[int, int], int] = {}
    for year, place, programme, day, amount, fault in paid_by_place(orders):
        key = (year, code_of(making.places, place), programme)
        if not programme or fault:
            continue
        rest = left.get(key, 0)
        left[key] = max(0, rest - amount)
        if amount > rest:
            found[year, place] = found.get((year, place), 0) + amount - rest
            making.truth.add(
                "paid_above_promise", year=year, place=key[1], programme=programme, month=f"{day:%Y-%m}",
                amount=amount - rest,
            )  # fmt: skip
    return found


def note_advances(
    making: Making, orders: tuple[OrderOf, ...], promises: tuple[Promise, ...], troubled: Troubled,
    above: dict[tuple[int, int], int],
) -> None:  # fmt: skip
    """What other uses took beyond the first stage, the promises to people left aside for them; and what names no place
    at all, which is nobody's money."""
    held: dict[tuple[int, str], int] = {}
    for one in promises:
        held[one.year, one.place] = held.get((one.year, one.place), 0) + one.amount
    used = dict(above)
    for year, place, programme, day, amount, _ in paid_by_place(orders):
        if day.year == year and not programme:
            used[year, place] = used.get((year, place), 0) + amount
    for (year, place), amount in sorted(used.items()):
        code = code_of(making.places, place)
        outstanding = place in (troubled.spent_ahead if year == YEARS[0] else troubled.no_spj)
        over = amount - (_first_stage(making, year, code) - held.get((year, code), 0))
        if outstanding and over > 0:
            making.truth.add("advance", year=year, place=code, month=f"{CLOSINGS[year]:%Y-%m}", amount=over)
    nowhere = sum(order.amount for order in orders if order.fault == "sp2d_no_place")
    city = ".".join(code_of(making.places, 0).split(".")[:2])
    making.truth.add("advance", year=2025, place=city, month="2025-12", amount=nowhere)


def note_shares(making: Making, orders: tuple[OrderOf, ...], promises: tuple[Promise, ...]) -> None:
    """Where what is promised, or paid under a programme's name, is above its share."""
    spent: dict[tuple[int, str, str], int] = {}
    for year, place, programme, _, amount, fault in paid_by_place(orders):
        key = (year, code_of(making.places, place), NAMED.get(fault, programme))
        spent[key] = spent.get(key, 0) + amount
    for one in promises:
        position = next(k for k in making.kelurahan if code_of(making.places, k) == one.place)
        limit = pots(making, one.year, [position], one.programme)[0].money
        over = max(one.amount, spent.get((one.year, one.place, one.programme), 0)) - limit
        if over > 0:
            making.truth.add("above_share", year=one.year, place=one.place, programme=one.programme, amount=over)


def _first_stage(making: Making, year: int, code: str) -> int:
    grant = grant_of(making.law, ALLOCATED[year], place=code, level="kelurahan")
    return split_by_stage(stages_of(making.law, ALLOCATED[year], place=code), grant.amount if grant else 0)[0]
