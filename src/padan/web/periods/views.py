"""Pages of this room."""

from collections.abc import Sequence
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.accounts.models import Appointment, Office
from padan.web.periods import selectors, services
from padan.web.periods.board import STANDINGS, STATES, Line, Standing, lines
from padan.web.periods.forms import PeriodChangeForm, PeriodForm, RequirementForm
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.periods.reminding import reminder_text
from padan.web.periods.todo import Todo, left_to_do, moving
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import OfficeKind, Role

MAY_OPEN = frozenset({Role.BAPPEDA})
MAY_SEE_BOARD = frozenset(Role) - {Role.ADMINISTRATOR}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is left to do for the acting office in the newest period, the most harmful first; then in others that are
    still open. Nothing else."""
    acting = getattr(request, "acting", None)
    period = selectors.period_current(acting) if acting else None
    todos = left_to_do(acting, period) if acting and period else []
    context = {
        "period": period,
        "todos": todos,
        "earlier": _left_elsewhere(acting, period, todos) if acting and period else [],
        "moving": moving(acting, period) if acting and period else [],
        "may_open": bool(acting and acting.role in MAY_OPEN),
        "sees_board": bool(acting and acting.role in MAY_SEE_BOARD),
        "days_left": (period.due - timezone.localdate()).days if period else None,
    }
    return render(request, "periods/home.html", context)


MOST_PERIODS = 4


def _left_elsewhere(acting: Appointment, period: Period, known: list[Todo]) -> list[tuple[Period, list[Todo]]]:
    """What is left in other open periods; what is told of every period alike is told once."""
    told = {todo.address for todo in known}
    found = []
    for other in selectors.periods_open_beside(period)[:MOST_PERIODS]:
        fresh = [todo for todo in left_to_do(acting, other) if todo.address not in told]
        told |= {todo.address for todo in fresh}
        if fresh:
            found.append((other, fresh))
    return found


@require_GET
def board(request: SignedInRequest, key: str = "") -> HttpResponse:
    """Who has handed in what, by kecamatan; for each office only what it may see."""
    period = selectors.period_get(request.acting, key) if key else selectors.period_current(request.acting)
    if period is None:
        context = {"may_open": request.acting.role in MAY_OPEN, "periods": selectors.periods_known()}
        return render(request, "periods/no_period.html", context)
    found = lines(request.acting, period, selectors.requirements_of(request.acting, period))
    wanted = request.GET.get("keadaan", "")
    shown = [line for line in found if not wanted or line.word == wanted]
    context = {
        "period": period,
        "periods": selectors.periods_known(),
        "columns": STATES,
        "groups": _by_kecamatan(shown),
        "filters": _filters(found, wanted),
        "wanted": wanted,
        "all": len(found),
        "may_open": request.acting.role in MAY_OPEN,
    }
    return render(request, "periods/board.html", context)


def _by_kecamatan(shown: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    ordered = sorted(shown, key=lambda line: _place(line.office))
    return [(name, list(group)) for (_, name), group in groupby(ordered, key=lambda line: _place(line.office)[:2])]


def _place(office: Office) -> tuple[str, str, str, str]:
    """Where an office stands on the board: its kecamatan first, then the kecamatan's kelurahan, the city's last."""
    region = office.region
    if office.kind == OfficeKind.KELURAHAN and region.parent:
        return region.parent.code, region.parent.name, "1", region.code
    if office.kind == OfficeKind.KECAMATAN:
        return region.code, region.name, "0", region.code
    return "~", region.name, "2", office.name


def _filters(found: Sequence[Line], wanted: str) -> list[tuple[str, str, int, bool]]:
    """(word in the address, what people read, how many, chosen) of each standing."""
    made = []
    for standing in Standing:
        word, label, _ = STANDINGS[standing]
        made.append((word, str(label), sum(1 for line in found if line.standing is standing), word == wanted))
    return made


@require_http_methods(["GET", "POST"])
def period_new(request: SignedInRequest) -> HttpResponse:
    """Bappeda opens a period."""
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stated = services.NewPeriod(
            key=form.cleaned_data["key"],
            due=form.cleaned_data["due"],
            as_of=form.cleaned_data["as_of"],
            opds=list(form.cleaned_data.get("opds") or []),
        )
        try:
            opened = services.period_open(acting=request.acting, period=stated)
            return redirect("periods:requirements", key=opened.key)
        except RefusedError as error:
            form.add_error("key", sentence(error))
    return render(request, "periods/open.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def requirements(request: SignedInRequest, key: str) -> HttpResponse:
    """What a period asks of whom."""
    period = selectors.period_get(request.acting, key)
    return _requirements(request, period, RequirementForm(), _change_form(period))


def _change_form(period: Period) -> PeriodChangeForm:
    return PeriodChangeForm({"name": period.name, "due": period.due, "as_of": period.as_of})


def _requirements(
    request: SignedInRequest, period: Period, form: RequirementForm, change: PeriodChangeForm
) -> HttpResponse:
    asked = selectors.requirements_of(request.acting, period)
    groups = [(office, list(group)) for office, group in groupby(asked, key=lambda requirement: requirement.office)]
    context = {"period": period, "groups": groups, "form": form, "change": change}
    return render(request, "periods/requirements.html", context, status=422 if form.errors or change.errors else 200)


@require_POST
def requirement_add(request: SignedInRequest, key: str) -> HttpResponse:
    """One more list."""
    period = selectors.period_get(request.acting, key)
    form = RequirementForm(request.POST)
    if not form.is_valid():
        return _requirements(request, period, form, _change_form(period))
    services.requirement_add(
        acting=request.acting,
        period=period,
        office=form.cleaned_data["office"],
        kind=Kind(form.cleaned_data["kind"]),
        segment=form.cleaned_data["segment"],
        due=form.cleaned_data["due"],
    )
    return redirect("periods:requirements", key=key)


@require_POST
def requirement_remove(request: SignedInRequest, requirement: int) -> HttpResponse:
    """A list that is not asked after all."""
    found = selectors.requirement_get(request.acting, requirement)
    key = found.period.key
    services.requirement_remove(acting=request.acting, requirement=found)
    return redirect("periods:requirements", key=key)


@require_POST
def period_change(request: SignedInRequest, key: str) -> HttpResponse:
    """Name, last day, as-of day."""
    period = selectors.period_get(request.acting, key)
    form = PeriodChangeForm(request.POST)
    if not form.is_valid():
        return _requirements(request, period, RequirementForm(), form)
    services.period_change(acting=request.acting, period=period, **form.cleaned_data)
    return redirect("periods:requirements", key=key)


@require_POST
def period_close(request: SignedInRequest, key: str) -> HttpResponse:
    """Nothing changes in it any more."""
    services.period_close(acting=request.acting, period=selectors.period_get(request.acting, key))
    return redirect("periods:board_of", key=key)


@require_http_methods(["GET", "POST"])
def reminders(request: SignedInRequest, key: str) -> HttpResponse:
    """Those who are late: Bappeda ticks them, the e-mail goes out, and each has a text to copy."""
    period = selectors.period_get(request.acting, key)
    late = [
        (line, lacking)
        for line in lines(request.acting, period, selectors.requirements_of(request.acting, period))
        if line.standing < Standing.IN and (lacking := lacking_of(line))
    ]
    if request.method == "POST":
        chosen = set(request.POST.getlist("office"))
        asked = [(line.office, lacking) for line, lacking in late if str(line.office.pk) in chosen]
        services.reminders_ask(acting=request.acting, period=period, lacking=asked)
        return redirect("periods:reminders", key=key)
    context = {
        "period": period,
        "late": [(line, reminder_text(period, lacking)) for line, lacking in late],
        "sent": selectors.reminders_of(period)[:100],
    }
    return render(request, "periods/reminders.html", context)


def lacking_of(line: Line) -> list[Requirement]:
    """The lists that an office still owes: those that no column knows to be in."""
    return [requirement for requirement in line.requirements if requirement.pk not in line.handed_in]
