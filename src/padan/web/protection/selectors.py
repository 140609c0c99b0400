"""The only reader of people, candidates, and what goes out and comes back. What lies outside reach is not there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from padan.domain.nik import read_nik
from padan.domain.pathway import MOVES, steps_for
from padan.web.accounts.models import Appointment, Office
from padan.web.protection.models import (
    Asked,
    Candidate,
    CandidateSheet,
    CandidateState,
    Enquiry,
    EnquiryLine,
    Mutation,
    PairState,
    Person,
    PersonMerge,
    PersonPair,
    PersonSource,
    Repair,
    Step,
)
from padan.web.refusals import NOT_THERE
from padan.web.roles import OfficeKind, Reach, Role

SHORTEST_NAME = 3
"""Letters of a name that are looked for."""
RANKED = F("musyawarah_rank").asc(nulls_last=True)
"""By rank, who has none last: databases differ where nothing is said."""
LACKING = ~Q(missing=[]) & ~Q(step__in=("withdrawn", "ended")) & ~Q(state=CandidateState.NOT_ELIGIBLE)
"""Candidates at work who lack something that enrolment needs."""
_TURN = {Role.LURAH: "proposed", Role.CAMAT: "verified"}


def turn_of(acting: Appointment) -> Q:
    """Candidates who wait where the acting role takes the next step; nobody's for a role that takes none."""
    return Q(step=_TURN.get(Role(acting.role), "")) & ~Q(state=CandidateState.NOT_ELIGIBLE)


def offices_of(acting: Appointment) -> QuerySet[Office]:
    """Offices whose people lie within reach; the same rule as `Appointment.sees_office`."""
    if acting.reach is Reach.CITY:
        return Office.objects.all()
    own = Q(pk=acting.office_id)
    if acting.reach is Reach.AREA:
        own |= Q(kind=OfficeKind.KELURAHAN, region__parent=acting.office.region_id)
    return Office.objects.filter(own) if acting.reach is not Reach.NONE else Office.objects.none()


def people_of(acting: Appointment) -> QuerySet[Person]:
    """Persons who stand for themselves and whom an office within reach lists or proposes."""
    standing = Person.objects.filter(merged_into=None).select_related("kelurahan")
    if acting.reach is Reach.CITY:
        return standing
    offices = offices_of(acting)
    listed = PersonSource.objects.filter(person=OuterRef("pk"), office__in=offices)
    proposed = Candidate.objects.filter(person=OuterRef("pk"), office__in=offices)
    return standing.filter(Exists(listed) | Exists(proposed))


def people_search(acting: Appointment, text: str) -> QuerySet[Person]:
    """Persons within reach by a whole NIK or a part of the name; nobody where less is given."""
    plain = " ".join(text.split())
    nik = read_nik(plain).nik
    if nik:
        return people_of(acting).filter(nik=nik)
    if len(plain) < SHORTEST_NAME or plain.isdigit():
        return Person.objects.none()
    return people_of(acting).filter(name__icontains=plain).order_by("name", "pk")


def person_get(acting: Appointment, pk: int) -> Person:
    """One person within reach; who was merged is answered by the one who stands for them. Raises NOT_THERE."""
    asked, seen = pk, set()
    while (
        there := Person.objects.filter(pk=asked).values_list("merged_into", flat=True).first()
    ) and asked not in seen:
        seen.add(asked)
        asked = there
    found = people_of(acting).filter(pk=asked).first()
    if found is None:
        raise NOT_THERE
    return found


def sources_of(person: Person) -> QuerySet[PersonSource]:
    """All that was ever said of a person, the newest period first."""
    found = PersonSource.objects.filter(person=person).select_related("row__upload__requirement", "period", "office")
    return found.order_by("-period__first_month", "kind", "pk")


def source_get(acting: Appointment, pk: int) -> PersonSource:
    """One source of a person within reach. Raises NOT_THERE."""
    found = PersonSource.objects.filter(pk=pk, person__in=people_of(acting)).select_related("person", "row").first()
    if found is None:
        raise NOT_THERE
    return found


def merges_of(person: Person) -> QuerySet[PersonMerge]:
    """Every merge into a person and every undoing of one, in order."""
    found = PersonMerge.objects.filter(Q(kept=person) | Q(gone=person)).select_related("kept", "gone", "undone_by")
    return found.order_by("pk")


