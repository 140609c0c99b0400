"""The only reader of follow-ups, warnings and meetings. What is foreign and what does not exist are answered alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from padan.domain.followups import CLOSED, WITH_OFFICE
from padan.web.accounts.models import Appointment, Office
from padan.web.accounts.selectors import offices_within
from padan.web.cover.rights import TABLE as COVER
from padan.web.cover.selectors import standings_seen
from padan.web.followup.models import (
    Addendum,
    AgendaItem,
    Attendee,
    Concern,
    EarlyWarning,
    Evidence,
    FollowUp,
    Meeting,
    MeetingPaper,
    MeetingScan,
    Nudge,
    Step,
    WarningRule,
)
from padan.web.followup.rules import ORDER
from padan.web.periods.models import segment_name
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level
from padan.web.roles import OfficeKind, Reach, Role

# ---- warnings -------------------------------------------------------------------------------------------------------


def warnings_seen(acting: Appointment) -> QuerySet[EarlyWarning]:
    """Warnings for offices within reach, also those that have ended."""
    found = EarlyWarning.objects.select_related("office__region", "place")
    return found if acting.reach is Reach.CITY else found.filter(office__in=_within(acting))


def _within(acting: Appointment) -> QuerySet[Office, int]:
    if acting.reach is Reach.SENT:
        return Office.objects.filter(pk=acting.office_id).values_list("pk", flat=True)
    return offices_within(acting).values_list("pk", flat=True)


def warnings_standing(acting: Appointment, *, rule: str = "", place: str = "") -> QuerySet[EarlyWarning]:
    """Warnings that hold now: those of money or a life first, then as the rules are ordered, the longest first."""
    found = warnings_seen(acting).filter(ended_on=None)
    if rule:
        found = found.filter(rule=rule)
    if place:
        found = found.filter(_below("place__", place))
    return found.order_by(_ranked(), "since", "place__code", "pk")


def _ranked() -> Case:
    return Case(
        *(When(rule=key, then=Value(n)) for n, key in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )


def _below(path: str, code: str) -> Q:
    return Q(**{f"{path}code": code}) | Q(**{f"{path}code__startswith": f"{code}."})


def warning_counts(acting: Appointment) -> dict[str, int]:
    """How many hold now, by rule, in the rules' order."""
    counted = warnings_seen(acting).filter(ended_on=None).order_by().values_list("rule").annotate(n=Count("pk"))
    found = dict(counted)
    return {key: found[key] for key in ORDER if key in found}


def warning_get(acting: Appointment, pk: int) -> EarlyWarning:
    """One warning within reach. Raises NOT_THERE."""
    found = warnings_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def rules_set() -> dict[str, WarningRule]:
    """What is set of each rule, in the rules' order."""
    found = {one.key: one for one in WarningRule.objects.select_related("changed_by")}
    return {key: found[key] for key in ORDER if key in found}


# ---- follow-ups -----------------------------------------------------------------------------------------------------

_RELATED = ("office__region", "person__user", "person__office__region", "given_by", "meeting")


def followups_of(acting: Appointment, place: str = "") -> QuerySet[FollowUp]:
    """Follow-ups of offices within reach, and those that the acting office gave; at one place and below. By due day."""
    found = FollowUp.objects.select_related(*_RELATED)
    if acting.reach is not Reach.CITY:
        found = found.filter(Q(office__in=_within(acting)) | Q(given_by=acting.office_id))
    return found.filter(_below("office__region__", place)) if place else found


def followups_open(acting: Appointment, place: str = "") -> QuerySet[FollowUp]:
    """Those that somebody has still something to do with."""
    return followups_of(acting, place).exclude(state__in=CLOSED)


def followups_overdue(acting: Appointment, today: date, place: str = "") -> QuerySet[FollowUp]:
    """Those past their day in which it is the office's turn."""
    return followups_of(acting, place).filter(state__in=WITH_OFFICE, due__lt=today)


