"""The people of two funding years: who is proposed and chosen, whose months are paid, who dies, leaves, stands twice.

Every fault is noted in the truth as it is planted; all the rest keeps the rules of `padan.domain`.
"""

from dataclasses import replace
from datetime import date

from padan.demo.years_lives import plant_doubles, plant_lives
from padan.demo.years_making import (
    BLANKS,
    CODES,
    JOINED_LATER,
    MONTHS,
    NOT_ASKED,
    WAITING,
    YEARS,
    Enrolled,
    Extra,
    Making,
    Proposed,
    YearsPeople,
    newcomers,
    pots,
)
from padan.demo.years_pools import PROGRAMMES, Traits, code_of, job_of
from padan.domain.allocation import Applicant, select
from padan.domain.ranking import Merit, draw_of, order_key, order_of


def make_people(making: Making) -> YearsPeople:
    """The three years one after the other."""
    first = _decided(making, 2024, _first_year(making))
    enrolled = _joined(making, first, {})
    second = _decided(making, 2025, _next_year(making, 2025, first, {e.person for e in enrolled.values()}))
    second = _pass_over(making, second)
    enrolled = _joined(making, second, enrolled)
    everybody = list(enrolled.values())
    plant_lives(making, everybody)
    extras = plant_doubles(making, everybody)
    third = _decided(making, 2026, _third_year(making, second, everybody, extras))
    blank = _blank(making, [*first, *second, *third])
    _note_candidates(making, blank)
    return YearsPeople(tuple(blank), tuple(everybody), tuple(extras))


# --- proposals ------------------------------------------------------------------------------------------------------


def _first_year(making: Making) -> list[Proposed]:
    """Whoever the branch has, and as many more as the money reaches, and some on top."""
    turning = _few(making.pools.turning, making.wanted("over_age"))
    soon = _few(making.pools.turning_soon, making.wanted("over_age_soon"))
    found: list[Proposed] = []
    for programme in PROGRAMMES:
        for place in making.kelurahan:
            fits = _fits(making, 2024, programme, place)
            own = [*turning.get((place, programme), ()), *soon.get((place, programme), ())]
            kept = [*own, *making.pools.registered[place, programme]][:fits]
            new = newcomers(making, place, fits - len(kept) + WAITING)
            front, back = [*kept, *new[: fits - len(kept)]], new[fits - len(kept) :]
            making.chance.shuffle(front)
            found += _ranked(making, 2024, programme, place, [*front, *back], set(kept))
    return found


def _few(pool: dict[tuple[int, str], list[int]], count: int) -> dict[tuple[int, str], list[int]]:
    """The first so many of a pool, one a place, then a second one."""
    found: dict[tuple[int, str], list[int]] = {}
    ordered = sorted(((at, key) for key, own in pool.items() for at in range(len(own))), key=lambda one: one)
    for at, key in ordered[:count]:
        found.setdefault(key, []).append(pool[key][at])
    return found


