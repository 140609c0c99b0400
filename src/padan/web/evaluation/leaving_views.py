"""Downloads: tables with small cells hidden, and the blank sheet of households."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from padan.domain.suppression import TOTAL
from padan.web.evaluation import selectors, showing
from padan.web.evaluation.computed_of import chosen, chosen_month
from padan.web.evaluation.deciding import Leaving, leaving_of
from padan.web.evaluation.leaving import Cell, hidden_word, lists_hidden, shown, table_sent
from padan.web.evaluation.leaving_table import ERRORS, KNOWN, bands, column, line, people_column
from padan.web.evaluation.showing import figure
from padan.web.evaluation.welfare import TEMPLATE
from padan.web.refusals import NOT_THERE
from padan.web.requests import SignedInRequest
from padan.web.templatetags.indonesian import month as month_text

SMALL = gettext_lazy("Angka tentang sedikit orang disembunyikan, bersama angka lain yang dapat membukanya.")


@require_GET
def targeting(request: SignedInRequest) -> HttpResponse:
    """Errors by a group."""
    found, group = chosen(request, "targeting"), request.GET.get("menurut", "kelurahan")
    if found.result is None or found.month is None or group not in showing.GROUP_WORDS:
        raise NOT_THERE
    leaving, names = leaving_of(found.month), selectors.place_names()
    kept = showing.group_order(group, found.result["groups"][group])
    told = [(showing.group_label(group, one["key"], names), line(group, one["key"]), one) for one in kept]
    told.append((_("Semuanya"), TOTAL, found.result["whole"]))
    lines = [_error_cells(label, found.programme, place, one, leaving) for label, place, one in told]
    headings = [
        str(showing.GROUP_WORDS[group]()), _("Layak"), _("Tidak terlindungi"), _("Kesalahan eksklusi"), _("Dibayar"),
        _("Seharusnya tidak"), _("Kesalahan inklusi"),
    ]  # fmt: skip
    title = f"{_('Ketepatan sasaran')} {found.programme_name} {month_text(found.month)}"
    return table_sent(request, "sasaran", title, str(SMALL), headings, lines)


def _error_cells(label: str, programme: str, place: str, one: Mapping[str, Any], leaving: Leaving) -> list[Cell]:
    cells: list[Cell] = [label]
    for (part, whole), name in zip(ERRORS, ("exclusion", "inclusion"), strict=True):
        share = figure(one[name])
        both = column(programme, whole), column(programme, part)
        open_too = all(leaving.number(key, place) is not None for key in both)
        bounds = f"{share.text} ({share.bounds})" if share.bounds else share.text
        cells += [*(shown(leaving, key, place) for key in both), bounds if open_too else hidden_word()]
    return cells


@require_GET
def incidence(request: SignedInRequest) -> HttpResponse:
    """People and rupiah by decile. Rupiah stand for people: they are hidden where these are."""
    found = chosen(request, "incidence")
    if found.result is None or found.month is None:
        raise NOT_THERE
    leaving = leaving_of(found.month)
    reached, payees = people_column(leaving.values, found.programme), column(found.programme, "payees")
    lines: list[list[Cell]] = [
        [
            showing.group_label("decile", one["key"], {}),
            shown(leaving, KNOWN, place, one["known"]),
            shown(leaving, reached, place),
            shown(leaving, payees, place, one["paid"]),
        ]
        for place, one in bands(found.result).items()
    ]
    headings = [_("Desil keluarga"), _("Orang pada catatan"), _("Dibayar bulan ini"), _("Rupiah tahun ini")]
    title = f"{_('Manfaat menurut desil')} {found.programme_name} {month_text(found.month)}"
    return table_sent(request, "manfaat", title, str(SMALL), headings, lines)


@require_GET
def poverty(request: SignedInRequest) -> HttpResponse:
    """P0, P1, P2 with and without the aid, each line on its own; of a sheet as a whole, which is many households."""
    sheet = selectors.sheet_chosen(request.GET.get("berkas", ""))
    found = selectors.computed(f"poverty:{sheet.pk}") if sheet else None
    if found is None:
        raise NOT_THERE
    lines: list[list[Cell]] = [
        [
            showing.line_label(line["kind"]),
            line["amount"],
            f"P{one['measure']}",
            *(_both(one[side]) for side in ("without", "with")),
            figure(one["change"], showing.points).text,
        ]
        for line in found.result["lines"]
        for one in line["measures"]
    ]
    headings = [
        _("Garis"), _("Rupiah per orang sebulan"), _("Ukuran"), _("Tanpa bantuan"), _("Dengan bantuan"), _("Perubahan"),
    ]  # fmt: skip
    note = _("Angka menurut garis yang berbeda jenisnya tidak boleh dibandingkan satu sama lain.")
    return table_sent(request, "kemiskinan", f"{_('Kemiskinan')} {month_text(found.month)}", note, headings, lines)


def _both(kept: Mapping[str, Any]) -> str:
    told = figure(kept, showing.fine)
    return f"{told.text} ({told.bounds})" if told.bounds else told.text


@require_GET
def quality(request: SignedInRequest) -> HttpResponse:
    """Lists by office: a row, and a case, is a person, so that few of them stay hidden."""
    found = chosen_month(request, "quality")
    if found.result is None or found.month is None:
        raise NOT_THERE
    offices, where = found.result["offices"], _wheres(found.result["funnels"])
    hidden = lists_hidden(offices, found.month)
    lines = [
        _list_cells(key, one, where, hidden)
        for key, one in sorted(offices.items(), key=lambda pair: (pair[1]["code"], pair[1]["name"]))
    ]
    headings = [
        _("Kantor"), _("Baris"), _("Lengkap"), _("Kelengkapan dibanding batas"), _("NIK gagal"),
        _("NIK dibanding batas"), _("Kasus"), _("Terjawab"), _("Jawaban dibanding batas"), _("Umur data (hari)"),
    ]  # fmt: skip
    title = f"{_('Mutu data')} {found.result['period']}"
    note = f"{_('Batas dihitung untuk ukuran tiap kantor; kantor kecil tidak dihukum karena kebetulan.')} {SMALL}"
    return table_sent(request, "mutu", title, note, headings, lines)


def _list_cells(
    key: str, one: Mapping[str, Any], where: Mapping[str, Mapping[str, str]], hidden: frozenset[tuple[str, str]]
) -> list[Cell]:
    """A line: of each count the number, and where it lies, unless it or what it is counted within is hidden."""

    def told(value: Cell, *counts: str) -> Cell:
        return hidden_word() if any((count, key) in hidden for count in counts) else value

    return [
        one["name"],
        told(one["rows"], "rows"),
        told(one["rows"] - one["incomplete"], "rows", "incomplete"),
        told(where["complete"][key], "rows", "incomplete"),
        told(one["failing"], "failing"),
        told(where["nik_failing"][key], "rows", "failing"),
        told(one["cases"], "cases"),
        told(one["solved"], "solved"),
        told(where["solved"][key], "cases", "solved"),
        "" if one["age"] is None else one["age"],
    ]


def _wheres(funnels: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        name: {one["key"]: showing.WHERE_WORDS[one["where"]]() for one in kept["places"]}
        for name, kept in funnels.items()
    }


@require_GET
def sheet_blank(request: SignedInRequest) -> HttpResponse:
    """A blank sheet of households with the headings that are understood."""
    note = _("Satu baris satu rumah tangga. Survei tanpa nama: isi Nama dengan kode rumah tangga, kosongkan NIK.")
    return table_sent(request, "pengeluaran", _("Pengeluaran rumah tangga"), note, list(TEMPLATE), [])
