"""The only reader of this room. What an office may see of people, months and claims is asked here, nowhere else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from padan.domain.contributions import number
from padan.domain.succession import DEPARTURES
from padan.web.accounts.models import Appointment, Office
from padan.web.asked_once import once
from padan.web.cover.models import Claim, ClaimStep, CreditAnswer, FormerMonth, PersonMonth, Standing
from padan.web.protection.models import Person, Step
from padan.web.protection.selectors import people_of
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.review.selectors import offices_seen
from padan.web.roles import Reach
from padan.web.runs.models import CurrentRun

SOON = timedelta(days=183)
"""How far ahead a birthday at the age limit is told."""

OPEN_CLAIMS = ("reported", "checked", "documents", "filed", "refused")
AT_BRANCH = ("filed", "paid", "refused")
"""Steps after which the branch sees a claim."""

GONE = ("lapsed", "ended", "deceased")

_LEFT = Q(ends_on__isnull=False) & (Q(falls_out__isnull=True) | Q(ends_on__lt=F("falls_out")))
"""Who left, or whose post ended, before cover is gone: nobody is to continue him."""
NOT_CONTINUED = Q(dropped=True, state="dropped", falls_out__isnull=False) & ~_LEFT
"""Who is still covered, and whom no list, decree or registration continues: without one nobody will pay."""
FALLING = Q(falls_out_next=True) | NOT_CONTINUED
"""Whose family gets nothing soon: cover is gone at the end of the next month, or nobody continues it."""


def standings_seen(acting: Appointment) -> QuerySet[Standing]:
    """Protections within reach: those for which an office that is seen answers."""
    if acting.reach is Reach.CITY:
        return Standing.objects.all()
    return Standing.objects.filter(office__in=offices_seen(acting).values("pk"))


def months_seen(acting: Appointment) -> QuerySet[PersonMonth]:
    """Months within reach."""
    if acting.reach is Reach.CITY:
        return PersonMonth.objects.all()
    return PersonMonth.objects.filter(office__in=offices_seen(acting).values("pk"))


def person_get(acting: Appointment, pk: int) -> Person:
    """A person within reach, by a protection, a month, a claim, a list or a proposal; of a merged record the one that
    stands for it. Raises NOT_THERE."""
    found = Person.objects.select_related("kelurahan").filter(pk=pk).first()
    while found is not None and found.merged_into_id is not None:
        found = Person.objects.select_related("kelurahan").filter(pk=found.merged_into_id).first()
    if found is None or not (
        standings_seen(acting).filter(person=found).exists()
        or months_seen(acting).filter(person=found).exists()
        or claims_seen(acting).filter(person=found).exists()
        or people_of(acting).filter(pk=found.pk).exists()
    ):
        raise NOT_THERE
    return found


def outlook_of(person: Person, today: date) -> list[Standing]:
    """Where each protection of a person stands, the one in force first. `today` tells which birthdays are past."""
    found = Standing.objects.filter(person=person).select_related("office", "kelurahan")
    return sorted(found, key=lambda one: (one.dropped, not one.registered, one.segment, one.office.name))


OUTSIDE = "lain"
"""Stands for a kecamatan: offices that belong to none."""


def _in_area(path: str, area: str) -> Q:
    """The condition that an office, reached by `path`, is a kecamatan's own or one of its kelurahan's."""
    if area == OUTSIDE:
        return ~Q(**{f"{path}region__level__in": (Level.KECAMATAN, Level.KELURAHAN)})
    return Q(**{f"{path}region__code": area}) | Q(**{f"{path}region__code__startswith": f"{area}."})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which protections are asked for; "" asks for all. `office`: an office's id; `area`: the code of its
    kecamatan or OUTSIDE; `kelurahan`: code of where a person lives; `name`: what a person's name holds."""

    office: str = ""
    area: str = ""
    kelurahan: str = ""
    segment: str = ""
    name: str = ""


def filtered(found: QuerySet[Standing], filters: Filters) -> QuerySet[Standing]:
    """The protections that are asked for."""
    if filters.office:
        plain = filters.office.isascii() and filters.office.isdecimal() and len(filters.office) <= 18
        found = found.filter(office=int(filters.office)) if plain else found.none()
    if filters.area:
        found = found.filter(_in_area("office__", filters.area))
    if filters.kelurahan:
        found = found.filter(kelurahan__code=filters.kelurahan)
    if filters.name:
        found = found.filter(person__name__icontains=filters.name)
    return found.filter(segment=filters.segment) if filters.segment else found


