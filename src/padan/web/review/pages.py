"""What the pages of this room are made of: the office's overview, and one case with its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from padan.web.accounts.models import Appointment
from padan.web.audit.revealing import reason_of_sitting
from padan.web.audit.services import reading_log
from padan.web.requests import SignedInRequest
from padan.web.review import selectors, showing
from padan.web.review.answers import HANDED, TOLD, Answer, answers_for, label_of
from padan.web.review.carrying import CARRIED
from padan.web.review.models import UNFINISHED, Case, CaseKind, CaseState, Decision
from padan.web.review.selectors import Group
from padan.web.review.standing import HEADS
from padan.web.review.verdicts import candidates_of
from padan.web.roles import SUBMITTERS, Role

ANSWERERS = SUBMITTERS | {Role.BAPPEDA}
"""Roles whose own office has a queue."""

OWN_CASE = "kasus kantor sendiri"
"""The reason that the trail keeps where an office reads the numbers of a case that is put to it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Cases of one kind that wait for an office, as one line of its page. `asks`: each wants an answer of its own."""

    kind: CaseKind
    count: int
    harm: int
    grave: bool
    asks: bool

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return str(self.kind.label)

    @property
    def people(self) -> bool:
        """Whether it counts people rather than cases."""
        return self.kind in (CaseKind.NOT_REGISTERED, CaseKind.NOT_LISTED)

    @property
    def note(self) -> str:
        """What its office is to say of each, or why there is little to say; "" where the kind tells it."""
        if self.kind == CaseKind.NOT_LISTED:
            return _("Masih menjabat atau bekerja, berhenti, meninggal, atau bukan warga kami?")
        return "" if self.asks else str(_NOTES.get(self.kind, ""))


_NOTES: Mapping[CaseKind, str | Promise] = {
    CaseKind.DOUBLE: gettext_lazy("Dikenali sebagai orang yang sama; satu baris dipakai."),
    CaseKind.UNUSABLE: gettext_lazy("Baris tanpa nama, NIK dan tanggal lahir."),
    CaseKind.FINDING: gettext_lazy("Misalnya lewat batas usia. Lihat orangnya, lalu tutup."),
}
"""What is true of every case of a kind that asks nothing."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What an office has left, by what it must do with it."""

    tasks: tuple[Task, ...]
    told: int
    unsure: int
    waiting: int
    conflict: int
    elsewhere: int
    carried: int
    done: int
    total: int

    @property
    def left(self) -> int:
        """Everything that this office itself still has to do."""
        return self.total - self.done - self.elsewhere - self.carried


def overview(groups: Sequence[Group]) -> Overview:
    """Counts the groups by what is to be done. Only what is spelled in two ways, or repaired by the other side, is put
    together; everything else keeps a line of its own even where it asks nothing: a family without cover, or somebody
    who is paid for and stands on no list, is no side remark."""
    tasks: dict[tuple[CaseKind, bool], list[Group]] = {}
    told = 0
    for group in groups:
        if group.own != CaseState.OPEN:
            continue
        if not group.asks and group.kind in TOLD:
            told += group.count
        else:
            asks = group.asks or group.kind == CaseKind.NOT_LISTED
            tasks.setdefault((group.kind, asks), []).append(group)
    return Overview(
        tasks=tuple(_task(kind, asks, found) for (kind, asks), found in tasks.items()),
        told=told,
        unsure=_count(groups, CaseState.UNSURE),
        waiting=_count(groups, CaseState.WAITING),
        conflict=_count(groups, CaseState.CONFLICT),
        elsewhere=sum(g.count for g in groups if g.own == CaseState.ANSWERED and g.whole in UNFINISHED),
        carried=_count(groups, CaseState.CARRIED),
        done=sum(g.count for g in groups if g.own == CaseState.ANSWERED and g.whole not in UNFINISHED),
        total=sum(g.count for g in groups),
    )


def _task(kind: CaseKind, asks: bool, found: Sequence[Group]) -> Task:
    return Task(kind, sum(g.count for g in found), sum(g.harm for g in found), any(g.grave for g in found), asks)


def _count(groups: Sequence[Group], state: CaseState) -> int:
    return sum(group.count for group in groups if group.own == state)


@dataclass(frozen=True, slots=True)
class Choice:
    """One button, or one small form: an answer, with the candidate where several stand to choose."""

    answer: Answer
    value: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Past:
    """A decision as it is told."""

    decision: Decision
    label: str
    earlier: str


