"""Results in the words of a page: figures with their bounds and method, groups by name, drawings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.drawing import Column, Curve, Dot, Limit, columns, funnel, lorenz
from padan.statistics.intervals import METHODS
from padan.statistics.lines import LINE_KINDS
from padan.web.drawings import drawn
from padan.web.periods.models import segment_name
from padan.web.templatetags.indonesian import percent, whole


def said(words: tuple[str, str]) -> str:
    """Of words in both languages the page's own."""
    return words[1] if get_language() == "en" else words[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is read: its text, its bounds ("" where there are none to speak of), and how they were made."""

    text: str
    bounds: str
    method: str


NOTHING = Figure("–", "", "")


def figure(kept: Mapping[str, Any] | None, show: Callable[[float], str] = percent) -> Figure:
    """A kept interval; a dash where there is none."""
    if kept is None:
        return NOTHING
    text, low, high = show(kept["value"]), show(kept["low"]), show(kept["high"])
    bounds = "" if low == high else _("antara %(low)s dan %(high)s") % {"low": low, "high": high}
    method = said(METHODS[kept["method"]])
    if not bounds and kept["method"] != "census":
        method = f"{method} {_('Selangnya lebih sempit daripada pembulatan.')}"
    return Figure(text, bounds, method)


def points(value: float) -> str:
    """A difference of shares in points: `-1,32 poin`."""
    return _("%(n)s poin") % {"n": fine(value).removesuffix(" %")}


def fine(value: float) -> str:
    """A share with two decimals: `0,13 %`; P1 and P2 are small."""
    return f"{format_decimal(round(value * 100, 2) + 0.0, locale='en_GB' if get_language() == 'en' else 'id_ID')} %"


def chance(p: float) -> str:
    """A p-value: `p = 0,235`, `p < 0,001`."""
    text = "< 0.001" if p < 0.001 else f"= {p:.3f}"
    return f"p {text}" if get_language() == "en" else f"p {text}".replace(".", ",")


def line_label(kind: str) -> str:
    """A kind of poverty line in words."""
    return said(LINE_KINDS[kind])


def people(value: float) -> str:
    """An expected number of people: whole where it is."""
    return whole(round(value)) if abs(value - round(value)) < 0.05 else whole(round(value, 1))


def programme(key: str) -> str:
    """A programme in words, all of them for ""."""
    return segment_name(key) if key else _("Semua program")


GROUP_WORDS: Mapping[str, Callable[[], str]] = {
    "kelurahan": lambda: _("Kelurahan"),
    "sex": lambda: _("Jenis kelamin"),
    "age": lambda: _("Kelompok umur"),
    "decile": lambda: _("Desil keluarga"),
    "job": lambda: _("Pekerjaan"),
}


def group_label(group: str, key: str, names: Mapping[str, str]) -> str:
    """What a line of a group is called."""
    if not key:
        return _("Belum diketahui")
    if group == "kelurahan":
        return names.get(key, key)
    if group == "sex":
        return {"L": _("Laki-laki"), "P": _("Perempuan")}.get(key, key)
    if group == "age":
        return _("%(age)s tahun") % {"age": key}
    return _("Desil %(n)s") % {"n": key} if group == "decile" else key


def group_order(group: str, lines: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Lines in the order of their group, what is not known last."""
    number = group == "decile"
    return sorted(lines, key=lambda one: (not one["key"], int(one["key"] or 0) if number else 0, one["key"]))


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """The errors of a group as a page shows them."""

    label: str
    eligible: int
    missed: str
    exclusion: Figure
    reached: str
    leaked: str
    inclusion: Figure
    unknown: str


def error_line(label: str, kept: Mapping[str, Any]) -> ErrorLine:
    """One line."""
    return ErrorLine(
        label, kept["eligible"], people(kept["missed"]), figure(kept["exclusion"]), people(kept["reached"]),
        people(kept["leaked"]), figure(kept["inclusion"]), people(kept["unknown"]),
    )  # fmt: skip


CAUSE_WORDS: Mapping[str, Callable[[], str]] = {
    "dead": lambda: _("sudah meninggal"),
    "double": lambda: _("dibayar lebih dari sekali"),
    "not_eligible": lambda: _("tidak layak"),
}


def decile_columns(result: Mapping[str, Any]) -> SafeString:
    """Shares of the year's rupiah by decile."""
    shares = result["by_money"]["shares"]
    told = [
        Column(one["key"], 100 * share, percent(share).removesuffix(" %"))
        for one, share in zip(result["people"], shares, strict=True)
    ]
    return drawn(
        columns(
            told,
            title=_("Bagian rupiah tahun ini menurut desil, persen"),
            description=_("Sepuluh batang, dari desil 1 yang termiskin; angkanya ada pada tabel di bawah."),
        )
    )


def curve_drawn(result: Mapping[str, Any]) -> SafeString:
    """The concentration curve."""
    title = _("Kurva konsentrasi: bagian manfaat menurut bagian orang, dari yang termiskin")
    return drawn(
        lorenz(
            [Curve(_("Manfaat"), [(a, b) for a, b in result["by_money"]["curve"]])],
            title=title,
            description=_(
                "Di atas garis lurus: manfaat lebih banyak ke yang miskin. Angkanya ada pada tabel di bawah."
            ),
            x_title=_("persen orang"),
            y_title=_("persen manfaat"),
            even_text=_("sama rata"),
            show=lambda value: percent(value).removesuffix(" %"),
        )
    )


FUNNEL_WORDS: Mapping[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "complete": (lambda: _("Baris lengkap"), lambda: _("baris yang nama, NIK dan tanggal lahirnya terbaca")),
    "nik_failing": (lambda: _("NIK gagal"), lambda: _("baris yang NIK-nya tidak mungkin benar")),
    "solved": (lambda: _("Kasus terjawab"), lambda: _("kasus pemeriksaan yang sudah dijawab")),
}
WHERE_WORDS: Mapping[str, Callable[[], str]] = {
    "inside": lambda: _("wajar"),
    "low": lambda: _("di bawah batas 95 %"),
    "high": lambda: _("di atas batas 95 %"),
    "far_low": lambda: _("jauh di bawah (99,8 %)"),
    "far_high": lambda: _("jauh di atas (99,8 %)"),
    "empty": lambda: _("tidak ada baris"),
}
BAD_SIDE = {"complete": "low", "nik_failing": "high", "solved": "low"}
"""On which side of a funnel something is to be asked."""


def where_tone(name: str, where: str) -> str:
    """`grave`, `warn`, `good` or "": how a place's standing is marked."""
    side = BAD_SIDE[name]
    if where == f"far_{side}":
        return "grave"
    if where == side:
        return "warn"
    return "good" if where in ("high", "low", "far_high", "far_low") else ""


def funnel_drawn(name: str, kept: Mapping[str, Any], offices: Mapping[str, Mapping[str, Any]]) -> SafeString:
    """Every office against the share of all, with both pairs of limits."""
    title, what = (word() for word in FUNNEL_WORDS[name])
    dots = [
        Dot(
            offices[one["key"]]["name"], one["of"], 100 * one["hits"] / one["of"],
            text=f"{percent(one['hits'] / one['of'])}, {WHERE_WORDS[one['where']]()}", outside=one["where"] != "inside",
        )
        for one in kept["places"] if one["of"]
    ]  # fmt: skip
    near = [Limit(of, 100 * low, 100 * high) for of, low, high, _far, _away in kept["curve"]]
    wide = [Limit(of, 100 * low, 100 * high) for of, _near, _by, low, high in kept["curve"]]
    return drawn(
        funnel(
            dots, near, title=title, wide=wide, centre=100 * kept["target"], centre_text=percent(kept["target"]),
            description=_("Tiap titik satu kantor: makin ke kanan makin banyak barisnya. Angkanya ada pada tabel."),
            x_title=_("banyaknya"), y_title=_("persen, %(what)s") % {"what": what},
        )
    )  # fmt: skip