def _shown(found: QuerySet[Standing]) -> QuerySet[Standing]:
    return found.select_related("person", "office", "kelurahan")


def everybody(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Every protection, by name."""
    return _shown(filtered(standings_seen(acting), filters)).order_by("person__name", "pk")


def falling(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Who falls out next month, and who is covered and not continued. These first, for nobody will pay for them: of
    them who falls out sooner; then the greatest loss of a family."""
    found = filtered(standings_seen(acting), filters).filter(FALLING)
    return _shown(found).order_by(
        "-dropped", "-falls_out_next", "-benefit_now", F("arrears").asc(nulls_last=True), "pk"
    )


def fallen(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Whose cover lapsed, the greatest loss first."""
    found = filtered(standings_seen(acting), filters).filter(state="lapsed", dropped=False)
    return _shown(found).order_by("-benefit_full", "-unpaid_months", "pk")


def over_age(acting: Appointment, filters: Filters, today: date) -> QuerySet[Standing]:
    """Covered people who are past the age limit or will be soon, the nearest birthday first."""
    found = filtered(standings_seen(acting), filters).filter(registered=True, dropped=False)
    return _shown(found.exclude(state__in=GONE).filter(over_age_on__lte=today + SOON)).order_by("over_age_on", "pk")


def first_months(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Covered people in the first months, whose families would get the lesser benefit."""
    found = filtered(standings_seen(acting), filters).filter(first_until__isnull=False)
    return _shown(found).order_by("first_until", "pk")


_LEFT_OUT = Q(dropped=True, died_on=None) & ~_LEFT


def dropped(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Who is not continued, with the last covered month, those who are still covered first: they can be continued in
    time; those who died, left or lost their post left out."""
    found = filtered(standings_seen(acting), filters).filter(_LEFT_OUT)
    return _shown(found).order_by("-benefit_now", "-benefit_full", "-known_until", "pk")


def disagreeing(acting: Appointment, filters: Filters) -> QuerySet[Standing]:
    """Of whom a run and the ledger say otherwise, those with most such months first."""
    found = filtered(standings_seen(acting), filters).filter(disagreeing__gt=0)
    return _shown(found).order_by("-disagreeing", "person__name", "pk")


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is within reach, counted. `falling`: FALLING, of them `not_continued`, and of these `later` who fall
    out after the next month. Rupiah: `cost` prevents it, as far as it is known; `loss` is what those families would
    lose."""

    covered: int
    falling: int
    not_continued: int
    later: int
    cost: int
    cost_unknown: int
    loss: int
    lapsed: int
    first: int
    over_age: int
    left_out: int
    disagreeing: int
    whole: int
    not_registered: int
    claims: int
    claims_covered: int
    known_until: date | None


COVERED = Q(registered=True) & (Q(dropped=False) | Q(state="dropped")) & ~Q(state__in=GONE)
"""Whose cover is in force: who is not continued too, until the law lets it lapse."""


def _counted(found: QuerySet[Standing], today: date) -> dict[str, Any]:
    return found.aggregate(
        covered=Count("pk", filter=COVERED),
        falling=Count("pk", filter=FALLING),
        not_continued=Count("pk", filter=NOT_CONTINUED),
        later=Count("pk", filter=NOT_CONTINUED & Q(falls_out_next=False)),
        cost=Sum(F("arrears") + F("next_due"), filter=FALLING),
        cost_unknown=Count("pk", filter=FALLING & (Q(arrears=None) | Q(next_due=None))),
        loss=Sum("benefit_now", filter=FALLING),
        lapsed=Count("pk", filter=Q(state="lapsed", dropped=False)),
        first=Count("pk", filter=Q(first_until__isnull=False)),
        over_age=Count("pk", filter=COVERED & Q(dropped=False, over_age_on__lte=today + SOON)),
        left_out=Count("pk", filter=_LEFT_OUT),
        disagreeing=Count("pk", filter=Q(disagreeing__gt=0)),
        whole=Count("pk"),
        not_registered=Count("pk", filter=Q(registered=False, dropped=False)),
    )


def overview(acting: Appointment, filters: Filters, today: date) -> Overview:
    """Everything within reach that the filters ask for, in numbers."""
    counted = _counted(filtered(standings_seen(acting), filters), today)
    claims = claims_open(acting)
    if filters.office.isdecimal():
        claims = claims.filter(office=int(filters.office[:18]))
    if filters.area:
        claims = claims.filter(_in_area("office__", filters.area))
    return Overview(
        **{name: int(value or 0) for name, value in counted.items()},
        claims=claims.count(),
        claims_covered=claims.filter(covered=True).count(),
        known_until=known_until(),
    )


def known_until() -> date | None:
    """The newest month that the record knows of anybody: of the newest period, or one of which the ledger speaks."""
    return once("known_until", _known_until)


def _known_until() -> date | None:
    run = CurrentRun.objects.aggregate(last=Max("period__last_month"))["last"]
    told = Standing.objects.filter(dropped=False).aggregate(last=Max("known_until"))["last"]
    return max((day for day in (told, run) if day), default=None)


def known_less(acting: Appointment, filters: Filters) -> tuple[date, int] | None:
    """How many protections are known up to an earlier month than the newest, and up to which at least; None: all are
    known up to that."""
    last = known_until()
    found = filtered(standings_seen(acting), filters).filter(dropped=False)
    older = found.filter(known_until__lt=last) if last else found.none()
    told = older.aggregate(first=Min("known_until"), n=Count("pk"))
    return (told["first"], told["n"]) if told["n"] else None


FRESH = 3
"""Months after which a page says that its record is old: a quarter is reconciled after it has passed."""


@dataclass(frozen=True, slots=True)
class OldRecord:
    """A record that ends so many months ago."""

    until: date
    months: int


def death_told_of(person: Person) -> tuple[date, str] | None:
    """Day and document of a death with which a proposal of the person was ended; None where none was."""
    word = DEPARTURES["died"][0]
    ended = Step.objects.filter(candidate__person=person, step="ended", reason__startswith=word).order_by("-pk").first()
    return (ended.day, ended.document) if ended else None


def record_old() -> OldRecord | None:
    """The age of the record of months, where it is so old that its "next month" is long past."""
    until, today = known_until(), timezone.localdate()
    if until is None:
        return None
    months = number((today.year, today.month)) - number((until.year, until.month))
    return OldRecord(until, months) if months > FRESH else None


@dataclass(frozen=True, slots=True)
class Line:
    """One office, or one kecamatan with all its offices: its name, and what asks for it in the address."""

    name: str
    asks: str
    covered: int
    falling: int
    cost: int
    loss: int
    lapsed: int
    over_age: int
    claims: int


def by_office(acting: Appointment, filters: Filters, today: date) -> list[Line]:
    """A line for each office that answers for anybody within reach; they add up to the whole."""
    return [
        Line(office.name, f"kantor={office.pk}", **counted) for office, counted in _by_office(acting, filters, today)
    ]


def by_area(acting: Appointment, filters: Filters, today: date) -> list[Line]:
    """A line for each kecamatan with all its offices, and one for the offices of none; they add up to the whole."""
    found: dict[str, dict[str, int]] = {}
    for office, counted in _by_office(acting, filters, today):
        whole = found.setdefault(area_of(office), dict.fromkeys(counted, 0))
        for name, value in counted.items():
            whole[name] += value
    return [Line(area_name(area), f"kecamatan={area}", **counted) for area, counted in sorted(found.items())]


def area_of(office: Office) -> str:
    """The code of an office's kecamatan, or OUTSIDE."""
    region = office.region
    if region.level == Level.KELURAHAN:
        return str(region.code.rpartition(".")[0])
    return region.code if region.level == Level.KECAMATAN else OUTSIDE


def area_name(area: str) -> str:
    """A kecamatan in words. Raises NOT_THERE for a code that is none."""
    if area == OUTSIDE:
        return _("Kantor lain")
    found = Region.objects.filter(code=area, level=Level.KECAMATAN).first()
    if found is None:
        raise NOT_THERE
    return _("Kecamatan %(name)s") % {"name": found.name}


def _by_office(acting: Appointment, filters: Filters, today: date) -> list[tuple[Office, dict[str, int]]]:
    counted = (
        filtered(standings_seen(acting), filters)
        .order_by()
        .values("office")
        .annotate(
            covered=Count("pk", filter=COVERED),
            falling=Count("pk", filter=FALLING),
            cost=Sum(F("arrears") + F("next_due"), filter=FALLING),
            loss=Sum("benefit_now", filter=FALLING),
            lapsed=Count("pk", filter=Q(state="lapsed", dropped=False)),
            over_age=Count("pk", filter=COVERED & Q(dropped=False, over_age_on__lte=today + SOON)),
        )
    )
    told = claims_open(acting)
    if filters.area:
        told = told.filter(_in_area("office__", filters.area))
    claims = dict(told.order_by().values_list("office").annotate(n=Count("pk")))
    cells: Mapping[int, Mapping[str, Any]] = {line["office"]: line for line in counted}
    offices = Office.objects.filter(pk__in={*cells, *claims}).select_related("region").order_by("region__code", "name")
    return [
        (office, {"claims": claims.get(office.pk, 0), **{n: int(value or 0) for n, value in _cell(cells, office)}})
        for office in offices
    ]


_NOTHING = dict.fromkeys(("covered", "falling", "cost", "loss", "lapsed", "over_age"), 0)


def _cell(cells: Mapping[int, Mapping[str, Any]], office: Office) -> Iterable[tuple[str, Any]]:
    counted = cells.get(office.pk, _NOTHING)
    return ((name, counted[name]) for name in _NOTHING)


def months_of_person(person: Person) -> list[PersonMonth]:
    """Every month that the record holds of a person, whichever office answers for it."""
    return list(PersonMonth.objects.filter(person=person).select_related("office", "run").order_by("segment", "month"))


def former_of_person(person: Person) -> list[FormerMonth]:
    """What earlier runs said of a person's months, the newest first."""
    found = FormerMonth.objects.filter(person=person).select_related("run__period", "replaced_by")
    return list(found.order_by("-id")[:60])


def claims_seen(acting: Appointment) -> QuerySet[Claim]:
    """Claims within reach: of an office that is seen; for the branch, those filed with it."""
    if acting.reach is Reach.CITY:
        return Claim.objects.all()
    if acting.reach is Reach.SENT:
        filed = ClaimStep.objects.filter(step__in=AT_BRANCH).values("claim")
        return Claim.objects.filter(pk__in=filed)
    return Claim.objects.filter(office__in=offices_seen(acting).values("pk"))


def claims_open(acting: Appointment) -> QuerySet[Claim]:
    """Claims that somebody must still follow: paid and withdrawn ones left out."""
    return claims_seen(acting).filter(state__in=OPEN_CLAIMS)


def claims_shown(
    acting: Appointment, *, open_only: bool, credit: bool = False, office: str = "", area: str = ""
) -> QuerySet[Claim]:
    """Claims for a list: families at risk first (covered, not yet filed), then by what is at stake. `credit`: only
    those with contributions paid after the death that the branch has not answered."""
    found = claims_open(acting) if open_only else claims_seen(acting)
    if credit:
        found = credits_unanswered(acting)
    if office:
        found = found.filter(office=int(office)) if office.isdecimal() and len(office) <= 18 else found.none()
    if area:
        found = found.filter(_in_area("office__", area))
    return found.select_related("person", "office").order_by(
        F("covered").desc(nulls_last=True), F("amount").desc(nulls_last=True), "happened_on", "pk"
    )


def claim_get(acting: Appointment, pk: int) -> Claim:
    """One claim within reach. Raises NOT_THERE."""
    found = claims_seen(acting).select_related("person__kelurahan", "office").filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def steps_of(claim: Claim) -> Sequence[ClaimStep]:
    """Every step, the first first."""
    return list(claim.steps.select_related("office").order_by("sequence"))


def credit_answers_of(claim: Claim) -> list[CreditAnswer]:
    """What the branch answered to the credit of a claim, the first first."""
    return list(claim.credit_answers.select_related("office", "replaced_by").order_by("sequence"))


_ANSWERED = Sum("credit_answers__asked", filter=Q(credit_answers__replaced_by=None), default=0)


def credits_unanswered(acting: Appointment) -> QuerySet[Claim]:
    """Claims within reach with contributions paid after the death that no answer has told of."""
    found = claims_seen(acting).filter(kind="death", credit__gt=0).exclude(state="withdrawn")
    return found.annotate(answered=_ANSWERED).filter(credit__gt=F("answered"))


def credit_rupiah_unanswered(acting: Appointment) -> list[int]:
    """The rupiah of each of them that no answer has told of."""
    found = credits_unanswered(acting).annotate(told=_ANSWERED).values_list("credit", "told")
    return [credit - told for credit, told in found]


def office_named(acting: Appointment, pk: str) -> Office | None:
    """The office that a filter names, within reach; None where it names none. Raises NOT_THERE for a foreign one."""
    if not pk:
        return None
    found = Office.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) <= 18 else None
    if found is None or not acting.sees_office(found):
        raise NOT_THERE
    return found
