"""Effects of money in the words of a page: what was asked, what came of it, and what it does not say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.drawing import Series, line
from padan.web.drawings import drawn
from padan.web.evaluation.effects_asked import FIRST_MONEY, OUTCOMES, YEARLY, Asked
from padan.web.evaluation.showing import points, said
from padan.web.templatetags.indonesian import percent, whole


@dataclass(frozen=True, slots=True)
class Words:
    """An outcome in words: its name, the question, what the table shows, and what its effect does not say."""

    name: Callable[[], str]
    question: Callable[[], str]
    shown: Callable[[], str]
    caution: Callable[[], str]


WORDS: Mapping[str, Words] = {
    "protected": Words(
        lambda: _("Orang sasaran terlindungi"),
        lambda: _("Apakah orang sasaran lebih banyak terlindungi di kelurahan yang dananya datang lebih awal?"),
        lambda: _("Persen orang sasaran yang terlindungi, rata-rata kelurahan"),
        lambda: _(
            "Orang yang dihitung selalu sama: sasaran tahun itu. Yang baru diusulkan sesudahnya tidak ikut dihitung."
        ),
    ),
    "contributions": Words(
        lambda: _("Iuran dibayar"),
        lambda: _("Apakah iuran lebih banyak dibayar di kelurahan yang dananya datang lebih awal?"),
        lambda: _("Persen bagian iuran menurut ketentuan yang sudah dibayar, rata-rata kelurahan"),
        lambda: _(
            "Iuran boleh ditalangi sebelum dana datang. Bila semua ditalangi, dana yang lebih awal tidak mengubah apa "
            "pun pada angka ini."
        ),
    ),
    "spent": Words(
        lambda: _("Dana dibelanjakan"),
        lambda: _("Apakah pagu lebih banyak dibelanjakan di kelurahan yang dananya datang lebih awal?"),
        lambda: _("Persen pagu yang sudah dibelanjakan, rata-rata kelurahan"),
        lambda: _(
            "Uang yang belum datang hanya dapat dibelanjakan dengan talangan, jadi angka ini berkata seberapa cepat "
            "dana dipakai, bukan apakah pemakaiannya berguna."
        ),
    ),
    "days": Words(
        lambda: _("Hari sampai iuran dibayar"),
        lambda: _("Apakah iuran lebih cepat dibayar sejak dana diterima di kelurahan yang dananya datang lebih awal?"),
        lambda: _("Hari dari dana pertama diterima sampai iuran pertama dibayar, rata-rata kelurahan"),
        lambda: _(
            "Satu angka setahun dana untuk setiap kelurahan; yang belum membayar dihitung sampai sekarang, dan yang "
            "belum menerima tidak dihitung."
        ),
    ),
}  # fmt: skip


def money_name(year: int, stage: int) -> str:
    """ "Dana 2025 tahap II"."""
    if stage == FIRST_MONEY:
        return _("Dana %(year)s") % {"year": year}
    roman = {1: "I", 2: "II", 3: "III", 4: "IV"}.get(stage, str(stage))
    return _("Dana %(year)s tahap %(stage)s") % {"year": year, "stage": roman}


def moved(asked: Asked, value: float) -> str:
    """A change in the outcome's unit: `31,50 poin`, `-12,5 hari`."""
    if not OUTCOMES[asked.outcome].in_days:
        return points(value / 100)
    return _("%(n)s hari") % {"n": whole(round(value, 1))}


def level(asked: Asked, value: float) -> str:
    """How the outcome stands: `45,2 %`, `31 hari`."""
    if OUTCOMES[asked.outcome].in_days:
        return _("%(n)s hari") % {"n": whole(round(value, 1))}
    return percent(value / 100)


def step_name(asked: Asked, day: str) -> str:
    """The month, or the funding year, of a figure."""
    if OUTCOMES[asked.outcome].step == YEARLY:
        return day[:4]
    return format_date(date.fromisoformat(day), "MMMM yyyy", locale=_locale())


def _short(asked: Asked, day: str) -> str:
    if OUTCOMES[asked.outcome].step == YEARLY:
        return day[:4]
    return format_date(date.fromisoformat(day), "MMM yy", locale=_locale())


def _locale() -> str:
    return "en_GB" if get_language() == "en" else "id_ID"


def verdict(result: Mapping[str, Any], asked: Asked) -> tuple[str, str]:
    """What came of it in a few words, and how it is marked."""
    if (refusal := result.get("refusal")) is not None:
        return said((refusal["text_id"], refusal["text_en"])), ""
    found = result["effect"]
    told = _("%(n)s (antara %(low)s dan %(high)s)") % {
        "n": moved(asked, found["estimate"]), "low": moved(asked, found["low"]), "high": moved(asked, found["high"]),
    }  # fmt: skip
    if unsure(found):
        return _("%(told)s: tidak dapat dibedakan dari kebetulan") % {"told": told}, "warn"
    return told, "good" if (found["estimate"] > 0) == OUTCOMES[asked.outcome].more_is_better else "grave"


def unsure(found: Mapping[str, Any]) -> bool:
    """Whether nothing at all lies within the bounds."""
    return bool(found["low"] <= 0 <= found["high"])


def paths_drawn(asked: Asked, effect: Mapping[str, Any], starts: str) -> SafeString:
    """Both groups step by step, with a line where the money came."""
    paths: Sequence[Mapping[str, Any]] = effect["paths"]
    at = next((n for n, one in enumerate(paths) if one["month"] >= starts), None)
    series: Sequence[Series] = [
        Series(_("menerima lebih awal"), [one["early"] for one in paths]),
        Series(_("menerima kemudian"), [one["late"] for one in paths]),
    ]
    return drawn(
        line(
            series, [_short(asked, one["month"]) for one in paths], title=WORDS[asked.outcome].shown(), zero=False,
            description=_("Dua garis menurut waktu; angkanya ada pada tabel."), event=at, event_text=_("dana datang"),
            show=lambda value: level(asked, value).removesuffix(" %"),
        )
    )  # fmt: skip
