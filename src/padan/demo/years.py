"""Two funding years of the synthetic city and the opening of a third, with every planted fault told."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import polars as pl

from padan.demo.faultlog import FaultLog
from padan.demo.faults import RATES
from padan.demo.listing import RT, TKK, ListRows, ParticipantRows, list_people, register
from padan.demo.participant_side import Membership, draw_deaths, make_memberships
from padan.demo.payments import BPU_MONTH, PU_PER_MYRIAD, PaymentRows, make_payments
from padan.demo.places import Places, make_places
from padan.demo.population import Population, make_population
from padan.demo.years_city_paid import CityMoney, make_city_paid
from padan.demo.years_faults import Truth
from padan.demo.years_making import Extra, Making, YearsPeople
from padan.demo.years_money import make_money
from padan.demo.years_people import make_people
from padan.demo.years_pools import Traits, code_of, draw_traits, make_pools
from padan.demo.years_records import YearsMoney
from padan.domain.law import load_law
from padan.domain.rates import load_rates

KELURAHAN = 68
"""The grant is told of the real kelurahan alone, not of the copies of a larger city."""


@dataclass(frozen=True, slots=True)
class City:
    """What the city's own files are made of."""

    rows: ListRows
    members: ParticipantRows
    membership: Membership
    payments: PaymentRows
    people: Population
    places: Places


@dataclass(frozen=True, slots=True)
class Years:
    """Everything written; `truth` has the columns of `years_faults.SCHEMA`, `city` is what the city pays for itself."""

    people: YearsPeople
    money: YearsMoney
    traits: Traits
    truth: pl.DataFrame
    city: CityMoney


def city_of(people: int, seed: int) -> City:
    """What the files of a city are made of, before any text is written."""
    places = make_places(people)
    population = make_population(people, places, np.random.default_rng([seed, 1]))
    rows = list_people(people, population, places, np.random.default_rng([seed, 3]))
    members = register(rows, population, places, np.random.default_rng([seed, 4]))
    deaths = draw_deaths(population, np.random.default_rng([seed, 5]), RATES["participants", "deceased"])
    membership = make_memberships(members, deaths, places, np.random.default_rng([seed, 7]), FaultLog("participants"))
    payments, _ = make_payments(members, membership, np.random.default_rng([seed, 9]))
    return City(rows, members, membership, payments, population, places)


def years_of(people: int, seed: int) -> tuple[City, Years]:
    """The city and its years, made once for who writes them and who tells them on a site."""
    return _years_of(people, seed, KELURAHAN)


@lru_cache(maxsize=1)
def _years_of(people: int, seed: int, _kelurahan: int) -> tuple[City, Years]:
    city = city_of(people, seed)
    return city, make_years(city, people, seed)


def make_years(city: City, people: int, seed: int) -> Years:
    """The same city, number of people and seed give the same years."""
    pools = make_pools(
        city.rows, city.members, city.membership, city.payments, city.people, KELURAHAN,
        np.random.default_rng([seed, 21]),
    )  # fmt: skip
    traits = draw_traits(city.people, np.random.default_rng([seed, 22]))
    making = Making(
        city.people, city.places, pools, traits, load_law(), load_rates(), people, Random(seed * 1000 + 23), Truth()
    )
    found = make_people(making)
    both = _contract_workers_and_rt(city, making)
    found = YearsPeople(found.proposed, found.enrolled, (*found.extras, *both))
    money = make_money(making, found)
    own = make_city_paid(city.members, city.membership, making)
    return Years(found, money, traits, making.truth.frame(), own)


def _contract_workers_and_rt(city: City, making: Making) -> list[Extra]:
    """Everybody whom the branch has as an RT head or a contract worker; who is both is noted."""
    found: dict[int, list[Extra]] = {}
    plain = city.members.kind == ""
    for at in np.flatnonzero(plain & np.isin(city.members.segment, (RT, TKK))).tolist():
        person, office = int(city.members.person[at]), int(city.members.office[at])
        if int(city.members.segment[at]) == RT:
            extra = Extra(person, "rt", "apbd_kota", code_of(city.places, office), BPU_MONTH)
        else:
            monthly = int(city.membership.wage[at]) * PU_PER_MYRIAD // 10_000
            kecamatan = city.places.kecamatan[office - len(city.places.kelurahan)]
            extra = Extra(person, "tkk", "apbd_kota", f"Kecamatan {kecamatan.name}", monthly)
        found.setdefault(person, []).append(extra)
    for person, own in found.items():
        if len({extra.segment for extra in own}) > 1:
            place = next(extra.place for extra in own if extra.segment == "rt")
            cost = min(extra.monthly or 0 for extra in own)
            making.truth.add("double_tkk_rt", year=2025, place=place, nik=making.nik(person), amount=cost)
    return [extra for own in found.values() for extra in own]
