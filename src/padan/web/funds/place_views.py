"""Where every rupiah is: a place, its postings, one posting with its file and its people, its commitments."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.domain.ledger import Finding
from padan.web.funds import selectors, services
from padan.web.funds.booking import held_by, move_of
from padan.web.funds.filing import kept
from padan.web.funds.forms import FIRST_YEAR, LAST_YEAR, PortionForm
from padan.web.funds.models import AccountKind, Posting, Source
from padan.web.funds.overview import Look, overview
from padan.web.funds.portions import told_of
from padan.web.funds.undoing import undoers_of
from padan.web.funds.words import MOVE_WORDS, STEP_WORDS
from padan.web.periods.models import segment_name
from padan.web.refusals import ForbiddenError, RefusedError, sentence
from padan.web.regions.models import Region
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS_A_PAGE = 50
SINGLE = 3
"""Places with one and the same finding that are told one by one; more of them are one line that opens."""
SETTLING = {"unmatched", "unsplit"}


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The acting office's own money, shown at once: a way round by another address would cost as much as a page."""
    return _shown(request, selectors.home_place(request.acting))


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a page tells it, with where it leads."""

    finding: Finding
    name: str
    source: str
    address: str

    @property
    def text(self) -> str:
        """What was found."""
        return self.finding.text("en" if get_language() == "en" else "id")

    @property
    def programme(self) -> str:
        """The programme, where it is of one."""
        return segment_name(self.finding.programme) if self.finding.programme else ""


@require_GET
def place(request: SignedInRequest, code: str) -> HttpResponse:
    """A place's money: findings first, then every source and year, then one of them in full with the places below."""
    return _shown(request, selectors.place_get(request.acting, code))


def _shown(request: SignedInRequest, found: Region) -> HttpResponse:
    look = Look(found, timezone.localdate())
    if "pada" in request.GET or "diketahui" in request.GET:
        return _known(request, look)
    source, year = _chosen(request, look)
    view = overview(look, source, year)
    children = selectors.children_of(found) if _sees_below(request, found) else []
    context = {
        "place": found,
        "view": view,
        "findings": _grouped(_told(look, [*view.findings])),
        "below": look.children(source, year, children) if source and year and children else [],
        "shares": [(line, segment_name(line.programme), _name(look, line.place)) for line in view.shares],
        "today": look.today,
        "role": Role(request.acting.role).name,
        "home": selectors.home_place(request.acting).pk == found.pk,
        "activities": selectors.activities_seen(request.acting, found)[:10],
    }
    return render(request, "funds/place.html", context)


def _known(request: SignedInRequest, look: Look) -> HttpResponse:
    """A place's money on a day, as it was known on another, beside what is known of that day now."""
    until, known = (_day(request.GET.get(name, ""), look.today) for name in ("pada", "diketahui"))
    lines = [
        (line, [(STEP_WORDS[one.step], one) for one in then], any(one.more for one in then))
        for line, then in look.known(until, known)
    ]
    context = {"place": look.place, "lines": lines, "until": until, "known": known, "today": look.today}
    return render(request, "funds/known.html", context)


def _day(text: str, today: date) -> date:
    """A day of an address, not later than today; today where it is none."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


def _sees_below(request: SignedInRequest, found: Region) -> bool:
    return found.level != "kelurahan"


def _chosen(request: SignedInRequest, look: Look) -> tuple[Source | None, int | None]:
    """Which source and year the address names; else the newest, an earmarked one first."""
    key, text = request.GET.get("sumber", ""), request.GET.get("tahun", "")
    if key in look.sources and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return look.sources[key], int(text)
    known = sorted(look.ground.pairs(), key=lambda pair: (-pair[1], not look.sources[pair[0]].earmarked))
    return (look.sources[known[0][0]], known[0][1]) if known else (None, None)


def _name(look: Look, code: str) -> str:
    names = {one.code: one.name for one in (*look.kelurahan, look.place)}
    return names.get(code) or _names().get(code, code)


def _names() -> dict[str, str]:
    return dict(Region.objects.filter(level="kecamatan").values_list("code", "name"))


def _told(look: Look, found: list[Finding]) -> list[Told]:
    names = {one.code: one.name for one in (*look.kelurahan, look.place)}
    names = {**_names(), **names} if any(one.place not in names for one in found) else names
    return [Told(one, names.get(one.place, one.place), str(look.sources[one.source]), _address(one)) for one in found]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind, source, year, programme and stage."""

    told: list[Told]

    @property
    def first(self) -> Told:
        """What they have in common stands in each."""
        return self.told[0]

    @property
    def many(self) -> bool:
        """Whether they are one line."""
        return len(self.told) > SINGLE

    @property
    def count(self) -> int:
        """How many places."""
        return len(self.told)

    @property
    def amount(self) -> int:
        """Rupiah together."""
        return sum(one.finding.amount for one in self.told)


def _grouped(told: list[Told]) -> list[Group]:
    """The same finding of many places as one line; in the order of the gravest of each."""
    groups: dict[tuple[str, str, int, str, str], list[Told]] = {}
    for one in told:
        found = one.finding
        groups.setdefault((found.code, found.source, found.year, found.programme, found.note), []).append(one)
    return [Group(found) for found in groups.values()]


