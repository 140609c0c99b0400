"""The money of two funding years and the opening of a third: promised, come, paid, billed, accounted for.

Every rupiah paid for people is the sum of months in `years_people`; the rest of the grant pays for other allowed uses.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from padan.demo.participant_side import group_number
from padan.demo.years_after import note_advances, note_shares, paid_above, spj_of
from padan.demo.years_making import A_YEAR, MONTHS, YEARS, Enrolled, Making, YearsPeople, pots
from padan.demo.years_orders import numbered, orders_for_people, orders_for_uses, orders_that_fit_nothing
from padan.demo.years_pools import PROGRAMMES, SEGMENT_OF, code_of
from padan.demo.years_records import (
    ALLOCATED,
    CAME,
    CLOSINGS,
    DECREES,
    DUE,
    LATE_BUT_CAME,
    PAID,
    SECOND_WAVE,
    WHOLE_QUOTA,
    BillOf,
    Named,
    Promise,
    StageOf,
    Troubled,
    YearsMoney,
)
from padan.domain.law import grant_of, quota_of, split_by_stage, stages_of


def make_money(making: Making, people: YearsPeople) -> YearsMoney:
    """Stages, promises, bills, payment orders and SPJ, with what is wrong with them."""
    troubled = _troubled(making)
    stages = tuple(_stages(making, troubled))
    promises = tuple(_promises(making, people, troubled))
    bills = tuple(_bills(making, people.enrolled))
    orders = numbered(
        [*orders_for_people(making, bills), *orders_for_uses(making, troubled), *orders_that_fit_nothing(making)]
    )
    spj = tuple(spj_of(making, orders, troubled))
    above = paid_above(making, orders, promises)
    note_advances(making, orders, promises, troubled, above)
    note_shares(making, orders, promises)
    _note_conflicts(making)
    return YearsMoney(stages, promises, bills, orders, spj)


def _troubled(making: Making) -> Troubled:
    drawn = making.chance.sample(list(making.kelurahan), len(making.kelurahan))

    def some(count: int) -> frozenset[int]:
        found, drawn[:count] = frozenset(drawn[:count]), []
        return found

    held = making.wanted("spj_blocks")
    no_spj = some(held)
    spent_ahead, came_late = some(making.wanted("advance")), some(3)
    return Troubled(
        spent_ahead=spent_ahead,
        no_spj=no_spj,
        no_spj_and_ahead=frozenset(sorted(no_spj)[: max(1, held // 2)]),
        came_late=came_late,
        second_wave=_second_wave(sorted(set(making.kelurahan) - no_spj - came_late)),
        no_spj_2024=some(3),
        whole_quota=some(making.wanted("above_share")),
    )


def _second_wave(others: list[int]) -> frozenset[int]:
    """A quarter of them, by a lot of its own: nothing else of the city depends on who they are."""
    return frozenset(Random("gelombang kedua").sample(others, len(others) // 4))


# --- what is promised and comes -------------------------------------------------------------------------------------


def _stages(making: Making, troubled: Troubled) -> Iterator[StageOf]:
    for year in YEARS:
        for place in making.kelurahan:
            code = code_of(making.places, place)
            grant = grant_of(making.law, ALLOCATED[year], place=code, level="kelurahan")
            stages = stages_of(making.law, ALLOCATED[year], place=code)
            amounts = split_by_stage(stages, grant.amount if grant else 0)
            for stage, amount in zip(stages, amounts, strict=True):
                yield _stage(making, troubled, place, StageOf(
                    year, stage.order, code, amount, DUE[year, stage.order], CAME.get((year, stage.order))
                ))  # fmt: skip


def _stage(making: Making, troubled: Troubled, place: int, stage: StageOf) -> StageOf:
    if (stage.year, stage.order) == (2025, 2) and place in troubled.no_spj:
        making.truth.add("spj_blocks", year=2025, place=stage.place, month="2025-12", amount=stage.amount)
        stage = replace(stage, came=None)
    if (stage.year, stage.order) == (2025, 2) and place in troubled.came_late:
        stage = replace(stage, came=LATE_BUT_CAME)
    if (stage.year, stage.order) == (2025, 2) and place in troubled.second_wave:
        stage = replace(stage, came=SECOND_WAVE)
    if (stage.year, stage.order) == (2024, 2) and place in troubled.no_spj_2024:
        making.truth.add("spj_blocks", year=2024, place=stage.place, month="2024-12", amount=stage.amount)
    for closing in CLOSINGS.values():
        if stage.due < closing and (stage.came is None or stage.came > closing):
            making.truth.add(
                "late_stage", year=stage.year, place=stage.place, month=f"{closing:%Y-%m}", amount=stage.amount,
                detail=str(stage.order),
            )  # fmt: skip
    return stage


def _promises(making: Making, people: YearsPeople, troubled: Troubled) -> Iterator[Promise]:
    chosen: dict[tuple[int, str, int], int] = {}
    for one in people.proposed:
        key = (one.year, one.programme, one.kelurahan)
        chosen[key] = chosen.get(key, 0) + one.decreed
    for (year, programme, place), heads in chosen.items():
        if year not in DECREES or not heads:
            continue
        pot = pots(making, year, [place], programme)[0]
        code = code_of(making.places, place)
        if (year, programme) == (2025, "miskin_ekstrem") and place in troubled.whole_quota:
            heads = WHOLE_QUOTA
        yield Promise(year, programme, code, heads, pot.cost // A_YEAR)


def _note_conflicts(making: Making) -> None:
    """Each year's quota, for all its months, against the share."""
    for year in YEARS:
        for programme in PROGRAMMES:
            for pot in pots(making, year, list(making.kelurahan), programme):
                quota = quota_of(making.law, programme, date(year, 12, 31), place=pot.place)
                over = (quota.heads if quota else 0) * pot.cost - pot.money
                if over > 0:
                    making.truth.add("quota_conflict", year=year, place=pot.place, programme=programme, amount=over)


