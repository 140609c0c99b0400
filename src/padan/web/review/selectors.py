"""The only reader of cases and decisions. What an office may see is asked here, nowhere else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case as Choose
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    When,
    prefetch_related_objects,
)

from padan.web.accounts.models import Appointment, Office
from padan.web.asked_once import once
from padan.web.lists.models import Row, Upload
from padan.web.periods.models import Lock, Period
from padan.web.refusals import NOT_THERE
from padan.web.review.answers import TOLD, label_of
from padan.web.review.models import UNFINISHED, BranchReply, Case, CaseKind, CaseOffice, CaseState, Decision, ReplyWord
from padan.web.review.sending import sent_condition
from padan.web.roles import OfficeKind, Reach, Role
from padan.web.runs.models import RunRow

_ROWS = ("left__upload__requirement__office", "right__upload__requirement__office")


def offices_seen(acting: Appointment) -> QuerySet[Office]:
    """The offices whose cases lie within reach; the same rule as `Appointment.sees_office`."""
    answering = Q(kind__in=[OfficeKind.KELURAHAN, OfficeKind.KECAMATAN, OfficeKind.OPD, OfficeKind.BAPPEDA])
    own = Q(pk=acting.office_id)
    if acting.reach is Reach.CITY:
        return Office.objects.filter(answering)
    if acting.reach is Reach.AREA:
        return Office.objects.filter(own | Q(kind=OfficeKind.KELURAHAN, region__parent=acting.office.region_id))
    return Office.objects.filter(own) if acting.reach is Reach.OFFICE else Office.objects.none()


def office_get(acting: Appointment, pk: int | None) -> Office:
    """The office whose queue is shown: the acting one unless another within reach is named. Raises NOT_THERE."""
    if pk is None or pk == acting.office_id:
        return acting.office
    found = offices_seen(acting).select_related("region").filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def cases_seen(acting: Appointment) -> QuerySet[Case]:
    """The cases within reach: those put to an office that is seen; for the branch, those that touch its participants
    and those formally sent to it."""
    if acting.reach is Reach.CITY:
        return Case.objects.all()
    if acting.reach is Reach.SENT:
        own = Q(left__upload__requirement__office=acting.office_id)
        own |= Q(right__upload__requirement__office=acting.office_id)
        return Case.objects.filter(own | sent_condition())
    put = CaseOffice.objects.filter(case=OuterRef("pk"))
    if acting.reach is Reach.OFFICE:
        return Case.objects.filter(Exists(put.filter(office=acting.office_id)))
    return Case.objects.filter(Exists(put.filter(office__in=offices_seen(acting).values("pk"))))


def case_get(acting: Appointment, pk: int) -> Case:
    """One case within reach, with its rows. Raises NOT_THERE."""
    try:
        return _with_files(cases_seen(acting).select_related("period", "left", "right").get(pk=pk))
    except Case.DoesNotExist:
        raise NOT_THERE from None


def _with_files(case: Case) -> Case:
    """A case whose rows know the files they stand in, and whose these are: a question of its own, for one over all the
    tables on both sides takes longer to prepare than to answer."""
    rows = [row for row in (case.left, case.right) if row is not None]
    files = Upload.objects.select_related("requirement__office")
    shown = files.only("filename", "requirement__kind", "requirement__office__name")
    found = shown.in_bulk({row.upload_id for row in rows})
    for row in rows:
        row.upload = found[row.upload_id]
    return case


def lines_of(case: Case) -> list[CaseOffice]:
    """The offices that a case is put to."""
    return list(case.offices.select_related("office__region").order_by("pk"))


def decisions_of(case: Case) -> list[Decision]:
    """Every decision on what these records say, of earlier periods too, the oldest first."""
    found = list(Decision.objects.filter(case__key=case.key, case__kind=case.kind).order_by("id"))
    for decision in found:
        if decision.case_id == case.pk:
            decision.case = case
    prefetch_related_objects(found, "office")
    prefetch_related_objects([decision for decision in found if decision.case_id != case.pk], "case__period")
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one kind that an office has in one state: how many, and what is at stake in rupiah."""

    kind: CaseKind
    asks: bool
    own: CaseState
    whole: CaseState
    count: int
    harm: int
    worst: int
    grave: int

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return str(self.kind.label)


def groups_of(period: Period, office: Office) -> list[Group]:
    """All of an office's cases, counted; the most harmful kinds first. Asked once while a page is read."""
    return once(("groups_of", period.pk, office.pk), lambda: _groups_of(period, office))


