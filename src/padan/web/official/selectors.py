"""The only reader of signatures and papers. What an office may see is asked here, nowhere else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from padan.web.accounts.models import Appointment, Office
from padan.web.asked_once import once
from padan.web.lists.models import Upload, UploadState
from padan.web.official.counting import Grounds, figures_shown, grounds_of, moved_below, offices_in, unasked
from padan.web.official.figures import BelowLine, Figures
from padan.web.official.freshness import NOBODY, Touched, touched_since
from padan.web.official.models import Paper, Scan, SignOff
from padan.web.official.tree import LEAVES, SIGNERS, TOP, above, below, gathers, may_sign
from padan.web.official.waiting import Wait, waits_of
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.refusals import NOT_THERE
from padan.web.review.selectors import open_counts, unfinished
from padan.web.roles import OfficeKind, Reach, Role
from padan.web.runs.asking import run_latest
from padan.web.runs.models import CurrentRun, Run, RunRow, RunState
from padan.web.runs.selectors import run_current

RELATED = ("office__region__parent", "period", "signed_by")
_HEAVY = ("figures", "letterhead")


def offices_seen(acting: Appointment) -> Q:
    """The condition on an Office that its signatures and papers lie within reach. The branch sees its own and those of
    the city, which it signs too."""
    own = Q(pk=acting.office_id)
    if acting.reach is Reach.CITY:
        return Q()
    if acting.reach is Reach.AREA:
        return own | Q(kind=OfficeKind.KELURAHAN, region__parent=acting.office.region_id)
    if acting.reach is Reach.SENT:
        return own | Q(kind__in=TOP)
    return own if acting.reach is Reach.OFFICE else Q(pk=None)


def office_get(acting: Appointment, pk: int) -> Office:
    """An office that signs, within reach. Raises NOT_THERE."""
    found = Office.objects.filter(offices_seen(acting), pk=pk, kind__in=SIGNERS).select_related("region__parent")
    try:
        return found.get()
    except Office.DoesNotExist:
        raise NOT_THERE from None


def city_office(acting: Appointment) -> int:
    """Bappeda's office, whose signature is the city's; one's own where there is none. For who signs nothing himself."""
    found = Office.objects.filter(offices_seen(acting), kind=OfficeKind.BAPPEDA).order_by("pk").first()
    return found.pk if found else acting.office_id


def signoffs_seen(acting: Appointment) -> QuerySet[SignOff]:
    """Signatures within reach, the newest first."""
    seen = Office.objects.filter(offices_seen(acting))
    return SignOff.objects.filter(office__in=seen).select_related(*RELATED)


def signoff_get(acting: Appointment, pk: int) -> SignOff:
    """One signature within reach. Raises NOT_THERE."""
    found = signoffs_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def papers_seen(acting: Appointment, period: Period | None = None) -> QuerySet[Paper]:
    """Papers within reach, the newest first."""
    found = Paper.objects.filter(signoff__in=signoffs_seen(acting).values("pk"))
    if period is not None:
        found = found.filter(signoff__period=period)
    related = tuple(f"signoff__{name}" for name in RELATED)
    heavy = tuple(f"signoff__{name}" for name in _HEAVY)
    return found.select_related(*related).defer(*heavy).prefetch_related("scans").order_by("-id")


def paper_get(acting: Appointment, pk: int) -> Paper:
    """One paper within reach. Raises NOT_THERE."""
    found = papers_seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def bears(paper: Paper, acting: Appointment) -> bool:
    """Whether the acting person's own office signed it: only that office files its scan or has it printed again."""
    return acting.office_id in {signoff.office_id for signoff in paper.signatures}


def scan_get(acting: Appointment, pk: int) -> Scan:
    """One filed scan within reach. Raises NOT_THERE."""
    seen = Scan.objects.filter(pk=pk, paper__in=papers_seen(acting).values("pk"))
    found = seen.select_related("paper__signoff__office", "paper__signoff__period", "paper__partner").first()
    if found is None:
        raise NOT_THERE
    return found