def _fits(making: Making, year: int, programme: str, place: int) -> int:
    pot = pots(making, year, [place], programme)[0]
    return min(pot.heads or 0, pot.money // pot.cost)


def _ranked(
    making: Making, year: int, programme: str, place: int, order: list[int], covered: set[int]
) -> list[Proposed]:
    """The deliberation's ranked list, with somebody in it against whom something stands."""
    against: dict[int, str] = {}
    kind = _against(programme, place, year)
    pool = making.pools.elders[place] if kind == "over_age" else making.pools.free[place]
    if pool:
        person = pool.pop(0)
        against[person] = kind
        order.insert(making.chance.randrange(len(order) + 1), person)
    return [
        Proposed(
            f"{year}-{programme[:1].upper()}{place + 1:02d}-{rank:03d}", year, programme, place, person, rank,
            person in covered, against.get(person, ""),
        )
        for rank, person in enumerate(order, 1)
    ]  # fmt: skip


def _against(programme: str, place: int, year: int) -> str:
    kinds = [kind for kind in CODES if kind != NOT_ASKED[programme]]
    return kinds[(place + year + len(programme)) % len(kinds)]


def _next_year(making: Making, year: int, before: list[Proposed], covered: set[int]) -> list[Proposed]:
    """Last year's list again without those who were not eligible, and a few more."""
    found: list[Proposed] = []
    for programme in PROGRAMMES:
        for place in making.kelurahan:
            own = [one for one in before if one.kelurahan == place and one.programme == programme and not one.against]
            order = [one.person for one in sorted(own, key=lambda one: one.rank)] + newcomers(making, place, 2)
            found += _ranked(making, year, programme, place, order, covered)
    return found


def _third_year(
    making: Making, before: list[Proposed], enrolled: list[Enrolled], extras: list[Extra]
) -> list[Proposed]:
    """Everybody whose cover the city believes in, and those who waited; what the answers from outside say of them."""
    gone = {one.person for one in enrolled if one.last is not None and one.told}
    covered = {one.person for one in enrolled if max(one.paid, default=0) >= len(MONTHS) - 3} - gone
    standing = [one for one in before if one.person not in gone]
    found = _next_year(making, 2026, standing, covered)
    said = {one.person: "deceased" for one in enrolled if one.died and not one.told}
    said |= {one.person: one.fault for one in enrolled if one.fault in ("moved", "over_age")}
    said |= {one.person: "employer" for one in extras if one.source == "employer"}
    return [replace(one, against=said[one.person]) if one.person in said else one for one in found]


# --- decisions ------------------------------------------------------------------------------------------------------


def _decided(making: Making, year: int, proposed: list[Proposed]) -> list[Proposed]:
    """Each candidate with where he ends."""
    order = {programme: order_of(making.law, programme, date(year, 1, 1)) for programme in PROGRAMMES}
    applicants = [
        Applicant(
            one.key, one.person, one.programme, code_of(making.places, one.kelurahan), one.state,
            order_key(
                Merit(one.key, one.rank, covered_now=one.covered, draw=draw_of(str(year), one.key)),
                order[one.programme],
            ),
        )
        for one in proposed
    ]  # fmt: skip
    every = [pot for programme in PROGRAMMES for pot in pots(making, year, list(making.kelurahan), programme)]
    ends = {placed.candidate: placed.outcome.value for placed in select(applicants, every).placed}
    return [replace(one, outcome=ends[one.key]) for one in proposed]


def _pass_over(making: Making, decided: list[Proposed]) -> list[Proposed]:
    """A decree sets the first who waits instead of the last one chosen."""
    swapped: dict[str, str] = {}
    groups: dict[tuple[int, str], list[Proposed]] = {}
    for one in decided:
        groups.setdefault((one.kelurahan, one.programme), []).append(one)
    for own in groups.values():
        if len(swapped) >= 2 * making.wanted("passed_over"):
            break
        last = [one for one in own if one.decreed and not one.covered][-1:]
        waiting = [one for one in own if one.outcome == "waiting"][:1]
        if last and waiting:
            swapped |= {last[0].key: "waiting", waiting[0].key: "chosen"}
            making.truth.add(
                "passed_over", year=last[0].year, place=code_of(making.places, last[0].kelurahan),
                programme=last[0].programme, nik=making.nik(last[0].person), detail=waiting[0].key,
            )  # fmt: skip
    return [replace(one, outcome=swapped.get(one.key, one.outcome)) for one in decided]


def _joined(making: Making, decided: list[Proposed], before: dict[int, Enrolled]) -> dict[int, Enrolled]:
    """Who is enrolled after a decree: in 2024 whom the branch has already, in 2025 the others too."""
    found = dict(before)
    for one in decided:
        if one.decreed and one.person not in found and (one.covered or one.year > YEARS[0]):
            start = making.pools.start[one.person] if one.covered else JOINED_LATER
            enrolled = Enrolled(one.person, one.programme, one.kelurahan, start)
            enrolled.paid = enrolled.due()
            found[one.person] = enrolled
    return found


# --- what the lists leave out ---------------------------------------------------------------------------------------


def _blank(making: Making, proposed: list[Proposed]) -> list[Proposed]:
    """Some who wait have fields that enrolment needs left blank."""
    waiting = [at for at, one in enumerate(proposed) if one.outcome == "waiting" and not one.against]
    for at in sorted(making.chance.sample(waiting, min(len(waiting), making.wanted("not_ready")))):
        fields = tuple(sorted(making.chance.sample(BLANKS, making.chance.randrange(1, 3))))
        proposed[at] = replace(proposed[at], blank=fields)
    return proposed


def _note_candidates(making: Making, proposed: list[Proposed]) -> None:
    for one in proposed:
        found = [CODES[one.against]] if one.against else []
        found += [("not_ready", one.blank)] if one.blank else []
        for kind, told in found:
            making.truth.add(
                kind, year=one.year, place=code_of(making.places, one.kelurahan), programme=one.programme,
                nik=making.nik(one.person), detail="+".join(told),
            )  # fmt: skip


def job_shown(traits: Traits, one: Proposed) -> str:
    """The job that the deliberation's list states."""
    return "Pegawai Toko" if one.against == "job_not_listed" else job_of(traits, one.programme, one.person)