# --- bills ----------------------------------------------------------------------------------------------------------


def _bills(making: Making, enrolled: tuple[Enrolled, ...]) -> list[BillOf]:
    """A bill a group and quarter, with its list by name; some count more people than they name."""
    groups: dict[tuple[int, str], list[Enrolled]] = {}
    for one in enrolled:
        groups.setdefault((one.kelurahan, one.programme), []).append(one)
        if one.also_at >= 0:
            groups.setdefault((one.also_at, one.programme), []).append(one)
    bills = [
        bill
        for (place, programme), own in sorted(groups.items())
        for quarter in range(len(MONTHS) // 3)
        if (bill := _bill(making, place, programme, own, quarter)) is not None
    ]
    return _with_faults(making, bills)


def _bill(making: Making, place: int, programme: str, own: list[Enrolled], quarter: int) -> BillOf | None:
    names = [line for one in own if (line := _named(making, one, place, quarter)) is not None]
    if not names:
        return None
    first = MONTHS[3 * quarter]
    month, day = PAID[quarter % 4]
    serial = (place * 2 + PROGRAMMES.index(programme)) * 8 + quarter + 1
    return BillOf(
        f"{first[0] % 100:02d}{first[1]:02d}98{serial:07d}", group_number(SEGMENT_OF[programme], place),
        f"98{serial * 2_654_435_761 % 10**14:014d}", place, programme, first, MONTHS[3 * quarter + 2], len(names),
        sum(line.amount for line in names), date(first[0], month, day), tuple(names),
    )  # fmt: skip


def _named(making: Making, one: Enrolled, place: int, quarter: int) -> Named | None:
    """The months of a quarter that are paid for somebody; the second kelurahan pays from 2025 on."""
    months = [at for at in range(3 * quarter, 3 * quarter + 3) if at in one.paid]
    if not months or (place == one.also_at and quarter < 4):
        return None
    monthly = making.rates.due(one.programme, MONTHS[months[0]], None) or 0
    return Named(one.person, MONTHS[months[0]], MONTHS[months[-1]], monthly * len(months))


def _with_faults(making: Making, bills: list[BillOf]) -> list[BillOf]:
    later = [at for at, bill in enumerate(bills) if bill.first[0] == 2025]
    above, without = making.wanted("bill_above_names"), making.wanted("bill_without_names")
    drawn = making.chance.sample(later, min(len(later), above + without))
    for n, at in enumerate(drawn):
        bill = bills[at]
        more = making.chance.randrange(1, 4)
        monthly = making.rates.due(bill.programme, bill.first, None) or 0
        if n < above:
            kind, amount = "bill_above_names", more * 3 * monthly
            bills[at] = replace(bill, heads=bill.heads + more, total=bill.total + amount)
        else:
            kind, amount, more = "bill_without_names", bill.total, bill.heads
            bills[at] = replace(bill, names=())
        making.truth.add(
            kind, year=bill.first[0], place=code_of(making.places, bill.kelurahan), programme=bill.programme,
            month=f"{bill.first[0]}-{bill.first[1]:02d}", amount=amount, detail=f"{bill.code}: {more}",
        )  # fmt: skip
    return bills
