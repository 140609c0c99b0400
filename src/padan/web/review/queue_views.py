"""What an office has left, and its cases as lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts.models import Office
from padan.web.periods.models import Period
from padan.web.periods.selectors import is_open, period_current, period_get, periods_open_beside
from padan.web.requests import SignedInRequest
from padan.web.review import selectors
from padan.web.review.answers import ANSWERS, NOTED, NOTED_BY_NAME, TOLD, Answer, Effect
from padan.web.review.keeping import offered
from padan.web.review.models import Case, CaseKind, CaseOffice, CaseState
from padan.web.review.pages import ANSWERERS, overview, said_of
from padan.web.review.reading import number_in, told_in
from padan.web.review.rights import LISTS as LISTS_GRANT
from padan.web.review.services import answer_many
from padan.web.roles import OfficeKind, Reach, Role

SHELVES: Mapping[str, tuple[str | Promise, tuple[CaseState, ...], bool | None]] = {
    "terbuka": (gettext_lazy("Belum dijawab"), (CaseState.OPEN,), None),
    "diberitahukan": (gettext_lazy("Cukup diketahui"), (CaseState.OPEN,), False),
    "belum-pasti": (gettext_lazy("Belum dapat dipastikan"), (CaseState.UNSURE,), None),
    "pengesahan": (gettext_lazy("Menunggu pengesahan kepala kantor"), (CaseState.WAITING,), None),
    "beda-jawaban": (gettext_lazy("Kantor lain menjawab berbeda"), (CaseState.CONFLICT,), None),
    "dibawa": (gettext_lazy("Dibawa ke periode berikut"), (CaseState.CARRIED,), None),
    "dijawab": (gettext_lazy("Sudah dijawab"), (CaseState.ANSWERED,), None),
}
"""Lists of an office's cases: the word in the address, what it is called, states, and whether they ask."""

TICKED: frozenset[CaseKind] = TOLD | {CaseKind.NOT_REGISTERED, CaseKind.UNUSABLE}
"""Kinds whose lines are ticked beforehand, where they ask nothing and can be answered together. All others are marked
by hand: one press must not answer for people at whom nobody looked."""

MOST = 300
"""Lines of one list; the rest is reached by working it off."""


def period_of(request: SignedInRequest) -> Period | None:
    """The period that the address names, else the newest open one."""
    key = request.GET.get("periode") or request.POST.get("periode")
    return period_get(request.acting, key) if key else period_current(request.acting)


def office_of(request: SignedInRequest) -> Office:
    """The office that the address names, within reach, else the acting one."""
    return selectors.office_get(request.acting, number_in(request.GET.get("kantor")))


def queue_address(period: Period, **more: str) -> str:
    """The page of what is left in a period; several may be open at once."""
    return f"{reverse('review:queue')}?{urlencode({'periode': period.key, **more})}"


@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """An office's one page: what is left, the most harmful first, each with the button that begins it."""
    if request.acting.reach is Reach.SENT:
        query = request.GET.urlencode()
        return redirect(f"{reverse('review:branch')}?{query}" if query else "review:branch")
    period = period_of(request)
    if period is None:
        return render(request, "review/no_period.html")
    office = office_of(request)
    own = office.pk == request.acting.office_id and request.acting.role in ANSWERERS
    context = {
        "period": period,
        "others": periods_open_beside(period),
        "office": office,
        "own": own,
        "locked": not is_open(period=period, office=office),
        "has_queue": own or office.pk != request.acting.office_id,
        "view": overview(selectors.groups_of(period, office)),
        "offered": len(offered(period, office)) if own else 0,
        "offices": selectors.offices_with_counts(request.acting, period),
        "replies": selectors.replies_to(period, office),
        "conflicts": selectors.to_settle(request.acting, period),
        "noted": NOTED,
        "may_list": LISTS_GRANT.admits(Role(request.acting.role)),
    }
    return render(request, "review/queue.html", context)