def _groups_of(period: Period, office: Office) -> list[Group]:
    lines = CaseOffice.objects.filter(office=office, case__period=period).exclude(case__state=CaseState.GONE)
    counted = lines.values_list("case__kind", "case__asks", "state", "case__state").annotate(
        count=Count("pk"),
        harm=Sum("case__harm"),
        worst=Max("case__harm"),
        grave=Count("pk", filter=Q(case__grave=True)),
    )
    groups = [
        Group(CaseKind(kind), asks, CaseState(own), CaseState(whole), count, harm, worst, grave)
        for kind, asks, own, whole, count, harm, worst, grave in counted.order_by()
    ]
    return sorted(groups, key=lambda group: (not group.grave, -group.worst, -group.harm, group.kind.value))


def progress(period: Period, office: Office, kind: str) -> tuple[int, int]:
    """How many of an office's cases of a kind are answered, and how many there are."""
    lines = CaseOffice.objects.filter(office=office, case__period=period, case__kind=kind)
    told = lines.exclude(case__state=CaseState.GONE).aggregate(
        total=Count("pk"), open=Count("pk", filter=Q(state=CaseState.OPEN))
    )
    return told["total"] - told["open"], told["total"]


def lines_in(
    period: Period, office: Office, *, own: Sequence[CaseState] = (), asks: bool | None = None, kind: str = ""
) -> QuerySet[CaseOffice]:
    """An office's cases in these states, with their rows; the most harmful first."""
    found = CaseOffice.objects.filter(office=office, case__period=period).exclude(case__state=CaseState.GONE)
    if own:
        found = found.filter(state__in=own)
    if asks is not None:
        found = found.filter(case__asks=asks)
    if kind:
        found = found.filter(case__kind=kind)
    rows = [f"case__{row}" for row in _ROWS]
    return found.select_related("case__period", "office", *rows).order_by(*WORST_FIRST)


WORST_FIRST = ("-case__grave", "-case__harm", "case_id")
CASES_WORST_FIRST = ("-grave", "-harm", "id")


def next_case(period: Period, office: Office, *, kind: str = "", after: Case | None = None) -> Case | None:
    """The most harmful case that this office has not answered; of that kind if there is one, and past `after`.

    What needs no answer of its own comes up only where its kind is asked for.
    """
    found = next_key(period, office, kind=kind, after=after)
    if found is None:
        return None
    return _with_files(Case.objects.select_related("period", "left", "right").get(pk=found[0]))


def next_key(period: Period, office: Office, *, kind: str = "", after: Case | None = None) -> tuple[int, str] | None:
    """Number and kind of that case, for a page that only leads there."""
    found = CaseOffice.objects.filter(office=office, case__period=period, state=CaseState.OPEN)
    found = found.exclude(case__state=CaseState.GONE)
    if kind and after is not None:
        # Almost always there is one: it is asked for by itself, which costs a third of the whole order.
        next_one = found.filter(_behind(after), case__kind=kind).exclude(case_id=after.pk).order_by(*WORST_FIRST)
        if (key := next_one.values_list("case_id", "case__kind").first()) is not None:
            return key
    asked, of_kind = Q(case__asks=True) | _ONE_BY_ONE, Q(case__kind=kind)
    found = found.filter(asked | of_kind) if kind else found.filter(asked)
    first: list[OrderBy] = [_true_first(of_kind)] if kind else []
    if after is not None:
        found = found.exclude(case_id=after.pk)
        first.append(_true_first(_behind(after)))
    return found.order_by(*first, *WORST_FIRST).values_list("case_id", "case__kind").first()


def _true_first(condition: Q) -> OrderBy:
    return Choose(When(condition, then=0), default=1).asc()


_ONE_BY_ONE = Q(case__kind=CaseKind.NOT_LISTED)
"""Asked of each person, although the rule of what asks counts them as work and not as a question (`domain.asking`)."""


def _behind(case: Case) -> Q:
    """The condition that a case comes later in the queue."""
    same = Q(case__grave=case.grave)
    later = same & (Q(case__harm__lt=case.harm) | Q(case__harm=case.harm, case_id__gt=case.pk))
    return later | Q(case__grave=False) if case.grave else later


def open_counts(period: Period, offices: Collection[int] | None = None) -> Mapping[int, int]:
    """Cases that are not finished, by the office itself or the other one that they were put to: for every office that
    has any, or for those of these that have. What asks nothing counts too until it is closed."""
    found = unfinished(period) if offices is None else unfinished(period).filter(office__in=list(offices))
    return dict(found.values_list("office_id").annotate(count=Count("pk")).order_by())


