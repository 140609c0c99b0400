"""Since when and until when the branch has each person in a programme, as the record of proposals and deaths tells."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.db.models import Count, F, Max

from padan.domain.contributions import month_of, number
from padan.domain.dates import read_date
from padan.domain.months import Month
from padan.domain.succession import DEPARTURES
from padan.web.cover.models import Claim, ClaimKind, PersonMonth
from padan.web.protection.models import Person, PersonMerge, Step
from padan.web.regions.models import PostHolder

Of = tuple[int, str]
"""Person and programme."""


@dataclass(slots=True)
class Member:
    """One person in one programme. `places`: id of the regions whose decree registered the person -> the day."""

    places: dict[int, date] = field(default_factory=dict)
    ended: date | None = None

    @property
    def registered(self) -> date | None:
        """The first day on which the branch registered the person."""
        return min(self.places.values(), default=None)

    @property
    def since(self) -> Month | None:
        """The month after that day's: who is registered late in a month begins with the next."""
        day = self.registered
        return month_of(number((day.year, day.month)) + 1) if day else None


@dataclass(frozen=True, slots=True)
class Members:
    """Everybody, by the record that stands for a person since records were merged. `posts`: the day on which the last
    post ended of somebody who holds none any more."""

    of: Mapping[Of, Member]
    deaths: Mapping[int, date]
    roots: Mapping[int, int]
    posts: Mapping[int, date] = field(default_factory=dict)

    def root(self, person: int) -> int:
        """The record that stands for this one."""
        return self.roots.get(person, person)

    def get(self, of: Of) -> Member:
        """What is known of a person in a programme."""
        return self.of.get(of) or Member()

    def last_day(self, of: Of) -> date | None:
        """The day of leaving or death, the earlier one."""
        days = [day for day in (self.get(of).ended, self.deaths.get(of[0])) if day]
        return min(days, default=None)


def members_read() -> Members:
    """Read everybody once."""
    roots = _roots()
    return Members(_members(roots), _deaths(roots), roots, _posts_ended(roots))


@dataclass(frozen=True, slots=True)
class Stood:
    """In which group a run found a person last. `place`: region of the office that answers for him there; `month`: the
    last one of the run's period; `source`: whose money; `until`: a day of leaving or death that files tell."""

    place: int
    month: Month
    source: str
    until: date | None

    @property
    def since(self) -> Month:
        """The month after, from which on the ledger tells of him or of others."""
        return month_of(number(self.month) + 1)


NOT_THE_CITY = ("employer", "mandiri")
"""Sources of money that is nobody's whose bills the ledger holds."""
_STANDS = ("before_start", "after_leaving", "after_death", "not_registered", "review")


def stood_read(places: Collection[int], programmes: Collection[str]) -> dict[Of, Stood]:
    """Who stood in the groups of these places and programmes at the end of the newest period of which a run tells of
    him: on an office's list, or paid for by it."""
    rows = PersonMonth.objects.filter(
        run__period__current__run=F("run"), month=F("run__period__last_month"), segment__in=sorted(programmes),
        fact__in=("paid", "unpaid"), office__region__in=sorted(places),
    ).exclude(status__in=_STANDS).exclude(source__in=NOT_THE_CITY)  # fmt: skip
    columns = ("person_id", "segment", "office__region_id", "month", "source")
    dates = ("row__values__end_date", "row__values__death_date")
    found: dict[Of, Stood] = {}
    for person, segment, place, month, source, *said in rows.order_by("month").values_list(*columns, *dates):
        days = [day for text in said if text and (day := read_date(str(text)).value)]
        found[person, segment] = Stood(place, (month.year, month.month), source, min(days, default=None))
    return found


def members_mark() -> str:
    """Changes where somebody was registered or left, where a death became known, or records were merged or parted."""
    steps = Step.objects.filter(step__in=("registered", "ended")).aggregate(last=Max("pk"))["last"] or 0
    merges = PersonMerge.objects.aggregate(last=Max("pk"))["last"] or 0
    told = ";".join(f"{person}:{day}" for person, day in sorted(_deaths({}).items()))
    posts = PostHolder.objects.exclude(nik="").aggregate(last=Max("pk"), ended=Count("until"), newest=Max("until"))
    held = f"{posts['last'] or 0}.{posts['ended']}.{posts['newest'] or ''}"
    return f"{steps}-{merges}-{sha256(told.encode()).hexdigest()[:16]}-{held}"


def _posts_ended(roots: Mapping[int, int]) -> dict[int, date]:
    """Who held a post by the register and holds none now, known by his NIK alone."""
    days: dict[str, list[date | None]] = defaultdict(list)
    for nik, until in PostHolder.objects.exclude(nik="").values_list("nik", "until"):
        days[nik].append(until)
    ended = {nik: max(day for day in told if day) for nik, told in days.items() if None not in told}
    if not ended:
        return {}
    found = Person.objects.filter(nik__in=sorted(ended)).values_list("pk", "nik")
    return {roots.get(pk, pk): ended[nik] for pk, nik in found}


def _roots() -> dict[int, int]:
    above = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    found = {}
    for person in above:
        root = person
        while (parent := above.get(root)) is not None:
            root = parent
        found[person] = root
    return found


def _members(roots: Mapping[int, int]) -> dict[Of, Member]:
    found: dict[Of, Member] = defaultdict(Member)
    rows = Step.objects.filter(step__in=("registered", "ended")).order_by("day", "pk")
    for person, programme, place, step, day in rows.values_list(
        "candidate__person_id", "candidate__programme", "candidate__office__region_id", "step", "day"
    ).iterator(5000):
        member = found[roots.get(person, person), programme]
        if step == "registered":
            member.places.setdefault(place, day)
            member.ended = None
        else:
            member.ended = day
    return dict(found)


def _deaths(roots: Mapping[int, int]) -> dict[int, date]:
    found: dict[int, date] = {}
    told = Person.objects.exclude(died_on=None).values_list("pk", "died_on")
    claims = Claim.objects.filter(kind=ClaimKind.DEATH).exclude(state="withdrawn").exclude(happened_on=None)
    ended = Step.objects.filter(step="ended", reason__startswith=DEPARTURES["died"][0])
    known = (*told, *claims.values_list("person_id", "happened_on"), *ended.values_list("candidate__person", "day"))
    for person, day in known:
        if day is not None:
            root = roots.get(person, person)
            found[root] = min(found.get(root, day), day)
    return found
