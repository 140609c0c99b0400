"""Pages of claims: the report, the list, one claim with its steps."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.benefits import PROOF, REASON, ClaimStep, next_steps
from padan.web.cover import selectors, services, wording
from padan.web.cover.crediting import ANSWERERS, asked_of, booked_of
from padan.web.cover.forms import CreditForm, ReportForm, StepForm
from padan.web.cover.models import Claim, ClaimKind, CreditAnswer, step_label
from padan.web.cover.rights import CREDITS, STEPS
from padan.web.protection.models import Person
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach, Role

AT_A_TIME = 50


@require_GET
def claims(request: SignedInRequest) -> HttpResponse:
    """Claims to follow, families at risk first; `semua` shows the finished ones too."""
    everything = request.GET.get("semua") == "ya"
    office, area = request.GET.get("kantor", ""), request.GET.get("kecamatan", "")[:13]
    named = selectors.office_named(request.acting, office) if request.acting.reach is not Reach.SENT else None
    credit = request.GET.get("pengurang") == "ya"
    found = selectors.claims_shown(request.acting, open_only=not everything, credit=credit, office=office, area=area)
    page = Paginator(found, AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "found": [_line(one) for one in page.object_list],
        "everything": everything,
        "credit": credit,
        "office": named,
        "area": area,
        "area_name": selectors.area_name(area) if area else "",
        "at_branch": request.acting.reach is Reach.SENT,
    }
    return render(request, "cover/claims.html", context)


def _line(one: Claim) -> dict[str, Any]:
    return {"claim": one, "covered": _covered(one), "reason": _reason(one)}


def _covered(one: Claim) -> tuple[str, str]:
    """The words and the colour of whether it is covered."""
    if one.covered is None:
        return _("belum dapat dipastikan"), "warn"
    return (_("terlindungi"), "good") if one.covered else (_("tidak terlindungi"), "grave")


def _reason(one: Claim) -> str:
    """The reason of what decides: a protection that is covered, else the first."""
    firsts = [line for line in one.finding if line["counts"]]
    chosen = next((line for line in firsts if line["covered"]), next(iter(firsts), None))
    return wording.claim_reason(chosen["reason"]) if chosen else _("tidak tercatat dilindungi")


@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Report a death or an accident of one person."""
    person = selectors.person_get(request.acting, pk)
    form = ReportForm(request.POST or None, initial=_just_told(person))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            claim = services.claim_report(acting=request.acting, person=person, report=services.Report(**told))
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Laporan disimpan dan langsung diperiksa."))
            return redirect("cover:claim", pk=claim.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "cover/report.html", {"person": person, "form": form, "refusal": refusal}, status=status)


def _just_told(person: Person) -> dict[str, Any]:
    """Day and document of a death with which a proposal of the person was ended: nobody types them twice."""
    told = selectors.death_told_of(person)
    return {"kind": ClaimKind.DEATH, "happened_on": told[0], "document": told[1]} if told else {}


@require_GET
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """One claim: whether it is covered and why, its steps, and what may be done next."""
    return _page(request, selectors.claim_get(request.acting, pk))


def _page(
    request: SignedInRequest, found: Claim, *, refusal: str = "", open_step: str = "", form: CreditForm | None = None
) -> HttpResponse:
    steps = selectors.steps_of(found)
    context = {
        "claim": found,
        "person": found.person,
        "covered": _covered(found),
        "reason": _reason(found),
        "finding": [
            {
                **line,
                "segment": wording.segment(line["segment"]),
                "reading": line["reading"].upper(),
                "reason": wording.claim_reason(line["reason"]),
            }
            for line in found.finding
        ],
        "steps": [(one, step_label(one.step)) for one in steps],
        "nexts": _nexts(request, found, len(steps)),
        "open_step": open_step,
        "refusal": refusal,
        "credit": _credit(request, found, form),
        "sees_person": request.acting.reach is not Reach.SENT,
    }
    return render(request, "cover/claim.html", context, status=422 if refusal else 200)


