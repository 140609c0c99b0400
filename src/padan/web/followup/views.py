"""Pages of follow-ups: what is left to do, one with its steps, a new one, reminders."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.followups import CLOSED, DUE, PROOF, REASON, FollowUpStep
from padan.web import vault
from padan.web.accounts.models import Appointment, Office
from padan.web.accounts.selectors import offices_within
from padan.web.audit.services import download_log
from padan.web.followup import selectors, services
from padan.web.followup.forms import StepForm, TaskForm, offices_named
from padan.web.followup.models import EarlyWarning, FollowUp, step_label
from padan.web.followup.people import head_of
from padan.web.followup.refusals import NOT_YOURS
from padan.web.followup.reminding import nudge_rule, nudge_text
from padan.web.followup.rights import GIVE
from padan.web.followup.saying import form_faults
from padan.web.followup.tasking import NewTask, Taken, has_part, steps_open
from padan.web.followup.warning_words import warning_text
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

AT_A_TIME = 50
USUAL_PAUSE = 7
"""Days between two reminders of one follow-up, where nobody has said otherwise."""
SOON = timedelta(days=7)
USUAL_TIME = timedelta(days=14)
TONES = {"open": "", "in_work": "", "done": "warn", "confirmed": "good", "sent_back": "grave", "cancelled": "",
         "settled": "good"}  # fmt: skip


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Follow-ups within reach by their day; what is overdue is marked."""
    acting, today = request.acting, timezone.localdate()
    kinds: dict[str, tuple[str, QuerySet[FollowUp]]] = {
        "": (_("Belum selesai"), selectors.followups_open(acting)),
        "lewat": (_("Lewat waktu"), selectors.followups_overdue(acting, today)),
        "disahkan": (_("Menunggu disahkan"), selectors.followups_of(acting).filter(state="done")),
        "semua": (_("Semua"), selectors.followups_of(acting)),
    }
    wanted = request.GET.get("keadaan", "")
    found = kinds.get(wanted, kinds[""])[1]
    page = Paginator(found, AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "lines": [_line(one) for one in page.object_list],
        "kinds": [(key, label, rows.count(), key == wanted) for key, (label, rows) in kinds.items()],
        "wanted": wanted,
        "warnings": sum(selectors.warning_counts(acting).values()),
        "may_give": GIVE.admits(Role(acting.role)),
        "may_remind": acting.role == Role.BAPPEDA,
    }
    return render(request, "followup/home.html", context)


