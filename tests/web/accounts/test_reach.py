"""How far each role sees: the rule for one office and the query for all say the same, for any city."""

from itertools import product

from cast import Cast
from hypothesis import given
from hypothesis import strategies as st

from padan.web.accounts.models import Appointment, Office, User
from padan.web.accounts.selectors import offices_within
from padan.web.regions.models import Level, Region
from padan.web.roles import REACH, ROLES_OF, OfficeKind, Reach, Role

KECAMATAN = [Region(pk=10 + n, level=Level.KECAMATAN, parent_id=1, name=f"K{n}") for n in range(3)]
KELURAHAN = [
    Region(pk=100 + n, level=Level.KELURAHAN, parent=KECAMATAN[n % 3], name=f"L{n}", code=f"{n}") for n in range(9)
]
CITY = Region(pk=1, level=Level.CITY, name="Kota")


def _office(number: int, kind: OfficeKind) -> Office:
    region = {OfficeKind.KELURAHAN: KELURAHAN, OfficeKind.KECAMATAN: KECAMATAN}.get(kind, [CITY])
    return Office(
        pk=number * 100 + list(OfficeKind).index(kind), kind=kind, region=region[number % len(region)], name=str(number)
    )


OFFICES = [_office(number, kind) for number, kind in product(range(1, 19), OfficeKind)]
APPOINTMENTS = [
    Appointment(user=User(pk=1), office=office, role=role)
    for office in OFFICES
    for role in ROLES_OF[OfficeKind(office.kind)]
]
offices, appointments = st.sampled_from(OFFICES), st.sampled_from(APPOINTMENTS)


@given(appointments, offices)
def test_who_sees_more_than_the_own_office_does_so_by_the_city_or_the_kecamatan(
    one: Appointment, other: Office
) -> None:
    seen = one.sees_office(other)
    if one.reach is Reach.NONE:
        assert not seen
    elif one.reach is Reach.CITY or (other.pk == one.office.pk and other.kind == one.office.kind):
        assert seen
    elif seen and other.pk != one.office.pk:
        assert one.reach is Reach.AREA
        assert other.kind == OfficeKind.KELURAHAN
        assert other.region.parent_id == one.office.region_id


@given(appointments, appointments)
def test_no_kelurahan_sees_another(one: Appointment, other: Appointment) -> None:
    both = (OfficeKind.KELURAHAN, OfficeKind.KELURAHAN)
    if (one.office.kind, other.office.kind) == both and one.office.pk != other.office.pk:
        assert not one.sees_office(other.office)
        assert not other.sees_office(one.office)


def test_query_and_rule_agree_for_every_role_and_office(cast: Cast) -> None:
    for appointment in cast.people.values():
        queried = set(offices_within(appointment).values_list("pk", flat=True))
        ruled = {office.pk for office in cast.offices.values() if appointment.sees_office(office)}
        assert queried == ruled, appointment


def test_every_role_belongs_to_an_office_and_has_a_reach() -> None:
    assert {role for roles in ROLES_OF.values() for role in roles} == set(Role) == set(REACH)
