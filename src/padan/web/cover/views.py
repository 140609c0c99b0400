"""Pages of cover: an office's or the city's view, lists of people, one person's months, doubles."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from padan.domain.double_protection import KINDS
from padan.web.accounts.models import Appointment
from padan.web.cover import selectors, wording
from padan.web.cover.doubles import DoubleShown, doubles_seen
from padan.web.cover.downloads import MOST, Table, sent
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.paid_for import paid_for
from padan.web.cover.people_lists import BY_KEY, LISTS, WHO, PeopleList
from padan.web.cover.rights import BILLS, REPORTS
from padan.web.cover.selectors import Filters, Line
from padan.web.protection.rights import TABLE as PROTECTION
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest
from padan.web.roles import Reach, Role
from padan.web.templatetags.indonesian import masked

RECORDS = PROTECTION.get(("protection:person", "GET"))
AT_A_TIME = 50
DOUBLES_AT_A_TIME = 20
"""Doubles are long on a phone: each has several protections."""
FIRST = 5
"""People of a list that its card names."""

_WORDS = {"office": "kantor", "area": "kecamatan", "kelurahan": "tinggal", "segment": "segmen", "name": "nama"}


def filters_of(request: SignedInRequest) -> Filters:
    """What the address asks for."""
    return Filters(**{name: request.GET.get(word, "").strip()[:30] for name, word in _WORDS.items()})


def _kept(filters: Filters) -> str:
    return urlencode({word: value for name, word in _WORDS.items() if (value := getattr(filters, name))})


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Who falls out next month and what prevents it, claims to follow, who is over age soon; by office where more than
    one is seen."""
    acting, today = request.acting, timezone.localdate()
    filters = filters_of(request)
    office = selectors.office_named(acting, filters.office)
    lines = _lines(acting, filters, today)
    view = selectors.overview(acting, filters, today)
    falling = list(selectors.falling(acting, filters)[:FIRST])
    context = {
        "view": view,
        "old": selectors.record_old(),
        "older": selectors.known_less(acting, filters),
        "office": office,
        "area": selectors.area_name(filters.area) if filters.area else "",
        "by_area": acting.reach is Reach.CITY and not filters.area,
        "falling": [_shown(one) for one in falling],
        "more": view.falling - len(falling),
        "claims": list(
            selectors.claims_shown(acting, open_only=True, office=filters.office, area=filters.area)[:FIRST]
        ),
        "lists": [(one, getattr(view, _COUNTED[one.key])) for one in LISTS[1:]],
        "kept": _kept(filters),
        "lines": lines,
        "whole": _sum(lines),
        "adds_up": _adds_up(lines, view),
        "sees_bills": BILLS.admits(Role(acting.role)),
    }
    return render(request, "cover/home.html", context)


def _lines(acting: Appointment, filters: Filters, today: date) -> list[Line]:
    """By kecamatan where the whole city is seen, by office within one; none where one office is all there is."""
    if acting.reach is Reach.OFFICE or filters.office:
        return []
    read = selectors.by_office if filters.area or acting.reach is not Reach.CITY else selectors.by_area
    return read(acting, filters, today)


_COUNTED = {
    "gugur-bulan-depan": "falling",
    "sudah-gugur": "lapsed",
    "batas-usia": "over_age",
    "bulan-pertama": "first",
    "tidak-diteruskan": "left_out",
    "beda-catatan": "disagreeing",
    "semua": "whole",
}
_SUMMED = ("covered", "falling", "cost", "loss", "lapsed", "over_age", "claims")


def _sum(lines: Sequence[Line]) -> dict[str, int]:
    return {name: sum(getattr(line, name) for line in lines) for name in _SUMMED}


def _adds_up(lines: Sequence[Line], view: selectors.Overview) -> bool:
    whole = _sum(lines)
    return all(whole[name] == getattr(view, name) for name in _SUMMED)


def _shown(one: Standing) -> dict[str, Any]:
    return {
        "standing": one,
        "segment": wording.segment(one.segment),
        "state": wording.state(one.state),
        "tone": wording.tone(one.state),
        "why": wording.state(one.why) if one.why else "",
        "reason": wording.reason(one) if one.falls_out else "",
        "held": one.held_until is not None and one.held_until >= timezone.localdate(),
        "other": wording.state(one.other_state) if one.unsettled and one.other_state else "",
        "source": wording.source(one.source),
    }


def _list_get(what: str) -> PeopleList:
    if what not in BY_KEY:
        raise NOT_THERE
    return BY_KEY[what]


@require_GET
def people(request: SignedInRequest, what: str) -> HttpResponse:
    """One list of people within reach."""
    listed, filters = _list_get(what), filters_of(request)
    office = selectors.office_named(request.acting, filters.office)
    found = listed.found(request.acting, filters, timezone.localdate())
    page = Paginator(found, AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "listed": listed,
        "lists": LISTS,
        "office": office,
        "area": selectors.area_name(filters.area) if filters.area else "",
        "page": page,
        "columns": listed.columns,
        "found": [(one, wording.segment(one.segment), _cells(listed, one)) for one in page.object_list],
        "kept": _kept(filters),
        "filters": filters,
        "hidden": [
            (word, value) for name, word in _WORDS.items() if name != "name" and (value := getattr(filters, name))
        ],
        "many_offices": request.acting.reach is not Reach.OFFICE,
    }
    return render(request, "cover/people.html", context)


