"""The only writer of follow-ups: given, worked on, said to be done with proof, confirmed or sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from padan.domain.followups import CLOSED, GIVER, PROOF, REASON, RECORD, STEPS, FollowUpStep, lacks, next_steps
from padan.web import vault
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.concerning import concerns_note
from padan.web.followup.models import AgendaItem, EarlyWarning, Evidence, FollowUp, Meeting, Step
from padan.web.followup.refusals import (
    BAD_FILE,
    DUE_PAST,
    LARGE_FILE,
    MANY_FILES,
    MOVED_ON,
    NEEDS_DUE,
    NEEDS_PROOF,
    NEEDS_REASON,
    NO_SUCH_STEP,
    NOT_YOURS,
    OFFICE_FAR,
    PERSON_ELSEWHERE,
)
from padan.web.official.filing import kind_of
from padan.web.roles import Role

LARGEST = 20 * 1024 * 1024
MOST_FILES = 5
GIVERS = frozenset({Role.BAPPEDA, Role.CAMAT})
"""Who gives follow-ups: Bappeda to every office, a camat to the own kecamatan's."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is asked of an office. `person`: who in it, None for its head."""

    what: str
    office: Office
    due: date
    person: Appointment | None = None
    warning: EarlyWarning | None = None
    meeting: Meeting | None = None
    agenda: AgendaItem | None = None


@transaction.atomic
def follow_up_give(*, acting: Appointment, task: NewTask, today: date, request: HttpRequest | None = None) -> FollowUp:
    """Give an office something to do. Raises RefusedError: out of reach, a past day, a person of another office."""
    if acting.role not in GIVERS or not acting.sees_office(task.office):
        raise OFFICE_FAR
    if task.due < today:
        raise DUE_PAST
    if task.person is not None and (task.person.office_id != task.office.pk or task.person.until is not None):
        raise PERSON_ELSEWHERE
    made = FollowUp.objects.create(
        what=" ".join(task.what.split())[:500],
        office=task.office,
        person=task.person,
        due=task.due,
        first_due=task.due,
        warning=task.warning,
        meeting=task.meeting,
        agenda=task.agenda,
        given_by=acting.office,
        made_by=acting.user,
    )
    concerns_note(made)
    _append(made, STEPS["open"], acting, "")
    detail = {"office": task.office.name, "due": str(task.due)}
    event_append(action="followup.give", acting=acting, about=made, detail=detail, request=request)
    return made


@dataclass(frozen=True, slots=True)
class Taken:
    """What comes with a step: words, files that prove it, a new due day."""

    words: str = ""
    files: "Sequence[UploadedFile[Any]]" = ()
    due: date | None = None


def may_take(acting: Appointment, follow_up: FollowUp, step: FollowUpStep) -> bool:
    """Whether this step is the acting office's."""
    if step.who == RECORD:
        return False
    if step.who == GIVER:
        gave = follow_up.given_by_id == acting.office_id and acting.role in GIVERS
        return gave or acting.role == Role.BAPPEDA
    return follow_up.office_id == acting.office_id


def has_part(acting: Appointment, follow_up: FollowUp) -> bool:
    """Whether any step at all is the acting office's, now or later."""
    return any(may_take(acting, follow_up, step) for step in STEPS.values())


def steps_open(acting: Appointment, follow_up: FollowUp) -> list[FollowUpStep]:
    """The steps that the acting office may take now."""
    return [step for step in next_steps(follow_up.state) if may_take(acting, follow_up, step)]


def step_take(
    *,
    acting: Appointment,
    follow_up: FollowUp,
    step: str,
    seen: int,
    today: date,
    taken: Taken = Taken(),
    request: HttpRequest | None = None,
) -> Step:
    """Take a step. `seen`: how many steps the page showed.

    Raises ForbiddenError, ConflictError (somebody was first), RefusedError (reason, proof or day missing; bad file).
    """
    wanted = STEPS.get(step)
    if wanted is None or not wanted.after - {""}:
        raise NO_SUCH_STEP
    if not may_take(acting, follow_up, wanted):
        raise NOT_YOURS
    _refuse_lacking(wanted, taken, today)
    kept = [(file, _kind(file)) for file in taken.files]
    stored = [(str(file.name or "bukti")[-255:], kind, *vault.keep(file.chunks())) for file, kind in kept]
    with transaction.atomic():
        held = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
        if held.steps.count() != seen:
            raise MOVED_ON
        if held.state not in wanted.after:
            raise NO_SUCH_STEP
        made = _append(held, wanted, acting, taken.words, taken.due)
        Evidence.objects.bulk_create(
            Evidence(step=made, filename=name, sha256=sha256, size=size, kind=kind)
            for name, kind, sha256, size in stored
        )
        detail = {"step": step, "office": held.office.name, "files": [sha256 for _n, _k, sha256, _s in stored]}
        event_append(action="followup.step", acting=acting, about=held, detail=detail, request=request)
    return made


def _refuse_lacking(step: FollowUpStep, taken: Taken, today: date) -> None:
    missing = lacks(step, words=taken.words, proofs=len(taken.files), due=taken.due)
    if missing:
        raise {REASON: NEEDS_REASON, PROOF: NEEDS_PROOF}.get(missing, NEEDS_DUE)
    if taken.due is not None and taken.due < today:
        raise DUE_PAST
    if len(taken.files) > MOST_FILES:
        raise MANY_FILES


def _kind(file: "UploadedFile[Any]") -> str:
    if (file.size or 0) > LARGEST:
        raise LARGE_FILE
    kind = kind_of(file.read(16))
    if kind is None:
        raise BAD_FILE
    file.seek(0)
    return kind


@transaction.atomic
def record_settles(follow_up: FollowUp, words: str) -> None:
    """Close a follow-up of which the record itself tells that it is done; who gave it need not confirm it."""
    held = FollowUp.objects.select_for_update(of=("self",)).select_related("office", "given_by").get(pk=follow_up.pk)
    if held.state not in STEPS["settled"].after:
        return
    _append(held, STEPS["settled"], None, words)
    event_append(action="followup.step", about=held, detail={"step": "settled", "office": held.office.name})


def _append(
    follow_up: FollowUp, step: FollowUpStep, acting: Appointment | None, words: str, due: date | None = None
) -> Step:
    """Add a step. `acting` None: the record itself tells it."""
    try:
        made = Step.objects.create(
            follow_up=follow_up,
            sequence=follow_up.steps.count() + 1,
            step=step.key,
            words=" ".join(words.split())[:500],
            due=due if not step.moves else None,
            by=acting.user if acting else None,
            by_name=acting.user.full_name if acting else "Padan",
            office=acting.office if acting else follow_up.given_by,
        )
    except IntegrityError as error:
        raise MOVED_ON from error
    if step.moves:
        follow_up.state = step.key
        follow_up.closed_at = timezone.now() if step.key in CLOSED else None
    elif due is not None:
        follow_up.due = due
    follow_up.save(update_fields=["state", "closed_at", "due"])
    return made