def _credit(request: SignedInRequest, found: Claim, form: CreditForm | None) -> dict[str, Any] | None:
    """Contributions paid after the death: what is proposed, what the branch answered, and where to enter its answer."""
    answers = selectors.credit_answers_of(found)
    asked = asked_of(found, answers)
    if not answers and not asked.amount:
        return None
    booked = booked_of(answers)
    may = CREDITS.admits(Role(request.acting.role)) and request.acting.role in ANSWERERS
    last = next((one for one in reversed(answers) if one.holds and one.pk not in booked), None)
    told = form.data.get("replaces") if form is not None else None
    return {
        "asked": asked,
        "answers": [(one, one.pk in booked) for one in answers],
        "form": (form if form and not told else _credit_form(len(answers), asked.amount))
        if may and asked.amount
        else None,
        "again": (form if form and told else _credit_form(len(answers), last.asked, last)) if may and last else None,
        "open": form is not None and not told,
        "open_again": form is not None and bool(told),
    }


def _credit_form(seen: int, amount: int, former: CreditAnswer | None = None) -> CreditForm:
    initial: dict[str, Any] = {"seen": seen, "amount": amount, "day": timezone.localdate()}
    if former is not None:
        initial |= {
            "replaces": former.pk, "word": former.word, "amount": former.amount or amount, "letter": former.letter,
            "month": former.bill_month, "reason": former.reason,
        }  # fmt: skip
    return CreditForm(initial=initial, auto_id=f"id_{'ganti' if former else 'jawab'}_%s")


@require_POST
def credit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter the branch's answer to contributions paid after the death."""
    found = selectors.claim_get(request.acting, pk)
    form = CreditForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, refusal=_("Periksa isian jawaban cabang di bawah."))
    told = form.cleaned_data
    said = services.Answered(
        told["word"], told["day"], told["amount"] or 0, told["month"], told["letter"], told["reason"]
    )
    try:
        services.credit_answer(
            acting=request.acting, claim=found, seen=told["seen"], said=said, replaces=told["replaces"]
        )
    except (ConflictError, ForbiddenError):
        raise
    except RefusedError as error:
        return _page(request, found, form=form, refusal=sentence(error))
    messages.success(request, _("Jawaban cabang disimpan."))
    return redirect("cover:claim", pk=found.pk)


def _nexts(request: SignedInRequest, found: Claim, seen: int) -> Sequence[dict[str, Any]]:
    if not STEPS.admits(Role(request.acting.role)):
        return []
    later = {"withdrawn", *(() if found.happened_on is None else ("checked",))}
    steps = sorted(next_steps(found.state, request.acting.role), key=lambda step: step.key in later)
    return [_next(step, found, seen) for step in steps]


def _next(step: ClaimStep, found: Claim, seen: int) -> dict[str, Any]:
    initial = {
        "step": step.key, "seen": seen, "day": timezone.localdate(), "happened_on": found.happened_on,
        "amount": found.amount if step.key == "paid" else None,
    }  # fmt: skip
    form = StepForm(initial=initial, auto_id=f"id_{step.key}_%s")
    if step.key != "paid":
        del form.fields["amount"]
    if step.key != "checked":
        del form.fields["happened_on"]
    return {
        "step": step,
        "label": _DO.get(step.key, step_label)(step.key),
        "form": form,
        "needs_reason": REASON in step.needs,
        "needs_proof": PROOF in step.needs,
    }


_DO = {
    "checked": lambda key: _("Periksa lagi"),
    "documents": lambda key: _("Dokumen sudah lengkap"),
    "filed": lambda key: _("Ajukan ke cabang"),
    "paid": lambda key: _("Sudah dibayar"),
    "refused": lambda key: _("Ditolak cabang"),
    "withdrawn": lambda key: _("Cabut laporan"),
}


@require_POST
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the next step of a claim."""
    found = selectors.claim_get(request.acting, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        wrong = " ".join(
            f"{form.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
        )
        return _page(request, found, refusal=wrong, open_step=request.POST.get("step", "")[:10])
    told = form.cleaned_data
    taken = services.Taken(
        told["day"], told["reason"], told["document"], told["amount"] if told["step"] == "paid" else None,
        told["happened_on"] if told["step"] == "checked" else None,
    )  # fmt: skip
    services.claim_step(acting=request.acting, claim=found, step=told["step"], seen=told["seen"], taken=taken)
    messages.success(request, _("Langkah disimpan."))
    return redirect("cover:claim", pk=found.pk)
