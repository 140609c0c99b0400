"""One case: seen side by side, answered, taken back, confirmed, settled. The next one comes in the same response."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts.models import Office
from padan.web.audit.revealing import reason_keep
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.review import selectors, services
from padan.web.review.models import Case, CaseKind, Decision
from padan.web.review.pages import case_context, differing_values, overview, said_of
from padan.web.review.queue_views import queue_address
from padan.web.review.reading import answer_in, number_in, seen_in, told_in
from padan.web.review.refusals import TwoPeopleError

CASE_PART = "#kasus"
"""Where the case begins on its page: a phone goes there at once, past the frame."""

Step = Callable[[SignedInRequest, Case], Decision]


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """A case side by side. `urung` in the address names the case just answered, which can be taken back here."""
    found = selectors.case_get(request.acting, pk)
    just = number_in(request.GET.get("urung"))
    before = selectors.case_get(request.acting, just) if just is not None else None
    return _page(request, found, before=before)


@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The acting office's answer; then the next case."""

    def step(request: SignedInRequest, found: Case) -> Decision:
        code, chosen = answer_in(request.POST)
        told = told_in(request.POST, chosen)
        return services.decide(acting=request.acting, case=found, answer=code, seen=seen_in(request.POST), told=told)

    return _step(request, pk, step)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the own answer back; the case stands open again before the clerk."""

    def step(request: SignedInRequest, found: Case) -> Decision:
        return services.undo(acting=request.acting, case=found, seen=seen_in(request.POST))

    return _step(request, pk, step, stay=True)


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head of the office confirms what waits for it; then the next that waits."""

    def step(request: SignedInRequest, found: Case) -> Decision:
        return services.confirm(acting=request.acting, case=found, seen=seen_in(request.POST))

    return _step(request, pk, step, stay=True)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The camat, or Bappeda, decides between offices that differ. Without an answer: reopens."""

    def step(request: SignedInRequest, found: Case) -> Decision:
        code, chosen = answer_in(request.POST)
        seen, told = seen_in(request.POST), told_in(request.POST, chosen)
        return services.settle(acting=request.acting, case=found, answer=code, seen=seen, told=told)

    return _step(request, pk, step, stay=True)


@require_POST
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bappeda hands somebody to the office that knows him."""

    def step(request: SignedInRequest, found: Case) -> Decision:
        offices = {office.pk: office for office in _to_hand(request, found)}
        office = offices.get(number_in(request.POST.get("kantor")) or 0)
        seen, reason = seen_in(request.POST), told_in(request.POST).reason
        return services.hand_over(acting=request.acting, case=found, office=office, seen=seen, reason=reason)

    return _step(request, pk, step)


def _to_hand(request: SignedInRequest, found: Case) -> list[Office]:
    return selectors.offices_to_hand(request.acting, found, selectors.lines_of(found))


@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show whole numbers outside the own office's cases; the reason is asked once a sitting, each reading is logged."""
    found = selectors.case_get(request.acting, pk)
    reason_keep(request, request.POST.get("reason", ""))
    return redirect("review:case", pk=found.pk)


def _step(request: SignedInRequest, pk: int, step: Step, *, stay: bool = False) -> HttpResponse:
    found = selectors.case_get(request.acting, pk)
    try:
        decision = step(request, found)
    except RefusedError as error:
        found = selectors.case_get(request.acting, pk)
        insists = isinstance(error, TwoPeopleError)
        return _page(request, found, refusal=sentence(error), status=error.status, insists=insists)
    if not stay:
        return _onward(request, found, decision)
    return _pushed(_page(request, selectors.case_get(request.acting, pk)), found) if request.htmx else _to(found)


def _onward(request: SignedInRequest, answered: Case, decision: Decision) -> HttpResponse:
    """The next case of the queue, of the same kind while there is one."""
    kind = answered.kind
    answered.sequence, answered.answer = decision.sequence, decision.answer
    following = selectors.next_case(answered.period, request.acting.office, kind=kind, after=answered)
    if not request.htmx:
        return _to(following, urung=answered.pk) if following else redirect(queue_address(answered.period, selesai="1"))
    if following is None:
        context = {
            "before": answered,
            "before_label": said_of(answered, decision),
            "period": answered.period,
            "left": overview(selectors.groups_of(answered.period, request.acting.office)).left,
        }
        return render(request, "review/done.html", context)
    return _pushed(_page(request, following, before=answered), following)


def _pushed(response: HttpResponse, found: Case) -> HttpResponse:
    """The address of the browser follows the case that is shown."""
    response.headers["HX-Push-Url"] = reverse("review:case", args=[found.pk])
    return response


def _to(found: Case, **query: int) -> HttpResponse:
    address = reverse("review:case", args=[found.pk])
    return redirect(f"{address}?{urlencode(query)}{CASE_PART}" if query else f"{address}{CASE_PART}")


def _kind_before(request: SignedInRequest, before: Case | None) -> str:
    """The kind of the case that was on the screen until now; "" where it is not told."""
    kind = before.kind if before else request.POST.get("dari") or request.GET.get("dari", "")
    return kind if kind in CaseKind.values else ""


def _page(
    request: SignedInRequest,
    found: Case,
    *,
    before: Case | None = None,
    refusal: str = "",
    status: int = 200,
    insists: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = case_context(request, found)
    done, total = selectors.progress(found.period, request.acting.office, found.kind) if context["own"] else (0, 0)
    following = (
        selectors.next_key(found.period, request.acting.office, kind=found.kind, after=found)
        if context["own"]
        else None
    )
    context |= {
        "before": before,
        "before_label": said_of(before, selectors.own_word(before, request.acting)) if before else "",
        "other_kind": _kind_before(request, before) not in ("", found.kind) and not refusal,
        "refusal": refusal,
        "insists": insists,
        "typed": request.POST,
        "done": done,
        "total": total,
        "following": following,
        "values": differing_values(context["fields"]),
    }
    template = "review/case_part.html" if request.htmx else "review/case.html"
    return render(request, template, context, status=status)