def unfinished(period: Period) -> QuerySet[CaseOffice]:
    """Offices' cases that a signature waits for."""
    return CaseOffice.objects.filter(case__period=period, case__state__in=UNFINISHED, passed=False)


@dataclass(frozen=True, slots=True)
class Carried:
    """A case that goes on after the signature: why, who goes on with it, until when."""

    case: Case
    decision: Decision


def carried(period: Period, office: Office | None = None) -> list[Carried]:
    """Cases carried over to a later period, of one office or of all; the minutes count them as unfinished."""
    cases = Case.objects.filter(period=period, state=CaseState.CARRIED).select_related(*_ROWS)
    if office is not None:
        cases = cases.filter(Exists(CaseOffice.objects.filter(case=OuterRef("pk"), office=office)))
    last = {d.case_id: d for d in Decision.objects.filter(case__in=cases, sequence=F("case__sequence"))}
    return [Carried(case, last[case.pk]) for case in cases if case.pk in last]


def rows_by_id(keys: Sequence[int]) -> Mapping[int, Row]:
    """Rows of further candidates, with their files."""
    if not keys:
        return {}
    return {row.pk: row for row in Row.objects.filter(pk__in=keys).select_related("upload__requirement__office")}


def run_rows(case: Case) -> Mapping[int, RunRow]:
    """What the run of a case says of its rows' money."""
    keys = [key for key in (case.left_id, case.right_id, *case.rivals) if key is not None]
    found = RunRow.objects.filter(run=case.run_id, row__in=keys)
    return {said.row_id: said for said in found.only("row_id", "due", "paid", "missing", "excess", "months")}


def reply_of(decisions: Sequence[Decision]) -> BranchReply | None:
    """The branch's newest answer to the newest of these decisions that it answered."""
    if not decisions:
        return None
    return BranchReply.objects.filter(decision__in=[d.pk for d in decisions]).order_by("-id").first()


@dataclass(frozen=True, slots=True)
class OfficeLeft:
    """An office within reach, and how many of its cases are unfinished."""

    office: Office
    count: int


def offices_with_counts(acting: Appointment, period: Period) -> list[OfficeLeft]:
    """The other offices within reach, those with the most left first."""
    if acting.reach not in (Reach.CITY, Reach.AREA):
        return []
    counts = open_counts(period)
    offices = offices_seen(acting).exclude(pk=acting.office_id)
    return sorted((OfficeLeft(o, counts.get(o.pk, 0)) for o in offices), key=lambda o: (-o.count, o.office.name))


def holding_words(cases: Sequence[Case]) -> Mapping[int, Decision]:
    """The newest decision that gave each case the answer that holds."""
    found: dict[int, Decision] = {}
    wanted = {case.pk: case.answer for case in cases if case.answer}
    for decision in Decision.objects.filter(case__in=wanted).order_by("case_id", "sequence"):
        if decision.answer == wanted[decision.case_id]:
            found[decision.case_id] = decision
    return found


def keys_in(period: Period, office: Office, which: str) -> list[int]:
    """The cases that one click answers together: all that are merely told ("diberitahukan"), or all who are to be
    enrolled. Of no other kind is there such a click."""
    lines = CaseOffice.objects.filter(office=office, case__period=period, state=CaseState.OPEN, case__asks=False)
    kinds = {"diberitahukan": TOLD, CaseKind.NOT_REGISTERED.value: {CaseKind.NOT_REGISTERED}}.get(which, frozenset())
    return list(lines.filter(case__kind__in=kinds).values_list("case_id", flat=True))


def own_word(case: Case, acting: Appointment) -> Decision | None:
    """The newest word of the acting office on a case, taken back or not; None where it never said any."""
    return case.decisions.filter(office=acting.office_id, settles=False).order_by("sequence").last()


def own_answer(case: Case, acting: Appointment) -> str:
    """The answer of the acting office that stands on a case, "" where there is none."""
    found = own_word(case, acting)
    return found.answer if found else ""


def offices_to_hand(acting: Appointment, case: Case, lines: Sequence[CaseOffice]) -> list[Office]:
    """The offices that Bappeda may hand a case to: those that know people and have not signed, save those that were
    asked already. None for anybody else, or where the case does not wait for Bappeda."""
    own = next((line for line in lines if line.office_id == acting.office_id), None)
    if acting.role != Role.BAPPEDA or own is None or own.passed or case.kind != CaseKind.NOT_LISTED:
        return []
    if case.state == CaseState.GONE or case.period.closed_at is not None:
        return []
    knowing = Office.objects.filter(kind__in=[OfficeKind.KELURAHAN, OfficeKind.KECAMATAN, OfficeKind.OPD])
    signed = Lock.objects.filter(period=case.period_id).values("office")
    return list(knowing.exclude(pk__in=[line.office_id for line in lines]).exclude(pk__in=signed).order_by("name"))