def _line(one: FollowUp) -> dict[str, Any]:
    return {
        "task": one,
        "overdue": one.overdue_on(timezone.localdate()),
        "tone": TONES.get(one.state, ""),
        "person": selectors.person_of(one),
    }


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Give an office something to do, from a warning or from nothing."""
    offices = list(offices_within(request.acting).exclude(kind="administrator"))
    warning = _warning(request)
    people = _people(request, offices, warning)
    initial: dict[str, Any] = {"due": timezone.localdate() + USUAL_TIME}
    if warning is not None:
        initial |= {"office": warning.office.name, "what": warning_text(warning)}
    form, refusal = TaskForm(request.POST or None, initial=initial, people=people), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        named = offices_named(data["office"], offices)
        if not named:
            form.add_error("office", _("Kantor ini tidak dikenal atau di luar wilayah Anda. Pilih dari daftar."))
        else:
            person = next((one for one in people if str(one.pk) == data.get("person")), None)
            task = NewTask(data["what"], named[0], data["due"], person or head_of(named[0]), warning)
            try:
                made = services.follow_up_give(acting=request.acting, task=task, today=timezone.localdate())
                return redirect("followup:one", pk=made.pk)
            except RefusedError as error:
                refusal = sentence(error)
    context = {"form": form, "offices": offices, "warning": warning, "refusal": refusal}
    return render(request, "followup/new.html", context, status=422 if request.method == "POST" else 200)


def _warning(request: SignedInRequest) -> EarlyWarning | None:
    asked = request.POST.get("peringatan") or request.GET.get("peringatan") or ""
    plain = asked.isascii() and asked.isdecimal() and len(asked) <= 18
    return selectors.warning_get(request.acting, int(asked)) if plain else None


def _people(request: SignedInRequest, offices: Sequence[Office], warning: EarlyWarning | None) -> list[Appointment]:
    """Who holds the office that a warning is for."""
    if warning is None or warning.office_id not in {office.pk for office in offices}:
        return []
    held = Appointment.objects.filter(office=warning.office_id, until=None).select_related("user")
    return list(held.order_by("user__full_name"))


@require_GET
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """One follow-up: what, who, when, its steps with their proof, and what may be done next."""
    return _page(request, selectors.followup_get(request.acting, pk))


def _page(request: SignedInRequest, found: FollowUp, *, refusal: str = "", open_step: str = "") -> HttpResponse:
    steps = selectors.steps_of(found)
    context = {
        "task": found,
        "person": selectors.person_of(found),
        "overdue": found.overdue_on(timezone.localdate()),
        "tone": TONES.get(found.state, ""),
        "steps": [(step, step_label(step.step)) for step in steps],
        "nexts": [_next(step, len(steps)) for step in steps_open(request.acting, found)],
        "warning": found.warning and warning_text(found.warning),
        "sees_meeting": found.meeting_id and selectors.meetings_of(request.acting).filter(pk=found.meeting_id).exists(),
        "over": found.state in CLOSED,
        "concerns": selectors.concerns_of(request.acting, found),
        "refusal": refusal,
        "open_step": open_step,
    }
    return render(request, "followup/one.html", context, status=422 if refusal else 200)


def _next(step: FollowUpStep, seen: int) -> dict[str, Any]:
    form = StepForm(initial={"step": step.key, "seen": seen}, auto_id=f"id_{step.key}_%s")
    if PROOF not in step.needs:
        del form.fields["proofs"]
    if DUE not in step.needs:
        del form.fields["due"]
    if REASON in step.needs:
        form.fields["words"].label = _("Alasan")
    return {"step": step, "label": _DO[step.key](), "form": form, "proof": PROOF in step.needs}


_DO = {
    "in_work": lambda: _("Mulai dikerjakan"),
    "done": lambda: _("Nyatakan selesai"),
    "confirmed": lambda: _("Sahkan selesai"),
    "sent_back": lambda: _("Kembalikan"),
    "cancelled": lambda: _("Batalkan"),
    "moved": lambda: _("Geser batas waktu"),
}


@require_POST
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the next step."""
    found = selectors.followup_get(request.acting, pk)
    if not has_part(request.acting, found):
        raise NOT_YOURS
    form = StepForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, refusal=form_faults(form), open_step=request.POST.get("step", "")[:10])
    data = form.cleaned_data
    taken = Taken(data["words"], data["proofs"], data["due"])
    try:
        services.step_take(
            acting=request.acting, follow_up=found, step=data["step"], seen=data["seen"],
            today=timezone.localdate(), taken=taken, request=request,
        )  # fmt: skip
    except RefusedError as error:
        if error.status != 422:
            raise
        return _page(request, found, refusal=sentence(error), open_step=data["step"])
    messages.success(request, _("Langkah disimpan."))
    return redirect("followup:one", pk=found.pk)


@require_GET
def evidence(request: SignedInRequest, pk: int) -> FileResponse:
    """A file of proof, as it was filed."""
    found = selectors.evidence_get(request.acting, pk)
    download_log(acting=request.acting, what="followup.evidence", about=found, request=request)
    file = vault.path_of(found.sha256).open("rb")
    return FileResponse(file, as_attachment=True, filename=found.filename, content_type=found.kind)


@require_http_methods(["GET", "POST"])
def remind(request: SignedInRequest) -> HttpResponse:
    """Offices that are late: Bappeda ticks them, the e-mail goes out, and each has a text to copy."""
    today = timezone.localdate()
    soon = request.GET.get("sampai") == "sepekan"
    late = selectors.late_by_office(request.acting, today + SOON if soon else today - timedelta(days=1))
    if request.method == "POST" and "aturan" in request.POST:
        return _rule_set(request)
    if request.method == "POST":
        chosen = set(request.POST.getlist("kantor"))
        wanted = [(office, tasks) for office, tasks in late if str(office.pk) in chosen]
        asked = services.nudges_ask(acting=request.acting, late=wanted)
        messages.success(request, _("%(n)d pengingat dibuat dan segera dikirim.") % {"n": len(asked)})
        return redirect("followup:remind")
    nudged = selectors.nudges_of(office.pk for office, _tasks in late)
    lines = [(office, tasks, nudge_text(office, tasks), nudged.get(office.pk)) for office, tasks in late]
    rule = nudge_rule()
    context = {"lines": lines, "soon": soon, "rule": rule, "days": rule.every_days if rule else USUAL_PAUSE}
    return render(request, "followup/remind.html", context)


def _rule_set(request: SignedInRequest) -> HttpResponse:
    """Whether the worker reminds by itself, and how often."""
    days, on = request.POST.get("hari", ""), request.POST.get("sendiri") == "ya"
    every = int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0
    services.nudge_rule_set(acting=request.acting, on=on, every_days=every, request=request)
    done = _("Pengingat dikirim sendiri setiap pagi kepada yang terlambat.")
    messages.success(request, done if on else _("Pengingat tidak lagi dikirim sendiri."))
    return redirect("followup:remind")
