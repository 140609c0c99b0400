"""What befalls the enrolled in two years: death, departure, unpaid months, age, a second payer; each is noted."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from padan.demo.years_making import JOINED_LATER, MONTHS, YOUNGER, Enrolled, Extra, Making, newcomers
from padan.demo.years_pools import code_of
from padan.domain.contributions import number
from padan.domain.months import Month


def plant_lives(making: Making, enrolled: list[Enrolled]) -> None:
    """Deaths, departures and unpaid months, each person with one of them at most."""
    _note_ages(making, [one for one in enrolled if _born(making, one).year < YOUNGER])
    steady = [one for one in enrolled if one.start <= date(2024, 1, 1) and not one.fault]
    late = [one for one in enrolled if one.start == JOINED_LATER]
    making.chance.shuffle(steady)
    making.chance.shuffle(late)
    left = iter(steady)
    _plant_deaths(making, left, iter(late))
    _plant_departures(making, left)
    _plant_unpaid(making, left)


def _born(making: Making, one: Enrolled) -> date:
    born: date = making.people.birth[one.person].astype(date)
    return born


def _note_ages(making: Making, ageing: list[Enrolled]) -> None:
    for one in ageing:
        born = _born(making, one)
        one.fault = "over_age" if born.year == 1960 else "over_age_soon"
        reached = born.replace(year=born.year + 65)
        _note(making, one, one.fault, month=f"{reached:%Y-%m}")


def _note(making: Making, one: Enrolled, kind: str, *, month: str = "", amount: int | None = None) -> None:
    making.truth.add(
        kind, year=2025, place=code_of(making.places, one.kelurahan), programme=one.programme,
        nik=making.nik(one.person), month=month, amount=amount,
    )  # fmt: skip


def _take(pool: Iterator[Enrolled], count: int) -> list[Enrolled]:
    return list(islice(pool, max(0, count)))


def _at(year: int, month: int) -> int:
    return number((year, month)) - number(MONTHS[0])


def _monthly(making: Making, one: Enrolled) -> int:
    return making.rates.due(one.programme, MONTHS[-1], None) or 0


def _plant_deaths(making: Making, left: Iterator[Enrolled], late: Iterator[Enrolled]) -> None:
    rule = making.rates.cover("bpu", (2025, 6))
    full, lesser = (rule.death_benefit, rule.first_benefit) if rule else (0, 0)
    for one in _take(left, making.wanted("paid_after_death")):
        month = making.chance.randrange(3, 9)
        one.died, one.told, one.fault = date(2025, month, making.chance.randrange(2, 28)), False, "paid_after_death"
        over = making.chance.randrange(1, 4)
        one.paid = one.due() | {_at(2025, month) + n for n in range(1, over + 1)}
        months = f"2025-{month + 1:02d}"
        _note(making, one, "paid_after_death", month=months, amount=over * _monthly(making, one))
        _note(making, one, "death_unclaimed", month=f"2025-{month:02d}", amount=full)
    unclaimed = max(1, making.wanted("death_unclaimed") - making.wanted("paid_after_death"))
    for n, one in enumerate([*_take(late, 1), *_take(left, unclaimed - 1)]):
        month = 3 if n == 0 else making.chance.randrange(4, 10)
        one.died, one.fault = date(2025, month, making.chance.randrange(2, 28)), "death_unclaimed"
        one.paid = one.due()
        _note(
            making, one, "death_unclaimed", month=f"2025-{month:02d}", amount=full if one.start.year < 2025 else lesser
        )
    for one in _take(left, making.wanted("death_unclaimed") // 2):
        one.died, one.claimed, one.fault = date(2025, making.chance.randrange(2, 11), 15), True, "claimed"
        one.paid = one.due()


def _plant_departures(making: Making, left: Iterator[Enrolled]) -> None:
    for one in _take(left, making.wanted("paid_after_leaving")):
        over = making.chance.randrange(1, 4)
        one.end, one.fault = date(2025, 6, 30), "paid_after_leaving"
        one.paid = one.due() | {_at(2025, 6) + n for n in range(1, over + 1)}
        _note(making, one, "paid_after_leaving", month="2025-07", amount=over * _monthly(making, one))
    for one in _take(left, making.wanted("paid_after_leaving")):
        one.end, one.fault = date(2025, 5, 31), "left"
        one.paid = one.due()
    for one in _take(left, max(1, making.wanted("paid_after_leaving") // 2)):
        # The population office knows that they moved; nobody else does yet.
        one.fault = "moved"


_UNPAID: tuple[tuple[str, tuple[Month, ...], str], ...] = (
    ("lapsed", ((2025, 10), (2025, 11), (2025, 12)), "2025-12"),
    ("lapses_next", ((2025, 11), (2025, 12)), "2026-01"),
    ("in_arrears", ((2025, 12),), "2025-12"),
    ("lapsed_and_resumed", ((2025, 3), (2025, 4), (2025, 5)), "2025-06"),
)


def _plant_unpaid(making: Making, left: Iterator[Enrolled]) -> None:
    for kind, months, told in _UNPAID:
        for one in _take(left, making.wanted(kind)):
            one.fault = kind
            one.paid = one.due() - {_at(*month) for month in months}
            # What it costs to prevent: the months owed and the next one.
            owed = len(months) + 1 if kind == "lapses_next" else len(months)
            _note(making, one, kind, month=told, amount=owed * _monthly(making, one))


def plant_doubles(making: Making, enrolled: list[Enrolled]) -> list[Extra]:
    """People of the grant who are paid for elsewhere too, and the city's own list around them."""
    steady = [one for one in enrolled if not one.fault and one.start <= date(2024, 1, 1)]
    making.chance.shuffle(steady)
    rentan = iter([one for one in steady if one.programme == "pekerja_rentan"])
    monthly = making.rates.due("pekerja_rentan", MONTHS[-1], None) or 0
    extras: list[Extra] = []
    for one in _take(rentan, making.wanted("double_two_sources")):
        one.fault = "double_two_sources"
        extras.append(Extra(one.person, one.programme, "apbd_kota", code_of(making.places, one.kelurahan), monthly))
        _note(making, one, one.fault, amount=monthly)
    left = (one for one in steady if not one.fault)
    for one in _take(left, making.wanted("double_two_places")):
        one.fault = "double_two_places"
        one.also_at = (one.kelurahan + making.chance.randrange(1, 5)) % len(making.kelurahan)
        _note(making, one, one.fault, amount=monthly)
    for at, one in enumerate(_take(left, making.wanted("double_employer"))):
        one.fault = "double_employer"
        extras.append(Extra(one.person, "pu_swasta", "employer", f"PT Rekaan {at + 1:02d}", None))
        _note(making, one, one.fault, amount=monthly)
    return [*extras, *_city_list(making, monthly)]


def _city_list(making: Making, monthly: int) -> list[Extra]:
    """Vulnerable workers whom the city itself pays for, on no other list."""
    found = []
    for place in making.kelurahan:
        code = code_of(making.places, place)
        found += [Extra(person, "pekerja_rentan", "apbd_kota", code, monthly) for person in newcomers(making, place, 5)]
    return found