def paper_by_token(token: str) -> Paper:
    """The paper of a QR, for anybody. Raises NOT_THERE."""
    found = Paper.objects.filter(token=token).select_related("signoff__office", "signoff__period").first()
    if found is None:
        raise NOT_THERE
    return found


@dataclass(frozen=True, slots=True)
class Signature:
    """That an office signed, and whether it still stands: what most questions need of a signature."""

    pk: int
    office: int
    stands: bool


def signatures(period: Period) -> Sequence[Signature]:
    """Every signature of a period, undone ones too; asked once while a page is read."""
    found = SignOff.objects.filter(period=period).order_by().values_list("pk", "office_id", "undone_at")
    return once(
        ("signatures", period.pk), lambda: [Signature(pk, office, undone is None) for pk, office, undone in found]
    )


def standing_of(period: Period, office: Office) -> SignOff | None:
    """The signature of an office that stands."""
    standing = [one.pk for one in signatures(period) if one.office == office.pk and one.stands]
    if not standing:
        return None
    return SignOff.objects.filter(pk__in=standing, undone_at=None).select_related(*RELATED).first()


def standing_in(period: Period, offices: Iterable[int] | Q | None = None) -> dict[int, SignOff]:
    """Standing signatures by office, without their figures; of all, of some offices, or of those of a condition on a
    signature."""
    if not any(one.stands for one in signatures(period)):
        return {}
    found = SignOff.objects.filter(period=period, undone_at=None).select_related(*RELATED).defer(*_HEAVY)
    if offices is not None:
        found = found.filter(offices if isinstance(offices, Q) else Q(office__in=list(offices)))
    return {signoff.office_id: signoff for signoff in found}


def before(signoff: SignOff) -> SignOff | None:
    """The version before, which was undone."""
    found = SignOff.objects.filter(period=signoff.period_id, office=signoff.office_id, version__lt=signoff.version)
    return found.order_by("-version").first()


def city_pair(signoff: SignOff) -> list[SignOff]:
    """Both signatures under the city's figures, Bappeda's first; fewer while one is missing."""
    found = SignOff.objects.filter(period=signoff.period_id, office__kind__in=TOP, undone_at=None)
    return sorted(found.select_related(*RELATED), key=lambda one: one.office.kind != OfficeKind.BAPPEDA)


@dataclass(frozen=True, slots=True)
class Shown:
    """The published run, whose rows what is newer can move, and what becomes of the next run."""

    run: Run | None
    touched: Touched = NOBODY
    newest: Run | None = None

    def state(self, offices: Iterable[int]) -> str:
        """Why figures of these offices may not be signed on it: `none`, `running`, `failed`, `stale`; "": they may."""
        if self.run is None:
            return "none"
        if not self.touched.meets(offices):
            return ""
        return _NEWEST.get(self.newest.state, "stale") if self.newest else "stale"


_NEWEST = {RunState.RUNNING.value: "running", RunState.FAILED.value: "failed"}


def run_shown(period: Period) -> Shown:
    """The published run with what is newer than it. A closed period has nothing newer."""
    newest, run = run_latest(period), run_current(period)
    if run is None:
        return Shown(None, newest=newest)
    touched = touched_since(period, run) if period.closed_at is None else NOBODY
    return Shown(run, touched, newest)


def involved(period: Period) -> set[int]:
    """Offices that have a part in a period: a list of people is asked of them, or rows fell to them."""
    asked = set(Requirement.objects.filter(period=period, kind=Kind.LIST).values_list("office_id", flat=True))
    run = Subquery(CurrentRun.objects.filter(period=period).values("run")[:1])
    fell = Office.objects.filter(Exists(RunRow.objects.filter(run=run, office=OuterRef("pk")))).order_by()
    found = asked | set(fell.values_list("pk", flat=True))
    parents = Office.objects.filter(pk__in=found, kind=OfficeKind.KELURAHAN).values("region__parent")
    kecamatan = Office.objects.filter(kind=OfficeKind.KECAMATAN, region__in=parents)
    return found | set(kecamatan.values_list("pk", flat=True))