def followup_get(acting: Appointment, pk: int) -> FollowUp:
    """One follow-up within reach. Raises NOT_THERE."""
    found = followups_of(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def steps_of(follow_up: FollowUp) -> list[Step]:
    """Every step, the first first, with its evidence."""
    return list(follow_up.steps.select_related("office").prefetch_related("evidence"))


MOST_NAMED = 50
_MAY_NAME = COVER.get(("cover:person", "GET"))


@dataclass(frozen=True, slots=True)
class Concerns:
    """Whom a follow-up is about: how many, how many of them are settled, those whom the acting office may see (those
    not settled first, MOST_NAMED at most), and how many are not named."""

    whole: int
    settled: int
    named: list[tuple[Concern, str]]
    unnamed: int


def concerns_of(acting: Appointment, follow_up: FollowUp) -> Concerns:
    """Whom a follow-up is about. Names are for those who may read them on the pages of cover."""
    found = follow_up.concerns.order_by("settled", "person__name", "pk")
    whole, settled = found.count(), found.exclude(settled="").count()
    named: list[tuple[Concern, str]] = []
    if whole and _MAY_NAME is not None and _MAY_NAME.admits(Role(acting.role)):
        seen = standings_seen(acting).values("person")
        told = found.filter(person__in=seen).select_related("person")[:MOST_NAMED]
        named = [(one, segment_name(one.segment)) for one in told]
    return Concerns(whole, settled, named, whole - len(named))


def evidence_get(acting: Appointment, pk: int) -> Evidence:
    """A file of proof of a follow-up within reach. Raises NOT_THERE."""
    found = Evidence.objects.select_related("step__follow_up").filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    followup_get(acting, found.step.follow_up_id)
    return found


def late_by_office(acting: Appointment, until: date) -> list[tuple[Office, list[FollowUp]]]:
    """What each office within reach owes by a day, the office with the oldest first."""
    owed: dict[int, tuple[Office, list[FollowUp]]] = {}
    for one in followups_of(acting).filter(state__in=WITH_OFFICE, due__lte=until):
        owed.setdefault(one.office_id, (one.office, []))[1].append(one)
    return sorted(owed.values(), key=lambda pair: (pair[1][0].due, pair[0].name))


def nudges_of(offices: Iterable[int]) -> dict[int, Nudge]:
    """The newest reminder to each office."""
    found: dict[int, Nudge] = {}
    for one in Nudge.objects.filter(office__in=list(offices)).order_by("pk"):
        found[one.office_id] = one
    return found


def person_of(one: FollowUp) -> str:
    """Who is in charge: the named person, as long as they hold the office."""
    return one.person.user.full_name if one.person and one.person.until is None else ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All warnings of one rule that hold: of how many offices, of how many people or things, and how much. Where the
    city itself is warned, its lines say it all: those of its parts are not added to them."""

    rule: str
    offices: int
    count: int
    amount: int | None


def warnings_gathered(acting: Appointment) -> list[Gathered]:
    """What holds now by rule, for an agenda."""
    lines: dict[str, list[EarlyWarning]] = {}
    for one in warnings_seen(acting).filter(ended_on=None):
        lines.setdefault(one.rule, []).append(one)
    return [_gathered(key, lines[key]) for key in ORDER if key in lines]


OF_CITY = frozenset({"not_absorbed", "stage_late", "advanced", "unassigned"})
"""Rules whose lines at the city tell of all its places."""


def _gathered(rule: str, lines: Sequence[EarlyWarning]) -> Gathered:
    of_city = [one for one in lines if rule in OF_CITY and one.place.level == Level.CITY]
    amounts = [one.amount for one in of_city or lines if one.amount is not None]
    count = max(one.count for one in of_city) if of_city else sum(one.count for one in lines)
    return Gathered(rule, len({one.office_id for one in lines}), count, sum(amounts) if amounts else None)


# ---- meetings -------------------------------------------------------------------------------------------------------


def meetings_of(acting: Appointment) -> QuerySet[Meeting]:
    """Meetings that an office is invited to; who sees the city sees all. The newest first."""
    found = Meeting.objects.select_related("office__region", "chair__user", "chair__office", "secretary__user")
    if acting.reach is Reach.CITY:
        return found
    return found.filter(invited=acting.office_id)


def meeting_get(acting: Appointment, pk: int) -> Meeting:
    """One meeting that the acting office may know of. Raises NOT_THERE."""
    found = meetings_of(acting).select_related("chair__office__region", "secretary__office__region").filter(pk=pk)
    meeting = found.first()
    if meeting is None:
        raise NOT_THERE
    return meeting


def meeting_at_door(pk: int) -> Meeting:
    """A meeting for whoever scans its code; whether the code holds, `attending.py` says. Raises NOT_THERE."""
    found = Meeting.objects.select_related("office").filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


_KIND_ORDER = {kind: n for n, kind in enumerate((OfficeKind.LEADERS, OfficeKind.BAPPEDA, OfficeKind.BPKAD))}


def invited_of(meeting: Meeting) -> list[Office]:
    """Offices that are invited: the city's own first, then kecamatan each with its kelurahan."""
    offices = meeting.invited.select_related("region").all()
    return sorted(offices, key=_place)


def _place(office: Office) -> tuple[int, str, int, str]:
    in_tree = office.kind in (OfficeKind.KECAMATAN, OfficeKind.KELURAHAN)
    if in_tree:
        return 1, office.region.code, 0, office.name
    return 0, "", _KIND_ORDER.get(OfficeKind(office.kind), 9), office.name


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order."""
    return list(meeting.agenda.all())


def decisions_of(meeting: Meeting) -> list[FollowUp]:
    """What was decided, in the order in which it was written."""
    return list(meeting.decisions.select_related(*_RELATED, "agenda").exclude(state="cancelled").order_by("pk"))


def present_of(meeting: Meeting) -> list[Attendee]:
    """Who was there: by office, as the invited are ordered, then those of no invited office."""
    found = list(meeting.attendees.filter(struck_at=None).select_related("office__region"))
    return sorted(found, key=lambda one: (_place(one.office) if one.office else (2, "", 0, one.office_name), one.pk))


def attendee_get(meeting: Meeting, pk: int) -> Attendee:
    """One who was noted as present. Raises NOT_THERE."""
    found = meeting.attendees.filter(pk=pk, struck_at=None).first()
    if found is None:
        raise NOT_THERE
    return found


def agenda_get(meeting: Meeting, pk: int) -> AgendaItem:
    """One point of the agenda. Raises NOT_THERE."""
    found = meeting.agenda.filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def paper_newest(meeting: Meeting, addendum: Addendum | None = None) -> MeetingPaper | None:
    """The newest paper of the minutes, or of an addendum."""
    return meeting.papers.filter(addendum=addendum).first()


def paper_by_token(token: str) -> MeetingPaper:
    """The paper that a QR names, for anybody. Raises NOT_THERE."""
    found = MeetingPaper.objects.filter(token=token).select_related("meeting__office", "addendum").first()
    if found is None:
        raise NOT_THERE
    return found


def addendum_get(acting: Appointment, pk: int) -> Addendum:
    """One addendum of a meeting that the acting office may know of. Raises NOT_THERE."""
    found = Addendum.objects.filter(pk=pk, meeting__in=meetings_of(acting).order_by().values("pk")).first()
    if found is None:
        raise NOT_THERE
    return found


def scan_get(acting: Appointment, pk: int) -> MeetingScan:
    """One scan of a meeting that the acting office may know of. Raises NOT_THERE."""
    found = MeetingScan.objects.filter(pk=pk, meeting__in=meetings_of(acting).order_by().values("pk")).first()
    if found is None:
        raise NOT_THERE
    return found


def points_under(acting: Appointment, rules: Sequence[str]) -> Mapping[str, list[EarlyWarning]]:
    """The warnings that hold under these rules, for a meeting's page."""
    found: dict[str, list[EarlyWarning]] = {}
    for one in warnings_standing(acting).filter(rule__in=[rule for rule in rules if rule]):
        found.setdefault(one.rule, []).append(one)
    return found
