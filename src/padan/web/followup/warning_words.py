"""The sentence of a warning, in the page's language (a paper's: under `translation.override("id")`)."""

from collections.abc import Callable, Mapping

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from padan.web.followup.models import EarlyWarning
from padan.web.periods.models import segment_name
from padan.web.templatetags.indonesian import month, rupiah, whole

Words = Mapping[str, object]


def warning_text(warning: EarlyWarning) -> str:
    """What a warning says, with its count and amount."""
    told = {"n": whole(warning.count), "amount": rupiah(warning.amount), **warning.words}
    told["sum"] = f": {rupiah(warning.amount)}" if warning.amount else ""
    if told.get("month"):
        told["month"] = month(str(told["month"]))
    if told.get("programme"):
        told["programme"] = segment_name(str(told["programme"]))
    if warning.rule == "figure_bad":
        lang = "en" if get_language() == "en" else "id"
        told |= {part: told.get(f"{part}_{lang}", "") for part in ("name", "value", "target")}
    sentence = _with_dropped if told.get("dropped") else SENTENCES.get(warning.rule)
    return sentence(warning.count) % told if sentence else warning.rule


def _with_dropped(n: int) -> str:
    """That of `lapse_next` where some of them are continued by nobody."""
    return ngettext(
        "%(n)s orang gugur bulan depan atau tidak diteruskan (%(dropped)s tidak diteruskan siapa pun); keluarganya "
        "dapat kehilangan %(amount)s.",
        "%(n)s orang gugur bulan depan atau tidak diteruskan (%(dropped)s tidak diteruskan siapa pun); keluarganya "
        "dapat kehilangan %(amount)s.", n,
    )  # fmt: skip


SENTENCES: Mapping[str, Callable[[int], str]] = {
    "dead_paid": lambda n: ngettext(
        "Iuran %(n)s orang dibayar sesudah ia meninggal: %(amount)s.",
        "Iuran %(n)s orang dibayar sesudah mereka meninggal: %(amount)s.", n,
    ),
    "lapse_next": lambda n: ngettext(
        "%(n)s orang gugur bulan depan; keluarganya dapat kehilangan %(amount)s.",
        "%(n)s orang gugur bulan depan; keluarganya dapat kehilangan %(amount)s.", n,
    ),
    "claims_unfiled": lambda n: ngettext(
        "%(n)s kematian belum diajukan ke cabang%(sum)s.",
        "%(n)s kematian belum diajukan ke cabang%(sum)s.", n,
    ),
    "stage_late": lambda n: ngettext(
        "%(source)s %(year)s tahap %(stage)s belum diterima utuh untuk %(n)s kelurahan: kurang %(amount)s.",
        "%(source)s %(year)s tahap %(stage)s belum diterima utuh untuk %(n)s kelurahan: kurang %(amount)s.", n,
    ),
    "spj_blocks": lambda n: _("%(source)s %(year)s tahap %(stage)s, %(amount)s, tertahan karena SPJ belum lengkap."),
    "spj_undecided": lambda n: ngettext(
        "%(n)s SPJ menunggu diperiksa: %(amount)s.", "%(n)s SPJ menunggu diperiksa: %(amount)s.", n
    ),
    "share_above": lambda n: _("%(programme)s melebihi bagiannya dari %(source)s %(year)s: %(amount)s."),
    "share_below": lambda n: ngettext(
        "%(programme)s: di %(n)s kelurahan bagian %(year)s yang terpakai sampai %(month)s terlalu sedikit, "
        "masih tersisa %(amount)s.",
        "%(programme)s: di %(n)s kelurahan bagian %(year)s yang terpakai sampai %(month)s terlalu sedikit, "
        "masih tersisa %(amount)s.", n,
    ),
    "not_absorbed": lambda n: _(
        "Dengan laju sekarang %(amount)s (%(share)s %%) dari %(source)s %(year)s tidak terserap sampai akhir tahun."
    ),
    "advanced": lambda n: ngettext(
        "%(source)s %(year)s di %(n)s tempat dibayar sebelum uangnya diterima: %(amount)s.",
        "%(source)s %(year)s di %(n)s tempat dibayar sebelum uangnya diterima: %(amount)s.", n,
    ),
    "unassigned": lambda n: ngettext(
        "%(source)s %(year)s di %(n)s tempat dibayar, belum jelas untuk siapa: %(amount)s.",
        "%(source)s %(year)s di %(n)s tempat dibayar, belum jelas untuk siapa: %(amount)s.", n,
    ),
    "activity_late": lambda n: _("Kegiatan %(source)s %(year)s lewat batas waktu; pagunya %(amount)s."),
    "list_missing": lambda n: ngettext(
        "%(n)s daftar untuk %(period)s belum diserahkan.", "%(n)s daftar untuk %(period)s belum diserahkan.", n
    ),
    "list_unsigned": lambda n: _("Angka %(period)s belum ditandatangani."),
    "followup_overdue": lambda n: ngettext(
        "%(n)s tindak lanjut lewat batas waktu.", "%(n)s tindak lanjut lewat batas waktu.", n
    ),
    "figure_bad": lambda n: _("%(name)s: %(value)s, targetnya %(target)s."),
}  # fmt: skip