def _cells(listed: PeopleList, one: Standing) -> list[tuple[Any, str]]:
    return [(column, column.shown(one)) for column in listed.columns]


@require_GET
def people_download(request: SignedInRequest, what: str) -> HttpResponse:
    """The same list as a file; NIK stay masked."""
    listed, filters = _list_get(what), filters_of(request)
    office = selectors.office_named(request.acting, filters.office)
    found = listed.found(request.acting, filters, timezone.localdate())[:MOST]
    columns = (*WHO, *listed.columns)
    area = selectors.area_name(filters.area) if filters.area else ""
    where = office.name if office else area or request.acting.office.name
    table = Table(
        listed.key,
        f"{listed.label} {where}",
        str(listed.note),
        [str(column.heading) for column in columns],
        [[column.value(one) for column in columns] for one in found],
    )
    return sent(request, request.acting, table)


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: where each protection stands, every month of the record, claims, and what earlier runs said."""
    found = selectors.person_get(request.acting, pk)
    if found.pk != pk:
        return redirect("cover:person", pk=found.pk)
    today = timezone.localdate()
    context = {
        "person": found,
        "old": selectors.record_old(),
        "paid_for": paid_for(request.acting, found),
        "standings": [_shown(one) for one in selectors.outlook_of(found, today)],
        "strips": _strips(selectors.months_of_person(found)),
        "former": [
            (one, wording.fact(one.fact), wording.segment(one.segment)) for one in selectors.former_of_person(found)
        ],
        "claims": list(selectors.claims_seen(request.acting).filter(person=found).select_related("office")),
        "may_report": REPORTS.admits(Role(request.acting.role)),
        "sees_records": RECORDS is not None and RECORDS.admits(Role(request.acting.role)),
        "today": today,
    }
    return render(request, "cover/person.html", context)


def _strips(months: Sequence[PersonMonth]) -> list[dict[str, Any]]:
    """The months of each segment, the newest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in reversed(months):
        told = {
            "month": one,
            "fact": wording.fact(one.fact),
            "tone": wording.tone(one.fact),
            "status": wording.status(one.status),
            "source": wording.source(one.source),
            "told_by": wording.told_by(one.told_by),
            "disagreement": wording.disagreement(one.disagreement) if one.disagreement else "",
            "run_fact": wording.fact(one.run_fact) if one.run_fact else "",
        }
        found.setdefault(one.segment, []).append(told)
    return [
        {
            "segment": wording.segment(key),
            "months": lines,
            "due": sum(line["month"].due or 0 for line in lines),
            "paid": sum(line["month"].paid for line in lines),
        }
        for key, lines in sorted(found.items())
    ]


@require_GET
def doubles(request: SignedInRequest) -> HttpResponse:
    """People protected twice, with what it costs a month and a year, the dearest first."""
    kind = request.GET.get("jenis", "")
    everything = doubles_seen(request.acting)
    found = [one for one in everything if not kind or kind in one.double.kinds]
    page = Paginator(found, DOUBLES_AT_A_TIME).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "found": [_double(one) for one in page.object_list],
        "month": sum(one.double.month or 0 for one in found),
        "year": sum(one.double.year or 0 for one in found),
        "unknown": sum(one.double.month is None for one in found),
        "before": sum(one.double.before_enrolment for one in found),
        "kinds": [
            (key, wording.double_kind(key), sum(key in one.double.kinds for one in everything), key == kind)
            for key in KINDS
        ],
        "kind": kind if kind in KINDS else "",
        "all": len(everything),
    }
    return render(request, "cover/doubles.html", context)


def _double(one: DoubleShown) -> dict[str, Any]:
    return {
        "person": one.person,
        "double": one.double,
        "barred": one.barred,
        "kinds": [wording.double_kind(kind) for kind in one.double.kinds],
        "protections": [
            {
                "segment": wording.segment(p.segment) if p.public else "",
                "source": wording.source(p.source),
                "place": p.place,
                "monthly": p.monthly,
                "planned": p.planned,
            }
            for p in one.double.protections
        ],
    }


@require_GET
def doubles_download(request: SignedInRequest) -> HttpResponse:
    """The doubles as a file, a line a protection."""
    lines: list[list[str | int]] = []
    for one in doubles_seen(request.acting, request.GET.get("jenis", ""))[:MOST]:
        kinds = ", ".join(wording.double_kind(kind) for kind in one.double.kinds)
        cost: list[str | int] = ["" if value is None else value for value in (one.double.month, one.double.year)]
        for p in one.double.protections:
            segment = wording.segment(p.segment) if p.public else wording.source(p.source)
            lines.append(
                [
                    one.person.name,
                    masked(one.person.nik),
                    kinds,
                    segment,
                    wording.source(p.source),
                    p.place,
                    _("direncanakan") if p.planned else _("berjalan"),
                    "" if p.monthly is None else p.monthly,
                    *cost,
                ]
            )
    headings = [
        _("Nama"), "NIK", _("Jenis"), _("Segmen"), _("Sumber dana"), _("Tempat"), _("Keadaan"), _("Iuran sebulan"),
        _("Biaya ganda sebulan"), _("Biaya ganda setahun"),
    ]  # fmt: skip
    title = f"{_('Perlindungan ganda')} {request.acting.office.name}"
    table = Table("ganda", title, _("Satu baris untuk setiap perlindungan."), headings, lines)
    return sent(request, request.acting, table)