def replies_to(period: Period, office: Office) -> list[BranchReply]:
    """The branch's refusals and wishes for documents that stand, on what this office sent."""
    if all(group.whole != CaseState.ANSWERED for group in groups_of(period, office)):
        return []
    newest = BranchReply.objects.filter(
        decision__case__period=period,
        decision__case__state=CaseState.ANSWERED,
        decision__case__offices__office=office,
        decision__sequence=F("decision__case__sequence"),
    ).order_by("decision_id", "id")
    last = {decision: (pk, word) for decision, pk, word in newest.values_list("decision_id", "pk", "word")}
    standing = [pk for pk, word in last.values() if word != ReplyWord.ACCEPTED]
    if not standing:
        return []
    rows = ("decision__case__left", "decision__case__right")
    return list(BranchReply.objects.filter(pk__in=standing).select_related(*rows).order_by("decision_id"))


def to_settle(acting: Appointment, period: Period) -> list[Case]:
    """Cases over which offices differ and which this person settles."""
    if acting.role not in (Role.CAMAT, Role.BAPPEDA):
        return []
    found = Case.objects.filter(period=period, state=CaseState.CONFLICT)
    if acting.role == Role.CAMAT:
        found = found.filter(Exists(CaseOffice.objects.filter(case=OuterRef("pk"), office__in=offices_seen(acting))))
    if not found.exists():
        return []
    conflicts = (
        found.select_related("period", *_ROWS)
        .prefetch_related("offices__office__region")
        .order_by("-grave", "-harm", "id")
    )
    return [case for case in conflicts if may_settle(acting, list(case.offices.all()))]


def may_settle(acting: Appointment, lines: Sequence[CaseOffice]) -> bool:
    """Whether this person settles between the offices of a case: a camat between his own kelurahan, Bappeda between
    offices of different kecamatan."""
    offices = [line.office for line in lines if not line.passed]
    if len(offices) < 2:
        return False
    parents = {o.region.parent_id if o.kind == OfficeKind.KELURAHAN else o.region_id for o in offices}
    if acting.role == Role.CAMAT:
        return parents == {acting.office.region_id}
    return acting.role == Role.BAPPEDA and len(parents) > 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A row before the branch: the decision that sent it, and the branch's newest answer."""

    case: Case
    decision: Decision
    label: str
    reply: BranchReply | None


def sent_rows(acting: Appointment, period: Period) -> list[Sent]:
    """Everything formally sent in a period, the most harmful first."""
    sent = cases_seen(acting).filter(sent_condition(), period=period)
    cases = list(sent.select_related("period", *_ROWS).prefetch_related("offices__office").order_by(*CASES_WORST_FIRST))
    decisions = {d.case_id: d for d in Decision.objects.filter(case__in=cases, sequence=F("case__sequence"))}
    replies = {r.decision_id: r for r in BranchReply.objects.filter(decision__in=decisions.values()).order_by("id")}
    before = _accepted_before(decisions.values())
    found = [(case, decisions[case.pk]) for case in cases if case.pk in decisions]
    return [
        Sent(case, d, label_of(case.kind, case.answer), replies.get(d.pk) or before.get(d.carried_from_id or 0))
        for case, d in found
    ]


def _accepted_before(decisions: Iterable[Decision]) -> Mapping[int, BranchReply]:
    """What the branch accepted in an earlier period and what still holds: it need not be answered again."""
    roots = [decision.carried_from_id for decision in decisions if decision.carried_from_id]
    said = BranchReply.objects.filter(decision__in=roots).order_by("id")
    return {key: reply for key, reply in {r.decision_id: r for r in said}.items() if reply.word == ReplyWord.ACCEPTED}


def left_by_office(period: Period) -> Mapping[int, int]:
    """How many cases each office has left, of those that a period's cases are put to; 0 where all are finished."""
    lines = CaseOffice.objects.filter(case__period=period, passed=False).exclude(case__state=CaseState.GONE)
    counted = lines.values_list("office_id").annotate(left=Count("pk", filter=Q(case__state__in=UNFINISHED)))
    return dict(counted.order_by())
