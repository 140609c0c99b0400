"""What somebody's leaving tells of the person besides: for other proposals of his, and for the offices' own lists."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from padan.domain.pathway import BEFORE_DECREE
from padan.web.accounts.models import Appointment
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import Candidate, FactKind, Person, PersonFact, RepairKind, Step
from padan.web.protection.repairs import repairs_told
from padan.web.protection.roots import merged_now, roots_of

TELLS: Mapping[str, tuple[FactKind, str]] = {
    "died": (FactKind.ALIVE, "no"),
    "employed": (FactKind.EMPLOYER, "pu"),
    "over_age": (FactKind.OVER_AGE, "yes"),
}
"""Cause of a leaving -> what it says of the person. Who moved out of his kelurahan may still live in the city."""

MENDS: Mapping[str, RepairKind] = {"died": RepairKind.DECEASED, "moved": RepairKind.MOVED}
"""Cause of a leaving -> what is then wrong in the lists in which he stands."""

OFFICE = "office"
"""The source of such a fact."""


def leaving_tell(acting: Appointment, candidate: Candidate, cause: str, taken: Step) -> None:
    """Keep what a leaving says of the person, put it to the offices that list him, and judge his other proposals anew
    that no decree has settled. In the transaction of the step."""
    if cause in MENDS:
        source = f"{acting.office.name}: {taken.document or taken.reason}"
        repairs_told([(candidate.person_id, candidate.office_id, MENDS[cause], taken.day, source)])
    if cause in TELLS:
        fact_tell(acting, candidate.person, TELLS[cause], taken.day, taken.document)


def death_tell(acting: Appointment, person: Person, day: date, document: str, *, alive: bool = False) -> None:
    """A death that the head of an office has confirmed, or (`alive`) that such a report was wrong."""
    fact_tell(acting, person, (FactKind.ALIVE, "yes" if alive else "no"), day, document)


def fact_tell(acting: Appointment, person: Person, said: tuple[FactKind, str], day: date, document: str) -> None:
    """Keep what an office says of a person, once, and judge his proposals of that year and later anew where no decree
    has settled them: years before it are told by what held then."""
    root = roots_of({**merged_now(), person.pk: person.merged_into_id})[person.pk]
    newest = PersonFact.objects.filter(person=root, kind=said[0]).order_by("-day", "-pk").first()
    if newest is None or (newest.value, newest.day) != (said[1], day):
        PersonFact.objects.create(
            person_id=root, kind=said[0], value=said[1], day=day, source=OFFICE, about=person.nik,
            document=document[:200], by_name=acting.user.full_name,
        )  # fmt: skip
    others = Candidate.objects.filter(person__in={root, person.pk}, step__in=BEFORE_DECREE, year__gte=day.year)
    candidates_judge(candidates=list(others.values_list("pk", flat=True)), today=timezone.localdate())