@require_GET
def begin(request: SignedInRequest) -> HttpResponse:
    """To the first case that waits, of the kind that the address names."""
    period = period_of(request)
    kind = request.GET.get("jenis", "")
    kind = kind if kind in CaseKind.values else ""
    found = selectors.next_case(period, request.acting.office, kind=kind) if period else None
    if period is None or found is None:
        return redirect(queue_address(period) if period else "review:queue")
    return redirect(f"{reverse('review:case', args=[found.pk])}#kasus")


@require_GET
def shelf(request: SignedInRequest) -> HttpResponse:
    """Cases of an office in one state, as a list; several can be answered together where that is sound."""
    period = period_of(request)
    if period is None:
        return render(request, "review/no_period.html")
    office, word, kind = office_of(request), request.GET.get("isi", "terbuka"), request.GET.get("jenis", "")
    word = word if word in SHELVES else "terbuka"
    kind = kind if kind in CaseKind.values else ""
    label, states, asks = SHELVES[word]
    if request.GET.get("tanya") == "tidak":
        asks = False
    lines = selectors.lines_in(period, office, own=states, asks=asks, kind=kind)
    if word == "diberitahukan":
        lines = lines.filter(case__kind__in=TOLD)
    found = list(lines[: MOST + 1])
    own = office.pk == request.acting.office_id and request.acting.role in ANSWERERS
    answers = _answers_of(found[:MOST])
    bulk = _bulk(word, kind, office.kind, [line.case for line in found[:MOST]]) if own else []
    context = {
        "period": period,
        "office": office,
        "own": own and is_open(period=period, office=office),
        "word": word,
        "label": label,
        "kind": CaseKind(kind) if kind else None,
        "lines": [Shelved(line, answers.get(line.case_id, ""), _ticked(line.case, bulk)) for line in found[:MOST]],
        "more": len(found) > MOST,
        "bulk": bulk,
        "carries": own and word in ("belum-pasti", "terbuka") and bool(found),
    }
    return render(request, "review/shelf.html", context)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A line of a list: the case as this office has it, what holds or was said, whether it is ticked beforehand."""

    line: CaseOffice
    answer_label: str
    ticked: bool

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.line.case


def _answers_of(lines: Sequence[CaseOffice]) -> Mapping[int, str]:
    """How the answer that holds is told, of each case that has one."""
    words = selectors.holding_words([line.case for line in lines])
    return {line.case_id: said_of(line.case, words.get(line.case_id)) for line in lines if line.case.answer}


def _ticked(case: Case, bulk: Sequence[Answer]) -> bool:
    """Where the one thing to be done is to carry cases over, with a reason, an owner and a date, all are ticked."""
    return not bulk or (case.kind in TICKED and not case.asks)


def _bulk(word: str, kind: str, office_kind: str, cases: Sequence[Case]) -> list[Answer]:
    """The answers that may be given here to all that are ticked."""
    if word == "diberitahukan":
        return [NOTED]
    if word != "terbuka" or not kind:
        return []
    passes = office_kind != OfficeKind.BAPPEDA
    found = [a for a in ANSWERS[CaseKind(kind)] if a.bulk and (passes or a.effect is not Effect.PASS)]
    known = kind in NOTED_BY_NAME and bool(cases) and not any(case.asks for case in cases)
    return [*found, NOTED] if known else found


@require_POST
def many(request: SignedInRequest) -> HttpResponse:
    """One answer to the cases that were ticked, or to all that are merely told."""
    period = period_of(request)
    if period is None:
        return redirect("review:queue")
    keys = [key for key in map(number_in, request.POST.getlist("kasus")) if key is not None]
    if request.POST.get("semua"):
        keys = selectors.keys_in(period, request.acting.office, request.POST["semua"])
    answer = str(request.POST.get("answer", ""))[:24]
    done = answer_many(acting=request.acting, period=period, cases=keys, answer=answer, told=told_in(request.POST))
    messages.success(request, _told(done))
    return redirect(queue_address(period))


def _told(done: int) -> str:
    if not done:
        return _("Tidak ada kasus yang dicentang, atau semuanya sudah dijawab.")
    return ngettext("%(count)s kasus dijawab.", "%(count)s kasus dijawab.", done) % {"count": done}
