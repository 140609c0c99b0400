"""Pages of candidates: of an office by state, one with a form, and steps for one or for a whole list."""

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
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.succession import DEPARTURES
from padan.web.audit.services import reading_log
from padan.web.protection import paying, ruling, selectors, services, showing
from padan.web.protection.enrolment import CRITERIA, label_of
from padan.web.protection.forms import CandidateForm, NewCandidateForm, StepForm
from padan.web.protection.models import Candidate, CandidateState
from padan.web.protection.people_views import ROWS_A_PAGE, may
from padan.web.protection.refusals import MONTH_NEEDED, NO_NAME, NOT_NOW
from padan.web.protection.saying import OF_PERSON, said_of
from padan.web.requests import SignedInRequest
from padan.web.roles import OfficeKind

OWN_ROW = "baris kantor sendiri"


def _asked(request: SignedInRequest, given: Any) -> tuple[list[int], int, list[tuple[str, str]], str]:
    """Years to choose from, the year asked for, its programmes, and the programme asked for."""
    today = timezone.localdate()
    years = selectors.years_known(today)
    year = showing.year_asked(given.get("tahun", ""), years, today.year)
    programmes = showing.programme_choices(year)
    keys = [key for key, _name in programmes]
    programme = given.get("program", "")
    return years, year, programmes, programme if programme in keys else (keys[0] if keys else "")


