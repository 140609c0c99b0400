"""Pages of people: search, one person with all that was said of them, and pairs that may be one person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.audit.revealing import nik_reveal
from padan.web.protection import ruling, selectors, services, showing
from padan.web.protection.models import PersonFact, PersonMerge
from padan.web.protection.rights import TABLE
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS_A_PAGE = 50


def may(request: SignedInRequest, url: str, method: str = "POST") -> bool:
    """Whether the acting role may ask this url at all; for what a page offers."""
    return TABLE[url, method].admits(Role(request.acting.role))


@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest) -> HttpResponse:
    """Looked for by name or NIK; numbers are masked, and none stands in an address."""
    given = request.POST if request.method == "POST" else request.GET
    text = " ".join(given.get("cari", "").split())[:80]
    number = any(character.isdigit() for character in text)
    if request.method == "POST" and not number:
        return redirect(f"{reverse('protection:people')}?{urlencode({'cari': text})}")
    found = selectors.people_search(request.acting, text)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    settles = may(request, "protection:pairs", "GET")
    context = {
        "text": "" if number else text,
        "searched": bool(text),
        "page": page,
        "pairs": selectors.pairs_of(request.acting).count() if settles else 0,
        "mends": may(request, "protection:repairs", "GET"),
        "sheets": may(request, "protection:sheets", "GET"),
        "exchange": may(request, "protection:enquiries", "GET"),
        "repairs": selectors.repairs_of(request.acting).count(),
    }
    return render(request, "protection/people.html", context)


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: who it is, every source, programmes, answers from outside, and how records came together."""
    found = selectors.person_get(request.acting, pk)
    if found.pk != pk:
        return redirect("protection:person", pk=found.pk)
    sources = list(selectors.sources_of(found))
    facts = PersonFact.objects.filter(person=found).order_by("-day", "-pk")
    proposed = list(found.candidates.select_related("office").order_by("-year", "programme"))
    left = selectors.left_reasons(proposed)
    context = {
        "person": found,
        "standing": [source for source in sources if source.detached_at is None],
        "former": [source for source in sources if source.detached_at is not None],
        "candidates": [
            (
                candidate,
                ruling.programme_name(candidate.programme),
                showing.step_word(candidate.step),
                *showing.state_shown(candidate, left.get(candidate.pk, "")),
            )
            for candidate in proposed
        ],
        "facts": showing.fact_lines(facts),
        "merges": [(merge, _undoable(merge, found.pk)) for merge in selectors.merges_of(found)],
        "settles": may(request, "protection:merge_undo"),
    }
    return render(request, "protection/person.html", context)


def _undoable(merge: PersonMerge, person: int) -> bool:
    return merge.undoes_id is None and not hasattr(merge, "undone_by") and merge.kept_id == person


@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole NIK of a person: with a reason, logged."""
    found = selectors.person_get(request.acting, pk)
    return nik_reveal(request, about=found, nik=found.nik)


@require_POST
def part(request: SignedInRequest, pk: int) -> HttpResponse:
    """One source speaks of somebody else."""
    source = selectors.source_get(request.acting, pk)
    before = source.person_id
    services.source_part(acting=request.acting, source=source, reason=request.POST.get("reason", ""))
    messages.success(request, _("Dipisahkan. Sumber itu kini orang tersendiri."))
    return redirect("protection:person", pk=before)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Part again what was merged."""
    merge = selectors.merge_get(request.acting, pk)
    services.merge_undo(merge=merge, acting=request.acting, reason=request.POST.get("reason", ""))
    messages.success(request, _("Penggabungan dibatalkan; sumbernya kembali seperti semula."))
    return redirect("protection:person", pk=merge.kept_id)


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    """Records that may be one person."""
    page = Paginator(selectors.pairs_of(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    lines = [(pair, [r["text"] for r in pair.reasons if r.get("text")]) for pair in page]
    return render(request, "protection/pairs.html", {"page": page, "lines": lines})


@require_POST
def pair(request: SignedInRequest, pk: int) -> HttpResponse:
    """A human's word: the same person, or not."""
    found = selectors.pair_get(request.acting, pk)
    same = request.POST.get("answer") == "same"
    services.pair_answer(acting=request.acting, pair=found, same=same, note=request.POST.get("note", ""))
    messages.success(request, _("Digabung menjadi satu orang.") if same else _("Dicatat sebagai dua orang."))
    return redirect("protection:pairs")