def lists_missing(period: Period, offices: Iterable[int]) -> dict[int, list[Requirement]]:
    """Lists that are asked and of which no version is accepted, by office. The branch's groups and posts may lack."""
    accepted = Upload.objects.filter(requirement=OuterRef("pk"), state=UploadState.ACCEPTED)
    wanted = Requirement.objects.filter(period=period, office__in=list(offices))
    wanted = wanted.filter(kind__in=[Kind.LIST, Kind.PARTICIPANTS, Kind.PAYMENTS]).exclude(Exists(accepted))
    found: dict[int, list[Requirement]] = {}
    for requirement in wanted.select_related("office"):
        found.setdefault(requirement.office_id, []).append(requirement)
    return found


@dataclass(frozen=True, slots=True)
class Branch:
    """One office in the tree of signatures. `open`: questions without an answer, `waits`: who owes these answers;
    `missing`: lists not handed in; `unsigned`: offices below it that have not signed; `run_state`: why its figures
    cannot be signed on the published run."""

    office: Office
    signoff: SignOff | None
    open: int = 0
    waits: Sequence[Wait] = ()
    missing: Sequence[Requirement] = ()
    unsigned: Sequence[Office] = ()
    run_state: str = ""

    @property
    def state(self) -> str:
        """`signed`, `busy` (something is open), `waiting` (for offices below or the run) or `ready` to be signed."""
        if self.signoff:
            return "signed"
        if self.open or self.missing:
            return "busy"
        return "waiting" if self.unsigned or self.run_state else "ready"


@dataclass(frozen=True)
class Standing:
    """Where the signature of one office stands: what is signed, what stands in its way, what lies below and above."""

    acting: Appointment
    period: Period
    office: Office
    signoff: SignOff | None
    shown: Shown
    run_state: str
    open: int
    missing: Sequence[Requirement]
    branches: Sequence[Branch]
    above: Sequence[SignOff]

    @property
    def run(self) -> Run | None:
        """The published run."""
        return self.shown.run

    @property
    def behind(self) -> bool:
        """Whether something newer than the run waits for the next one, but touches no row of this office."""
        return not self.run_state and self.shown.touched.anybody

    @cached_property
    def waits(self) -> list[Wait]:
        """Who owes the answers that this office's signature waits for."""
        return waits_of(self.period, [self.office.pk]).get(self.office.pk, []) if self.open else []

    @cached_property
    def unasked(self) -> Counter[int]:
        """Rows still to be decided, by office, about which nobody is asked."""
        return unasked(self.grounds) if self.grounds else Counter()

    @property
    def unsigned(self) -> list[Branch]:
        """Offices below that have not signed."""
        return [branch for branch in self.branches if branch.signoff is None]

    @property
    def on_behalf(self) -> bool:
        """Whether the camat would sign in the stead of an absent lurah."""
        return self.acting.office_id != self.office.pk

    @property
    def may(self) -> bool:
        """Whether the acting person is one who signs for this office, now or once nothing stands in the way."""
        if not self.on_behalf:
            return may_sign(self.acting.role, self.office.kind)
        return may_stand_in(self.acting, self.office)

    @property
    def too_early(self) -> bool:
        """Whether the lurah's own time has not run out yet."""
        return self.on_behalf and timezone.localdate() <= self.period.due

    @property
    def may_undo(self) -> bool:
        """Whether the acting person may undo the standing signature."""
        if self.signoff is None or self.above or self.period.closed_at is not None:
            return False
        return self.may and (not self.on_behalf or bool(self.signoff.on_behalf_of))

    @cached_property
    def grounds(self) -> Grounds | None:
        """What the figures are counted from."""
        return grounds_of(self.period, self.run, self.office) if self.run else None

    @cached_property
    def signed_below(self) -> list[SignOff]:
        """Standing signatures of the offices below, with their figures."""
        wanted = [branch.signoff.pk for branch in self.branches if branch.signoff]
        if not wanted:
            return []
        found = SignOff.objects.filter(pk__in=wanted).select_related(*RELATED)
        return sorted(found, key=lambda signoff: (signoff.office.region.code, signoff.office.name))

    @cached_property
    def figures(self) -> Figures | None:
        """The figures that would be signed."""
        if self.grounds is None:
            return None
        return figures_shown(self.grounds, [below_line(signoff) for signoff in self.signed_below])

    @cached_property
    def moved(self) -> list[Office]:
        """Offices below whose figures are no longer those they signed."""
        return moved_below(self.figures, self.signed_below) if self.figures else []

    @property
    def clear(self) -> bool:
        """Whether nothing stands in the way."""
        blocked = self.period.closed_at or self.signoff or self.run_state or self.open or self.missing or self.too_early
        return not blocked and not self.unsigned and not self.unasked and not self.moved