def merge_get(acting: Appointment, pk: int) -> PersonMerge:
    """One merge into a person within reach. Raises NOT_THERE."""
    found = PersonMerge.objects.filter(pk=pk, undoes=None, kept__in=people_of(acting)).select_related("kept").first()
    if found is None:
        raise NOT_THERE
    return found


def pairs_of(acting: Appointment) -> QuerySet[PersonPair]:
    """Pairs that nobody has answered, of which one lies within reach."""
    open_now = PersonPair.objects.filter(state=PairState.OPEN, one__merged_into=None, other__merged_into=None)
    if acting.reach is not Reach.CITY:
        # Of the few who stand in an open pair, not of everybody: the home page asks this each time it is opened.
        named = {person for pair in open_now.values_list("one_id", "other_id") for person in pair}
        seen = set(people_of(acting).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
        open_now = open_now.filter(Q(one__in=seen) | Q(other__in=seen))
    return open_now.select_related("one__kelurahan", "other__kelurahan").order_by("-probability", "pk")


def pair_get(acting: Appointment, pk: int) -> PersonPair:
    """One pair within reach, answered or not. Raises NOT_THERE."""
    found = PersonPair.objects.filter(pk=pk).first()
    if found is None or not people_of(acting).filter(pk__in=(found.one_id, found.other_id)).exists():
        raise NOT_THERE
    return found


def candidates_of(acting: Appointment, year: int, programme: str = "") -> QuerySet[Candidate]:
    """Candidates of a year within reach; the branch sees those who were sent to it."""
    found = Candidate.objects.filter(year=year).select_related("person", "office__region__parent", "family")
    found = found.order_by("office__region__code", "programme", RANKED, "pk")
    if programme:
        found = found.filter(programme=programme)
    if acting.reach is Reach.SENT:
        return found.filter(mutation_lines__isnull=False).distinct()
    if acting.reach is Reach.CITY:
        return found
    return found.filter(office__in=offices_of(acting))


def as_listed(found: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Candidates with what a list shows of them and no more: a third of the columns."""
    shown = ("state", "step", "reasons", "warnings", "missing", "musyawarah_rank")
    places = found.select_related(None).select_related("person", "office__region")
    return places.only(*shown, "person__name", "person__nik", "office__region__name")


def candidate_get(acting: Appointment, pk: int) -> Candidate:
    """One candidate within reach. Raises NOT_THERE."""
    year = Candidate.objects.filter(pk=pk).values_list("year", flat=True).first()
    found = candidates_of(acting, year).filter(pk=pk).first() if year is not None else None
    if found is None:
        raise NOT_THERE
    return found


def counts_of(acting: Appointment, year: int, programme: str) -> Mapping[str, Mapping[str, int]]:
    """How many candidates within reach are in each state (whose way is over in none, but in "ended"), and at each step:
    {"state": {...}, "step": {...}}; and, of those at work, how many lack something that enrolment needs."""
    found = candidates_of(acting, year, programme).order_by()
    states = dict(found.exclude(step="ended").values_list("state").annotate(n=Count("pk", distinct=True)))
    steps = dict(found.values_list("step").annotate(n=Count("pk", distinct=True)))
    return {
        "state": {state.value: states.get(state.value, 0) for state in CandidateState},
        "ended": {"n": steps.get("ended", 0)},
        "step": {move.step: steps.get(move.step, 0) for move in MOVES},
        "missing": {"n": found.filter(LACKING).count()},
    }


def left_reasons(candidates: Iterable[Candidate]) -> dict[int, str]:
    """{candidate: the reason of his leaving} of those whose way has ended: one query."""
    ended = [candidate.pk for candidate in candidates if candidate.step == "ended"]
    steps = Step.objects.filter(candidate__in=ended, step="ended").order_by("pk")
    return dict(steps.values_list("candidate_id", "reason"))


def waiting_counts(acting: Appointment, years: Iterable[int]) -> list[tuple[int, str, Mapping[str, Any]]]:
    """(year, programme, how many of its candidates of the acting office's reach wait for what), the newest year first:
    {"turn": for the acting role, "back": returned, "refused": by the branch, "lacking": data for enrolment}."""
    found = Candidate.objects.filter(year__in=set(years), office__in=offices_of(acting)).order_by("-year", "programme")
    counted = found.values("year", "programme").annotate(
        turn=Count("pk", filter=turn_of(acting)),
        back=Count("pk", filter=Q(step="returned")),
        refused=Count("pk", filter=Q(step="refused")),
        lacking=Count("pk", filter=LACKING),
    )
    return [(row["year"], row["programme"], dict(row)) for row in counted]


def takeable(acting: Appointment, year: int, programme: str) -> list[tuple[str, list[int]]]:
    """(step, candidates) of each step that this role may take now for a whole list; none that needs a reason, and none
    that other pages take."""
    found: dict[str, list[int]] = {}
    role = Role(acting.role).value
    rows = candidates_of(acting, year, programme).order_by("pk")
    if role in ("lurah", "camat"):
        rows = rows.exclude(state=CandidateState.NOT_ELIGIBLE)
    for pk, step in rows.values_list("pk", "step"):
        for following in steps_for(step, role):
            found.setdefault(following, []).append(pk)
    return [(step, found[step]) for step in ("verified", "checked", "paid") if step in found]


def steps_of(candidate: Candidate) -> QuerySet[Step]:
    """Every step that was taken, in order."""
    return candidate.steps.select_related("office").order_by("pk")


def years_known(today: date) -> list[int]:
    """Years with candidates, last year to the next, the newest first."""
    known = set(Candidate.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(known | {today.year - 1, today.year, today.year + 1}, reverse=True)


def sheets_of(acting: Appointment) -> QuerySet[CandidateSheet]:
    """Sheets that the acting office handed in."""
    return CandidateSheet.objects.filter(office=acting.office_id).select_related("uploaded_by").order_by("-pk")


def sheet_get(acting: Appointment, pk: int) -> CandidateSheet:
    """One sheet of the acting office. Raises NOT_THERE."""
    found = (
        CandidateSheet.objects.filter(pk=pk, office=acting.office_id).select_related("office", "uploaded_by").first()
    )
    if found is None:
        raise NOT_THERE
    return found


def enquiries_of(acting: Appointment) -> QuerySet[Enquiry]:
    """Lists that went out before the decree; the branch sees its own."""
    found = (
        Enquiry.objects.select_related("made_by")
        .annotate(asked_about=Count("lines"), answered=Count("lines", filter=~Q(lines__word="")))
        .order_by("-pk")
    )
    return found.filter(asked=Asked.BRANCH) if acting.reach is Reach.SENT else found


def enquiry_get(acting: Appointment, pk: int) -> Enquiry:
    """One of them. Raises NOT_THERE."""
    found = enquiries_of(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def enquiry_words(enquiry: Enquiry) -> dict[str, int]:
    """How many lines have each answer; "" for none."""
    lines = EnquiryLine.objects.filter(enquiry=enquiry).order_by()
    return dict(lines.values_list("word").annotate(n=Count("pk")))


def mutations_of(acting: Appointment) -> QuerySet[Mutation]:
    """Lists that went to the branch, the newest first."""
    return (
        Mutation.objects.select_related("made_by")
        .annotate(sent=Count("lines"), answered=Count("lines", filter=~Q(lines__answer="")))
        .order_by("-pk")
    )


def unanswered_of(acting: Appointment) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(list, its lines without an answer) of those within reach that wait for one: before the decree, and after it."""
    return _open(enquiries_of(acting), "asked_about"), _open(mutations_of(acting), "sent")


def _open(found: QuerySet[Any], lines: str) -> list[tuple[int, int]]:
    rows = [(one.pk, getattr(one, lines) - one.answered) for one in found]
    return [(pk, unanswered) for pk, unanswered in rows if unanswered]


def mutation_get(acting: Appointment, pk: int) -> Mutation:
    """One of them. Raises NOT_THERE."""
    found = mutations_of(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def repairs_of(acting: Appointment) -> QuerySet[Repair]:
    """What the acting office is to mend in its own list."""
    return Repair.objects.filter(office=acting.office_id, done_at=None).select_related("person").order_by("pk")


def repair_get(acting: Appointment, pk: int) -> Repair:
    """One of them. Raises NOT_THERE."""
    found = Repair.objects.filter(pk=pk, office=acting.office_id).first()
    if found is None:
        raise NOT_THERE
    return found