def case_context(request: SignedInRequest, case: Case) -> dict[str, Any]:
    """Everything the page of a case shows. Reading whole numbers is logged here, by itself."""
    acting = request.acting
    lines = selectors.lines_of(case)
    own = next((line for line in lines if line.office_id == acting.office_id), None)
    reason = OWN_CASE if own else reason_of_sitting(request)
    whole = bool(reason)
    if whole:
        reading_log(acting=acting, about=case, reason=reason, request=request)
    records = showing.records_of(case, selectors.rows_by_id(case.rivals))
    decisions = selectors.decisions_of(case)
    settles = selectors.may_settle(acting, lines)
    answers = bool(own) and acting.role in ANSWERERS and case.state != CaseState.GONE
    return {
        "case": case,
        "kind": CaseKind(case.kind),
        "records": records,
        "fields": showing.lines_of(case, records, whole=whole),
        "reasons": showing.reasons_of(case, whole=whole),
        "problems": showing.problems_of(case),
        "stakes": showing.stakes_of(records, selectors.run_rows(case)),
        "whole": whole,
        "own": own,
        "puts": lines,
        "past": [Past(d, said_of(case, d, records), _earlier(case, d)) for d in decisions if d.via != CARRIED],
        "since": _since(case, decisions),
        "reply": selectors.reply_of(decisions),
        "choices": _choices(case, records, acting.office.kind) if answers or settles else [],
        "may_answer": answers and not _is_settled(decisions, case),
        "may_settle": settles and case.state != CaseState.GONE,
        "may_undo": answers and _has_answer(decisions, case, acting),
        "may_confirm": answers and acting.role in HEADS and own is not None and own.state == CaseState.WAITING,
        "needs_reason": not whole,
        "several": len(records) > 2,
        "hand_to": selectors.offices_to_hand(acting, case, lines),
    }


def said_of(case: Case, decision: Decision | None, records: Sequence[showing.Record] = ()) -> str:
    """How an answer is told: with the candidate where one of several was chosen, with the office where one was named.

    `records`: those of the case, where they are at hand.
    """
    if decision is None:
        return label_of(case.kind, "")
    if decision.answer == HANDED.code:
        return showing.handed_to(str(decision.values.get("name", "")))
    chosen = decision.values.get("chosen") if case.rivals else None
    if chosen:
        known = set(candidates_of(case))
        for record in records or showing.records_of(case, selectors.rows_by_id(case.rivals)):
            if record.row.pk in known and record.row.fingerprint == chosen:
                return showing.same_person(record)
    return label_of(case.kind, decision.answer)


def _since(case: Case, decisions: Sequence[Decision]) -> str:
    """The period from which the answer holds, where nobody was asked again in this one."""
    own = [d for d in decisions if d.case_id == case.pk]
    if not case.answer or not own or own[-1].carried_from_id is None:
        return ""
    return next((d.case.period.name for d in decisions if d.pk == own[-1].carried_from_id), "")


def _earlier(case: Case, decision: Decision) -> str:
    return decision.case.period.name if decision.case_id != case.pk else ""


def _is_settled(decisions: Sequence[Decision], case: Case) -> bool:
    settling = [d for d in decisions if d.case_id == case.pk and d.settles]
    return bool(settling and settling[-1].answer)


def _has_answer(decisions: Sequence[Decision], case: Case, acting: Appointment) -> bool:
    own = [d for d in decisions if d.case_id == case.pk and d.office_id == acting.office_id and not d.settles]
    return bool(own and own[-1].answer) and not _is_settled(decisions, case)


def _choices(case: Case, records: Sequence[showing.Record], office_kind: str) -> list[Choice]:
    found: list[Choice] = []
    for answer in answers_for(case, office_kind):
        if answer.code == "sama" and case.rivals:
            found += _candidates(case, answer, {record.row.pk: record for record in records})
        else:
            found.append(Choice(answer, answer.code, str(answer.label), answer.key))
    return found


def _candidates(case: Case, answer: Answer, records: dict[int, showing.Record]) -> list[Choice]:
    """One button a candidate: `Sama dengan B`."""
    known = [records[pk] for pk in candidates_of(case) if pk in records]
    return [
        Choice(answer, f"{answer.code}:{record.row.fingerprint}", showing.same_as(record.letter), str(number))
        for number, record in enumerate(known, 1)
    ]


def differing_values(fields: Sequence[showing.Line]) -> list[showing.Line]:
    """The identity fields that differ, of which a clerk says what is right."""
    return [line for line in fields if line.differs and line.key in ("nik", "name", "birth_date", "sex")]
