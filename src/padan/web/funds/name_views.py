"""Names on bills that are nobody's: the list by place, and the answer on one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from padan.web.audit.revealing import nik_reveal
from padan.web.funds.models import BillName, NameWord
from padan.web.funds.name_refusals import NOT_OFFERED
from padan.web.funds.names_asked import (
    ANSWERED,
    LATER,
    WAITING,
    Effect,
    effect_of,
    name_get,
    names_hanging,
    names_shown,
)
from padan.web.funds.services import name_answer, name_take_back
from padan.web.requests import SignedInRequest
from padan.web.templatetags.indonesian import rupiah

ROWS_A_PAGE = 6


@require_GET
def names(request: SignedInRequest) -> HttpResponse:
    """The names within reach by place; those without an answer first to be seen."""
    every = names_hanging(request.acting)
    labels = {WAITING: _("Menunggu"), LATER: _("Ditunda"), ANSWERED: _("Sudah dijawab")}
    state = request.GET.get("keadaan", WAITING)
    state = state if state in labels else WAITING
    there = [one for one in every if one.state == state]
    place = next((one.code for one in there if one.code == request.GET.get("tempat")), "")
    chosen = [one for one in there if place in ("", one.code)]
    page = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    query = {"keadaan": state, **({"tempat": place} if place else {})}
    context = {
        "page": page,
        "shown": names_shown(request.acting, [one.pk for one in page]),
        "states": [(key, label, sum(one.state == key for one in every), key == state) for key, label in labels.items()],
        "state": state,
        "place": place,
        "places": list({one.code: one.place_name for one in there}.items()),
        "rupiah": sum(one.rupiah for one in chosen),
        "query": urlencode(query) + "&",
        "back": urlencode({**query, "halaman": str(page.number)}),
    }
    return render(request, "funds/bill_names.html", context)


@require_POST
def name(request: SignedInRequest, name: int) -> HttpResponse:
    """An office's word on one name, or its taking back."""
    found = name_get(request.acting, name)
    word, _colon, person = request.POST.get("jawaban", "").partition(":")
    number = request.POST.get("dilihat", "")
    seen = int(number) if number.isdigit() else 0
    if word == NameWord.UNDONE:
        name_take_back(acting=request.acting, name=found, seen=seen)
        messages.success(request, _("Jawaban ditarik. Nama itu ditanyakan lagi."))
        return _back(request)
    if word == NameWord.PERSON and not person.isdigit():
        raise NOT_OFFERED
    chosen = int(person) if word == NameWord.PERSON else None
    effect = effect_of(found, chosen) if chosen is not None else None
    note = request.POST.get("catatan", "")
    name_answer(acting=request.acting, name=found, word=word, seen=seen, person=chosen, note=note)
    messages.success(request, _said(found, word, effect))
    return _back(request)


def _said(name: BillName, word: str, effect: Effect | None) -> str:
    if effect is not None:
        return _("Dicatat: %(name)s dikenal. %(gain)s") % {"name": name.name, "gain": gain_words(effect)}
    if word == NameWord.NONE:
        return _("Dicatat: %(name)s bukan orang kita. Uangnya tetap pada tagihan.") % {"name": name.name}
    return _("Ditunda. Nama itu ada di bawah Ditunda.")


def gain_words(effect: Effect) -> str:
    """What becomes of cover, as a sentence."""
    if not effect.months:
        return _("Bulan-bulan itu sudah terlindungi atau masih harus ditanyakan, jadi tidak ada bulan yang bertambah.")
    return ngettext(
        "%(n)s bulan, %(amount)s menjadi terlindungi.", "%(n)s bulan, %(amount)s menjadi terlindungi.", effect.months
    ) % {"n": effect.months, "amount": rupiah(effect.rupiah)}


def _back(request: SignedInRequest) -> HttpResponse:
    """To the list where the clerk was."""
    wanted = {key: value for key in ("keadaan", "tempat", "halaman") if (value := request.POST.get(key, ""))}
    address = reverse("funds:bill_names")
    return redirect(f"{address}?{urlencode(wanted)}" if wanted else address)


@require_POST
def reveal(request: SignedInRequest, name: int) -> HttpResponse:
    """The whole NIK of a name on a bill: with a reason, logged."""
    found = name_get(request.acting, name)
    return nik_reveal(request, about=found, nik=found.nik)