@require_GET
def candidates(request: SignedInRequest) -> HttpResponse:
    """Candidates within reach: counts by state and step, those that need something first."""
    years, year, programmes, programme = _asked(request, request.GET)
    acting, state, step = request.acting, request.GET.get("keadaan", ""), request.GET.get("langkah", "")
    found = selectors.candidates_of(acting, year, programme)
    if state in CandidateState.values:
        found = found.filter(state=state).exclude(step=showing.ENDED)
    elif state == showing.ENDED:
        found = found.filter(step=showing.ENDED)
    if step:
        found = found.filter(step=step)
    if request.GET.get("kurang") == "ya":
        found = found.filter(selectors.LACKING)
    if request.GET.get("giliran") == "ya":
        found = found.filter(selectors.turn_of(acting))
    page = Paginator(selectors.as_listed(found), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    counts = selectors.counts_of(acting, year, programme)
    takes, left = may(request, "protection:steps"), selectors.left_reasons(page)
    context = {
        "years": years,
        "year": year,
        "year_text": str(year),
        "programmes": programmes,
        "programme": programme,
        "programme_name": ruling.programme_name(programme),
        "states": [
            *((s.value, s.label, counts["state"][s.value], showing.tone(s.value)) for s in CandidateState),
            *([(showing.ENDED, _("Sudah berakhir"), counts["ended"]["n"], "")] if counts["ended"]["n"] else []),
        ],
        "steps": [(key, showing.step_word(key), n) for key, n in counts["step"].items() if n],
        "missing": counts["missing"]["n"],
        "state": state,
        "step": step,
        "page": page,
        "carried": _carried(request),
        "lines": [_line(candidate, left.get(candidate.pk, "")) for candidate in page],
        "takeable": _takeable(request, year, programme) if takes else [],
        "today": timezone.localdate(),
        "proposes": may(request, "protection:candidate_new", "GET"),
        "sheets": may(request, "protection:sheets", "GET"),
        "exchange": may(request, "protection:enquiries", "GET"),
    }
    return render(request, "protection/candidates.html", context)


def _carried(request: SignedInRequest) -> str:
    """What an address says of the list, for its other pages."""
    kept = request.GET.copy()
    kept.pop("halaman", None)
    return f"{kept.urlencode()}&" if kept else ""


def _line(candidate: Candidate, left: str = "") -> dict[str, Any]:
    word, tone = showing.state_shown(candidate, left)
    return {
        "candidate": candidate,
        "step": showing.step_word(candidate.step),
        "state": word,
        "tone": tone,
        "ended": candidate.step == showing.ENDED,
        "reasons": showing.reason_words(candidate.reasons),
        "warnings": showing.reason_words(candidate.warnings),
        "missing": [label_of(field) for field in candidate.missing],
    }


def _takeable(request: SignedInRequest, year: int, programme: str) -> list[tuple[str, str, int]]:
    buttons = {
        "verified": _("Verifikasi semua"),
        "checked": _("Nyatakan semua diperiksa"),
        "paid": _("Catat semua dibayar"),
    }
    found = selectors.takeable(request.acting, year, programme)
    return [(step, buttons[step], len(ids)) for step, ids in found]


@require_POST
def steps(request: SignedInRequest) -> HttpResponse:
    """A whole list takes one step: everybody within reach whose turn it is; a payment those alone for whom it is known,
    for nobody is called paid by guessing."""
    _years, year, _programmes, programme = _asked(request, request.POST)
    form, step = StepForm(request.POST), request.POST.get("step", "")
    form.is_valid()
    said = form.cleaned_data
    month = form.month_paid()
    if step == "paid" and month is None:
        raise MONTH_NEEDED
    ids = dict(selectors.takeable(request.acting, year, programme)).get(step, [])
    known = _paid_for(request, year, programme, ids, month) if step == "paid" and month else ids
    if len(known) < len(ids):
        told = {"n": len(ids) - len(known)}
        messages.info(request, _("%(n)s calon tidak: buku kas belum mengenal pembayaran bulan itu untuknya.") % told)
    taken = services.steps_take(
        acting=request.acting, candidates=known, step=step, day=said.get("day") or timezone.localdate(), month=month,
        document=said.get("document") or "",
    )  # fmt: skip
    messages.success(request, _("%(n)s calon: %(step)s.") % {"n": taken.count, "step": showing.step_word(step)})
    for (text_id, text_en), n in taken.left.items():
        text = text_en if showing.language() == "en" else text_id
        messages.info(request, _("%(n)s calon tidak: %(why)s") % {"n": n, "why": text})
    return redirect(f"{reverse('protection:candidates')}?tahun={year}&program={programme}")


def _paid_for(request: SignedInRequest, year: int, programme: str, candidates: list[int], month: date) -> list[int]:
    """Those of the candidates for whom a payment in a month is known."""
    found = selectors.candidates_of(request.acting, year, programme).order_by()
    persons = dict(found.values_list("pk", "person_id"))
    paid = paying.paid_in(programme, set(persons.values()), month)
    return [pk for pk in candidates if persons.get(pk) in paid]


@require_GET
def candidate(request: SignedInRequest, pk: int) -> HttpResponse:
    """One candidate: state and reasons, what is missing with its form, the way so far, the next step."""
    found = selectors.candidate_get(request.acting, pk)
    own = found.office_id == request.acting.office_id and may(request, "protection:fill")
    if own:
        reading_log(acting=request.acting, about=found.person, reason=OWN_ROW, request=request)
    steps_so_far = list(selectors.steps_of(found))
    context = {
        **_line(found, steps_so_far[-1].reason if steps_so_far else ""),
        "person": found.person,
        "programme_name": ruling.programme_name(found.programme),
        "facts": showing.fact_lines(found.person.facts.order_by("-day", "-pk")),
        "way": [(step, showing.step_word(step.step)) for step in steps_so_far],
        "last_reason": steps_so_far[-1].reason if steps_so_far else "",
        "proposals": found.proposals.select_related("office").order_by("pk"),
        "form": CandidateForm(_fields(found), values=said_of(found, found.person), missing=found.missing)
        if own
        else None,
        "offered": showing.offered(found, request.acting.role) if may(request, "protection:step") else [],
        "causes": [(key, words[get_language() == "en"]) for key, words in DEPARTURES.items()],
        "today": timezone.localdate(),
    }
    return render(request, "protection/candidate.html", context)


def _fields(found: Candidate) -> list[str]:
    """The law's fields, then who the person is, then what the order asks."""
    day = ruling.first_day(found.year, timezone.localdate())
    return list(dict.fromkeys([*ruling.needed_fields(found.programme, day), *OF_PERSON, *CRITERIA]))


@require_POST
def fill(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of one candidate."""
    found = selectors.candidate_get(request.acting, pk)
    form = CandidateForm(_fields(found), request.POST)
    form.is_valid()
    filled = services.candidate_fill(
        acting=request.acting, candidate=found, values=form.values(), family=form.family(found.person.no_kk),
        today=timezone.localdate(),
    )  # fmt: skip
    left = ", ".join(label_of(field) for field in filled.missing)
    messages.success(request, _("Tersimpan. Masih kurang: %(what)s.") % {"what": left} if left else _("Tersimpan."))
    return redirect("protection:candidate", pk=pk)


@require_POST
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """One step of one candidate, of those that are taken here. A decree is set under Penetapan alone, where its months
    are told; the branch's steps follow from its lists."""
    if request.POST.get("step", "") in showing.ELSEWHERE:
        raise NOT_NOW
    found, form = selectors.candidate_get(request.acting, pk), StepForm(request.POST)
    form.is_valid()
    said, wanted = form.cleaned_data, request.POST.get("step", "")
    taken = services.step_take(
        acting=request.acting, candidate=found, step=wanted, day=form.on(wanted, timezone.localdate()),
        reason=said.get("reason") or "", document=said.get("document") or "", month=form.month_paid(),
        cause=said.get("cause") or "",
    )  # fmt: skip
    messages.success(request, _("Tercatat: %(step)s.") % {"step": showing.step_word(taken.step)})
    if said.get("cause") == "died" and taken.step == "ended":
        messages.info(request, _("Laporkan kematiannya di sini, supaya santunan keluarganya tidak terlewat."))
        return redirect("cover:report", pk=found.person_id)
    return redirect("protection:candidate", pk=pk)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """One person proposed, on a phone."""
    years, year, programmes, programme = _asked(request, request.POST or request.GET)
    day = ruling.first_day(year, timezone.localdate())
    fields = list(dict.fromkeys([*OF_PERSON, *ruling.needed_fields(programme, day), *CRITERIA]))
    if request.method == "POST":
        return _propose(request, years, programmes, fields)
    region = request.acting.office.region if request.acting.office.kind == OfficeKind.KELURAHAN else None
    context = {
        "about": NewCandidateForm(programmes, years, initial={"programme": programme, "year": year}),
        "form": CandidateForm(fields, missing=(*OF_PERSON, "address", "phone", "job")),
        "region": region,
    }
    return render(request, "protection/candidate_new.html", context)


def _propose(
    request: SignedInRequest, years: list[int], programmes: list[tuple[str, str]], fields: list[str]
) -> HttpResponse:
    about, form = NewCandidateForm(programmes, years, request.POST), CandidateForm(fields, request.POST)
    form.is_valid()
    if not about.is_valid():
        if not form.values().get("name"):
            raise NO_NAME
        return render(request, "protection/candidate_new.html", {"about": about, "form": form}, status=422)
    said, values = about.cleaned_data, form.values()
    made = services.candidate_propose(
        acting=request.acting, programme=said["programme"], year=said["year"], values=values, origin=said["origin"],
        rank=said["rank"], minutes=said["minutes"], today=timezone.localdate(),
    )  # fmt: skip
    if made.office_id != request.acting.office_id:
        told = {"office": made.office.name}
        messages.info(request, _("Orang ini sudah diusulkan %(office)s; usulan Anda dicatat di sana.") % told)
        return redirect("protection:candidates")
    family = form.family(values.get("kk", ""))
    if family:
        services.candidate_fill(
            acting=request.acting, candidate=made, values={}, family=family, today=timezone.localdate()
        )
    messages.success(request, _("Diusulkan."))
    return redirect("protection:candidate", pk=made.pk)
