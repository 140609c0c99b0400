"""The only reader of money. What is foreign and what does not exist are answered alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from padan.domain import ledger
from padan.web.accounts.models import Appointment
from padan.web.cover.models import CreditAnswer
from padan.web.funds.booking import PLACES, held_by
from padan.web.funds.crediting import standing, to_book
from padan.web.funds.ground import below, gather
from padan.web.funds.group_bills import GroupBill, asked, group_bills
from padan.web.funds.group_lists import BILLS
from padan.web.funds.models import (
    Activity,
    Commitment,
    CommitmentState,
    ImportLine,
    Portion,
    Posting,
    SheetImport,
    Source,
    Spj,
)
from padan.web.funds.rules import law_share
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.roles import OfficeKind, Reach


def home_place(acting: Appointment) -> Region:
    """The place whose money an office looks at first: its own, or the whole city. Raises NOT_THERE for who has none."""
    region: Region | None = acting.office.region
    if acting.reach is Reach.CITY:
        while region is not None and region.level != Level.CITY:
            region = region.parent
    if region is None or not _sees(acting, region):
        raise NOT_THERE
    return region


def place_get(acting: Appointment, code: str) -> Region:
    """A kelurahan, kecamatan or city within reach. Raises NOT_THERE."""
    region = Region.objects.select_related("parent__parent").filter(code=code, level__in=PLACES).first()
    if region is None or not _sees(acting, region):
        raise NOT_THERE
    return region


def _sees(acting: Appointment, region: Region) -> bool:
    own = acting.office.region_id
    if acting.reach is Reach.CITY:
        return True
    if acting.reach is Reach.AREA:
        return own in (region.pk, region.parent_id)
    return acting.reach is Reach.OFFICE and acting.office.kind == OfficeKind.KELURAHAN and own == region.pk


def seen(acting: Appointment, path: str) -> Q:
    """The condition that a region, reached by `path`, lies within reach."""
    return below(home_place(acting), path)


def children_of(place: Region) -> list[Region]:
    """The places right below a place that money stands on."""
    return list(Region.objects.filter(parent=place, level__in=PLACES).order_by("code"))


def sources() -> QuerySet[Source]:
    """Every source of money; every office knows of each."""
    return Source.objects.all()


def source_get(key: str) -> Source:
    """One source. Raises NOT_THERE."""
    found = Source.objects.filter(key=key).first()
    if found is None:
        raise NOT_THERE
    return found


_ENDS = ("taken__source", "taken__place", "given__source", "given__place")


def postings_at(acting: Appointment, place: Region) -> QuerySet[Posting]:
    """The postings at a place and below it, the newest first, with what a list of them shows."""
    place_get(acting, place.code)
    found = Posting.objects.filter(below(place, "given__place"))
    return found.select_related(*_ENDS, "line__file", "reverses", "reversed_by").order_by("-day", "-id")


def posting_get(acting: Appointment, pk: int) -> Posting:
    """One posting within reach. Raises NOT_THERE."""
    found = Posting.objects.filter(seen(acting, "given__place"), pk=pk)
    posting = found.select_related(
        *_ENDS, "line__file", "line__place", "commitment__place", "arrival", "spj", "credit", "reverses", "by"
    ).first()
    if posting is None:
        raise NOT_THERE
    return posting


def portions_of(postings: Sequence[int]) -> QuerySet[Portion]:
    """For whom these postings were, of those that stand."""
    found = Portion.objects.filter(posting__in=postings, posting__reversed_by__isnull=True)
    return found.select_related("person", "place", "line__file")


def portions_for(persons: Sequence[int]) -> QuerySet[Portion]:
    """What was paid for one person, by its records, month by month, of payments that stand. Who may see the person is
    the caller's."""
    found = Portion.objects.filter(person__in=persons, posting__reversed_by__isnull=True)
    return found.select_related("place", "posting__given__source", "line__file").order_by("month", "id")


def files_seen(acting: Appointment) -> QuerySet[SheetImport]:
    """Every file of payments; who sees the city sees them all, nobody else any."""
    found = SheetImport.objects.select_related("source", "handed_in_by", "accepted_by")
    return found if acting.reach is Reach.CITY else found.none()


def file_get(acting: Appointment, pk: int) -> SheetImport:
    """One file. Raises NOT_THERE."""
    found = files_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def lines_of(sheet: SheetImport, outcome: str = "") -> QuerySet[ImportLine]:
    """The lines of a file, those of one outcome where it is named."""
    found = sheet.lines.select_related("place", "commitment", "source").order_by("number")
    return found.filter(outcome=outcome) if outcome else found


def line_get(acting: Appointment, pk: int) -> ImportLine:
    """One line: who sees the city sees all, an office those of its own place. Raises NOT_THERE."""
    found = ImportLine.objects.filter(pk=pk)
    if acting.reach is not Reach.CITY:
        place = home_place(acting)
        found = found.filter(below(place, "place") | below(place, "shares__place"))
    line = found.select_related(
        "file__source", "place", "source", "commitment", "paid_by__file", "bill", "person"
    ).first()
    if line is None:
        raise NOT_THERE
    return line


