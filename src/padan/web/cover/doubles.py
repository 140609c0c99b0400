"""Double protection as the record knows it: protections of the newest run, and people who are proposed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from padan.domain.double_protection import EMPLOYER, SELF, Double, Protection, doubles_of
from padan.web.accounts.models import Appointment
from padan.web.cover.law import employer_bars, rates_in_force
from padan.web.cover.models import Standing
from padan.web.cover.standing import run_newest
from padan.web.protection.models import Candidate, FactKind, Person, PersonFact
from padan.web.review.selectors import offices_seen
from padan.web.roles import Reach

PLANNED = ("proposed", "verified", "checked", "set", "sent")
"""Steps of a candidate at which a double can still be prevented."""


@dataclass(frozen=True, slots=True)
class DoubleShown:
    """A double with its person."""

    person: Person
    double: Double
    barred: bool = False
    """Whether the law in force lets no employer stand beside the public payment."""

    @property
    def places(self) -> str:
        """Where the person stands, each place once."""
        return ", ".join(dict.fromkeys(p.place for p in self.double.protections if p.place))


def doubles_seen(acting: Appointment, kind: str = "") -> list[DoubleShown]:
    """Doubles of which an office within reach answers for one part; the dearest first."""
    protections = _protections()
    if acting.reach is not Reach.CITY:
        seen = set(offices_seen(acting).values_list("pk", flat=True))
        mine = {p.person for p in protections if p.reference in seen}
        protections = [p for p in protections if p.person in mine]
    found = [double for double in doubles_of(protections) if not kind or kind in double.kinds]
    persons = Person.objects.in_bulk({int(str(double.person)) for double in found})
    bars = _barring(found)
    return [
        DoubleShown(person, d, "employer" in d.kinds and any(p.public and p.segment in bars for p in d.protections))
        for d in found
        if (person := persons.get(int(str(d.person)))) is not None
    ]


def _barring(found: Iterable[Double]) -> frozenset[str]:
    """The segments in which the law says that an employer bars."""
    run = run_newest()
    segments = {p.segment for d in found if "employer" in d.kinds for p in d.protections if p.public}
    return frozenset(s for s in segments if run is not None and employer_bars(s, run.period.last_month))


def off_the_bill(found: Iterable[Double]) -> frozenset[tuple[object, str, object]]:
    """Of each double that is no mere question: every public protection but the dearest, as (person, segment, office).
    Who stands twice in one office and segment is billed once."""
    off: set[tuple[object, str, object]] = set()
    for double in found:
        public = [p for p in double.protections if p.public and not p.planned]
        if double.questions_only or not public:
            continue
        ordered = sorted(public, key=lambda p: (-(p.monthly or 0), p.segment, str(p.reference)))
        keys = [(p.person, p.segment, p.reference) for p in ordered]
        off |= {key for key in keys[1:] if key != keys[0]}
    return frozenset(off)


def barred_by_employer(found: Iterable[Double], day: date) -> frozenset[tuple[object, str]]:
    """(person, segment) of public protections beside an employer's where the law of a day says that this bars them."""
    pairs = {(p.person, p.segment) for d in found if "employer" in d.kinds for p in d.protections if p.public}
    bars = {segment for segment in {segment for _, segment in pairs} if employer_bars(segment, day)}
    return frozenset(pair for pair in pairs if pair[1] in bars)


def doubles_now() -> tuple[Double, ...]:
    """Every double of the city."""
    return doubles_of(_protections())


def _protections() -> list[Protection]:
    """The protections of everybody who may have more than one; `reference` is the office's id."""
    candidates = _candidates()
    employed = _employed()
    wanted = {*_several(), *candidates, *employed}
    rows = Standing.objects.filter(dropped=False).exclude(state__in=("deceased", "ended"))
    found: dict[int, list[Protection]] = defaultdict(list)
    fields = ("person_id", "segment", "source", "office__name", "monthly", "registered", "office_id", "times")
    for person, segment, source, place, monthly, registered, office, times in rows.values_list(*fields):
        if person in wanted:  # read here: thousands of ids in a query cost more than the rows they keep out
            found[person] += [Protection(person, segment, source, place, monthly, not registered, office)] * times
    for person, planned in candidates.items():
        found[person] += [p for p in planned if not _continues(p, found[person])]
    for person in employed:
        if found[person] and not any(p.source == EMPLOYER for p in found[person]):
            found[person].append(Protection(person, EMPLOYER, EMPLOYER, "", None))
    return [protection for own in found.values() for protection in own]


def _several() -> set[int]:
    rows = Standing.objects.filter(dropped=False).exclude(state__in=("deceased", "ended")).order_by()
    several = rows.values("person").annotate(n=Count("pk")).filter(n__gt=1).values_list("person", flat=True)
    twice = rows.filter(Q(times__gt=1) | Q(source__in=(EMPLOYER, SELF))).values_list("person", flat=True)
    return {*several, *twice}


def _continues(planned: Protection, own: Sequence[Protection]) -> bool:
    """Whether a proposal goes on with what a person has already, in the same segment and office."""
    return any((p.segment, p.reference) == (planned.segment, planned.reference) for p in own)


def _candidates() -> Mapping[int, list[Protection]]:
    """What is planned for each person: the proposals of the newest year, for a year goes on with the one before."""
    run = run_newest()
    since = run.period.last_month.year if run else 0
    rows = Candidate.objects.filter(year__gte=since, step__in=PLANNED, same_as=None).exclude(state="not_eligible")
    rates = rates_in_force()
    month = (run.period.last_month.year, run.period.last_month.month) if run else (1, 1)
    due = {key: rates.due(key, month, None) for key in rows.order_by().values_list("programme", flat=True).distinct()}
    newest: dict[int, int] = {}
    found: dict[int, list[Protection]] = defaultdict(list)
    fields = ("person_id", "year", "programme", "office_id", "office__name")
    for person, year, programme, office, place in rows.order_by("-year", "pk").values_list(*fields):
        if newest.setdefault(person, year) == year:
            found[person].append(Protection(person, programme, "", place, due[programme], True, office))
    return found


def _employed() -> set[int]:
    """Persons whom the branch's newest word says an employer insures."""
    newest: dict[int, str] = {}
    for person, value in (
        PersonFact.objects.filter(kind=FactKind.EMPLOYER).order_by("day", "id").values_list("person_id", "value")
    ):
        newest[person] = value
    return {person for person, value in newest.items() if value == "pu"}