def _address(one: Finding) -> str:
    if one.code in SETTLING:
        return reverse("funds:unsettled", args=[one.place])
    if one.code == "waiting":
        return reverse("funds:commitments", args=[one.place])
    if one.code == "activity":
        return reverse("funds:activities") + f"?tempat={one.place}"
    if one.code in ("share", "late", "blocked", "slow"):
        return reverse("funds:place", args=[one.place]) + f"?sumber={one.source}&tahun={one.year}"
    kinds = {"advance": "advance", "unallocated": "granted", "uncommitted": "paid"}
    kind = kinds.get(one.code, "paid")
    return reverse("funds:postings", args=[one.place]) + f"?sumber={one.source}&tahun={one.year}&pos={kind}"


@dataclass(frozen=True, slots=True)
class Line:
    """One posting as a list tells it."""

    posting: Posting

    @property
    def move(self) -> str:
        """What it does, or undoes."""
        return move_word(self.posting)


def move_word(posting: Posting) -> str:
    """What a posting does in words; of a reversal what it undoes."""
    undone = posting.reverses_id is not None
    word = str(MOVE_WORDS[move_of(posting.taken.kind, posting.given.kind, undone=undone)])
    return _("Pembatalan: %(what)s") % {"what": word} if undone else word


@require_GET
def postings(request: SignedInRequest, code: str) -> HttpResponse:
    """The postings behind a figure, the newest first."""
    found = selectors.place_get(request.acting, code)
    rows = selectors.postings_at(request.acting, found)
    key, year, kind = (request.GET.get(name, "") for name in ("sumber", "tahun", "pos"))
    if key:
        rows = rows.filter(given__source__key=key)
    if year.isdigit() and len(year) == 4:
        rows = rows.filter(given__year=int(year))
    if kind in AccountKind.values:
        rows = rows.filter(taken__kind=kind) | rows.filter(given__kind=kind)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "place": found,
        "page": page,
        "lines": [Line(one) for one in page],
        "sources": selectors.sources(),
        "kinds": AccountKind.choices,
        "key": key,
        "year": year,
        "kind": kind,
    }
    return render(request, "funds/postings.html", context)


@require_GET
def posting(request: SignedInRequest, posting: int) -> HttpResponse:
    """One posting: from where to where, its file, sheet and row, and for whom it was."""
    return _posting(request, selectors.posting_get(request.acting, posting), None)


def _posting(request: SignedInRequest, found: Posting, form: PortionForm | None) -> HttpResponse:
    portions = selectors.portions_of([found.pk])
    told = told_of([found.pk]).get(found.pk, 0)
    paid = found.given.kind == AccountKind.PAID and found.reverses_id is None
    undone = getattr(found, "reversed_by", None)
    own = request.acting.role == Role.BPKAD or request.acting.office.region_id == found.given.place_id
    page = Paginator(portions, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "posting": found,
        "move": move_word(found),
        "page": page,
        "unassigned": found.amount - told if paid else 0,
        "paid": paid,
        "undone": undone,
        "may_undo": found.reverses_id is None and not undone and request.acting.role in undoers_of(found),
        "form": form or PortionForm(initial={"month": found.event_month or found.day}),
        "may_tell": paid and not undone and own and told < found.amount,
    }
    return render(request, "funds/posting.html", context, status=422 if form and form.errors else 200)


@require_POST
def portion(request: SignedInRequest, posting: int) -> HttpResponse:
    """For whom a part of a payment was."""
    found = selectors.posting_get(request.acting, posting)
    form = PortionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _posting(request, found, form)
    said: dict[str, Any] = {**form.cleaned_data, "proof_file": kept(form.cleaned_data.get("proof_file"))[0]}
    try:
        services.portion_add(acting=request.acting, posting=found, handed=services.Handed(**said))
    except ForbiddenError:
        raise
    except RefusedError as error:
        form.add_error(None, sentence(error))
        return _posting(request, found, form)
    messages.success(request, _("Penerima dicatat."))
    return redirect("funds:posting", posting=found.pk)


@require_GET
def unsettled(request: SignedInRequest, code: str) -> HttpResponse:
    """Lines of files that fit nothing yet, each with the reason."""
    found = selectors.place_get(request.acting, code)
    page = Paginator(selectors.lines_to_settle(found), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "funds/unsettled.html", {"place": found, "page": page})


@require_GET
def commitments(request: SignedInRequest, code: str) -> HttpResponse:
    """What decrees have promised at a place and below it, with what was paid and what waits."""
    found = selectors.place_get(request.acting, code)
    page = Paginator(selectors.commitments_at(request.acting, found), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    held = held_by(page.object_list)
    context = {
        "place": found,
        "page": page,
        "lines": [held[one.pk] for one in page],
        "plans": request.acting.role == Role.BAPPEDA,
    }
    return render(request, "funds/commitments.html", context)


@require_GET
def commitment(request: SignedInRequest, commitment: int) -> HttpResponse:
    """One commitment and the postings for it."""
    found = selectors.commitment_get(request.acting, commitment)
    rows = selectors.postings_at(request.acting, found.place).filter(commitment=found)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "held": held_by([found])[found.pk],
        "commitment": found,
        "page": page,
        "lines": [Line(one) for one in page],
        "plans": request.acting.role == Role.BAPPEDA and found.state == "open",
    }
    return render(request, "funds/commitment.html", context)