def may_stand_in(acting: Appointment, office: Office) -> bool:
    """Whether this is the camat of that kelurahan."""
    if acting.role != Role.CAMAT or office.kind != OfficeKind.KELURAHAN:
        return False
    return office.region.parent_id == acting.office.region_id


def below_line(signoff: SignOff) -> BelowLine:
    """A signature as the paper above tells it."""
    return BelowLine(
        office=signoff.office.name,
        version=signoff.version,
        name=signoff.name,
        nip=signoff.nip,
        title=title_told(signoff),
        signed_at=timezone.localtime(signoff.signed_at).isoformat(timespec="minutes"),
        digest=signoff.digest,
    )


def title_told(signoff: SignOff) -> str:
    """In which quality somebody signed: `Plt. Lurah Legok`, `Camat Danau Sipin, Plh. Lurah Legok`."""
    word = {"plt": "Plt. ", "plh": "Plh. "}.get(signoff.standing, "")
    if signoff.on_behalf_of:
        return f"{signoff.title}, {word}{signoff.on_behalf_of}"
    return f"{word}{signoff.title}"


def standing_get(acting: Appointment, period: Period, office: Office) -> Standing:
    """Where the signature of an office stands."""
    shown = run_shown(period)
    part = set() if office.kind in LEAVES else involved(period)
    under = [one for one in below(office) if one.pk in part] if part else []
    keys = [office.pk, *(one.pk for one in under)]
    counts, missing = open_counts(period, keys), lists_missing(period, keys)
    return Standing(
        acting=acting,
        period=period,
        office=office,
        signoff=standing_of(period, office),
        shown=shown,
        run_state=shown.state(offices_in(office) if gathers(office) else [office.pk]),
        open=counts.get(office.pk, 0),
        missing=missing.get(office.pk, []),
        branches=_branches(period, under, part, shown, counts, missing) if under else [],
        above=[] if office.kind in TOP else list(standing_in(period, Q(office__in=above(office).order_by())).values()),
    )


def waits_for_something(period: Period, office: Office) -> bool:
    """Whether a question or two tell already that an office cannot sign now, or has signed: where this says no, only
    `standing_get` knows."""
    return (
        any(one.office == office.pk and one.stands for one in signatures(period))
        or unfinished(period).filter(office=office).exists()
        or bool(lists_missing(period, [office.pk]))
    )


def _branches(
    period: Period,
    offices: Sequence[Office],
    part: Set[int],
    shown: Shown,
    counts: Mapping[int, int],
    missing: Mapping[int, Sequence[Requirement]],
) -> list[Branch]:
    """The offices below that have a part in the period, with their signatures and what each still waits for."""
    standing = standing_in(period)
    waits = waits_of(period, [one.pk for one in offices if one.pk not in standing and counts.get(one.pk)])
    unsigned: dict[int, list[Office]] = {}
    for one in Office.objects.filter(pk__in=part - standing.keys(), kind=OfficeKind.KELURAHAN).select_related("region"):
        unsigned.setdefault(one.region.parent_id or 0, []).append(one)
    return [
        Branch(
            office=one,
            signoff=standing.get(one.pk),
            open=counts.get(one.pk, 0),
            waits=waits.get(one.pk, ()),
            missing=missing.get(one.pk, ()),
            unsigned=unsigned.get(one.region_id, ()) if one.kind == OfficeKind.KECAMATAN else (),
            run_state=shown.state([one.pk]),
        )
        for one in offices
    ]