def lines_to_settle(place: Region) -> QuerySet[ImportLine]:
    """Lines of accepted files at a place and below that fit nothing, or not yet."""
    unsettled = ["several", "no_programme", "no_months", "no_decree", "no_place", "unsplit", "without_sp2d",
                 "takes_nothing"]  # fmt: skip
    where = below(place, "place")
    if place.level == Level.CITY:
        where |= Q(place__isnull=True)
    found = ImportLine.objects.filter(where, outcome__in=unsettled, file__state="accepted")
    return found.select_related("place", "file").order_by("outcome", "-amount", "id")


def group_bills_open(acting: Appointment) -> list[GroupBill]:
    """Bills within reach that an order paid and of which it is not known for whom all of it was; those about which the
    office is asked first, then the largest."""
    paid = ImportLine.objects.filter(BILLS, seen(acting, "place"), paid_by__isnull=False).exclude(programme="")
    found = [one for one in group_bills(paid) if one.state != "known"]
    first = {one.line.pk for one in asked(found)}
    return sorted(found, key=lambda one: (one.line.pk not in first, -(one.line.amount or 0), one.line.pk))


def commitments_at(acting: Appointment, place: Region) -> QuerySet[Commitment]:
    """The commitments at a place and below it."""
    place_get(acting, place.code)
    return Commitment.objects.filter(below(place, "place")).select_related("place", "source").order_by("-id")


def commitment_get(acting: Appointment, pk: int) -> Commitment:
    """One commitment within reach. Raises NOT_THERE."""
    found = Commitment.objects.filter(seen(acting, "place"), pk=pk).select_related("place", "source").first()
    if found is None:
        raise NOT_THERE
    return found


def credits_to_book(*, known: bool | None = None) -> QuerySet[CreditAnswer]:
    """The branch's answers that wait for the treasury; who sees the city sees them all. `known`: of people for whom the
    ledger knows payments by name, or of the others."""
    return to_book(known=known).select_related("claim__person__kelurahan")


def credit_get(pk: int) -> CreditAnswer:
    """One answer that waits for the treasury. Raises NOT_THERE."""
    found = credits_to_book().filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def credit_postings() -> QuerySet[Posting]:
    """What was booked of such answers, the newest first."""
    found = standing(Posting.objects.filter(credit__isnull=False, given__kind="available"))
    return found.select_related(*_ENDS, "credit__claim__person").order_by("-id")


def spj_seen(acting: Appointment) -> QuerySet[Spj]:
    """The SPJ of the places within reach, the newest first."""
    found = Spj.objects.filter(seen(acting, "place"))
    return found.select_related("place", "source", "submitted_by", "decided_by").order_by("-id")


def spj_get(acting: Appointment, pk: int) -> Spj:
    """One SPJ within reach. Raises NOT_THERE."""
    found = spj_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def activities_seen(acting: Appointment, place: Region | None = None) -> QuerySet[Activity]:
    """The activities of the places within reach, or at one place and below."""
    found = Activity.objects.filter(seen(acting, "place"))
    if place is not None:
        found = found.filter(below(place, "place"))
    return found.select_related("place", "source", "spj").order_by("-year", "due", "id")


def activity_get(acting: Appointment, pk: int) -> Activity:
    """One activity within reach. Raises NOT_THERE."""
    found = activities_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


@dataclass(frozen=True, slots=True)
class MoneyLeft:
    """What may still be promised of one source and funding year at a place.

    `free`: promised to the place and claimed by nobody, arrived or not; `there`: how much of it can be spent now.
    `share`: what the programme's share comes to (None: the law sets none, or it is reckoned from a wider base),
    `used` of it.
    """

    free: int
    there: int
    share: int | None
    used: int

    @property
    def left(self) -> int:
        """What may be promised without passing the money or the share."""
        return max(0, min(self.free, self.share - self.used) if self.share is not None else self.free)


def money_left(place: Region, programme: str, year: int, source: Source) -> MoneyLeft:
    """What may still be promised at a place to a programme. For planning; `commitment_make` decides anew."""
    ground = gather(place)
    pocket = ledger.pocket(source.key, year, place.code)
    open_ones = Commitment.objects.filter(place=place, source=source, year=year, state=CommitmentState.OPEN)
    waits = sum(one.waits for one in held_by(open_ones).values())
    free = ledger.free_money(ground.book, pocket, waits)
    there = max(0, ground.book[pocket] + ground.book[pocket.of("advance")] - waits)
    share = law_share(programme, year, place.code) if source.earmarked else None
    allocated = ground.steps([pocket]).allocated
    own = share is not None and share.base == place.level
    return MoneyLeft(
        free,
        there,
        share.limit(allocated) if share and own else None,
        committed_for(place, source, year, programme),
    )


def committed_for(place: Region, source: Source, year: int, programme: str) -> int:
    """What commitments have promised to a programme at a place and below: open ones whole, closed ones what they
    paid."""
    found = Commitment.objects.filter(below(place, "place"), source=source, year=year, programme=programme)
    total = found.filter(state=CommitmentState.OPEN).aggregate(total=Sum("amount"))["total"] or 0
    closed = held_by(found.filter(state=CommitmentState.CLOSED)).values()
    return int(total) + sum(one.paid for one in closed)
