"""Contributions paid after a death that the branch gives back: what waits to be booked, and its booking."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from padan.web.cover.models import CreditAnswer
from padan.web.funds import selectors, services
from padan.web.funds.crediting import shares_of
from padan.web.funds.forms import CreditForm
from padan.web.refusals import ConflictError, RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

SHOWN = 50


@require_GET
def credits_home(request: SignedInRequest) -> HttpResponse:
    """Answers that wait for the treasury, and the newest that are booked."""
    context = {
        "waiting": list(selectors.credits_to_book(known=True)[: SHOWN * 4]),
        "outside": list(selectors.credits_to_book(known=False)[: SHOWN * 4]),
        "booked": list(selectors.credit_postings()[:SHOWN]),
        "may_book": request.acting.role == Role.BPKAD,
    }
    return render(request, "funds/credits.html", context)


@require_http_methods(["GET", "POST"])
def credit(request: SignedInRequest, answer: int) -> HttpResponse:
    """Book one answer: from which money it comes, and where it goes."""
    found = selectors.credit_get(answer)
    shares, unknown = shares_of(found)
    form = CreditForm(request.POST or None, acting=request.acting, known=not unknown, initial=_start(found))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            services.credit_book(acting=request.acting, answer=found, **_said(form.cleaned_data))
        except ConflictError:
            raise
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Jawaban cabang dibukukan."))
            return redirect("funds:credits")
    context = {"answer": found, "shares": shares, "unknown": unknown, "form": form, "refusal": refusal}
    return render(request, "funds/credit.html", context, status=422 if request.method == "POST" else 200)


def _start(found: CreditAnswer) -> dict[str, Any]:
    person, first = found.claim.person, (found.months or [""])[0]
    covered = [line["segment"] for line in found.claim.finding if line.get("counts")]
    return {
        "day": timezone.localdate(),
        "reference": found.letter,
        "source": "bkbk",
        "year": first[:4],
        "place": person.kelurahan.code if person.kelurahan else "",
        "programme": covered[0] if covered else "",
    }


def _said(told: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"day": told["day"], "reference": told["reference"]}
    if "source" in told:
        said["rest"] = services.Purse(told["source"], told["year"], told["place"], told["programme"])
    return said
