"""The rules of early warning: what each watches, the unit of its threshold, and who acts where nobody set otherwise.

A rule looks at the record through a `Scene` and gives what it finds. Its threshold and who is to act are data
(`WarningRule`), shipped with the values here and changed by Bappeda on a page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.web.followup import finding_figures, finding_lists, finding_money, finding_people
from padan.web.followup.models import InCharge
from padan.web.followup.scene import Found, Scene

Words = str | Promise
DAYS, MONTHS, PEOPLE, PERCENT, NONE = _("hari"), _("bulan"), _("orang"), "%", ""
"""Units of thresholds."""

Finder = Callable[[Scene, int], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `title`: its heading; `means`: when it warns; `grave`: money or a life is at risk."""

    key: str
    title: Words
    means: Words
    unit: Words
    threshold: int
    in_charge: InCharge
    grave: bool
    find: Finder


RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            "dead_paid", _("Iuran dibayar sesudah meninggal"),
            _("Ada iuran untuk bulan sesudah kematian, dalam sekian bulan terakhir yang tercatat."),
            MONTHS, 3, InCharge.PLACE, True, finding_people.dead_paid,
        ),
        Rule(
            "lapse_next", _("Perlindungan gugur bulan depan"),
            _(
                "Paling sedikit sekian orang satu kantor gugur bila iuran bulan depan tidak dibayar, atau masih "
                "ditanggung dan tidak diteruskan siapa pun."
            ),
            PEOPLE, 1, InCharge.PLACE, True, finding_people.lapse_next,
        ),
        Rule(
            "claims_unfiled", _("Klaim kematian belum diajukan"),
            _("Kematian yang mungkin terlindungi, sekian hari sesudah terjadi belum diajukan ke cabang."),
            DAYS, 30, InCharge.PLACE, True, finding_people.claims_unfiled,
        ),
        Rule(
            "stage_late", _("Tahap dana terlambat"),
            _("Tahap yang sekian hari lewat batas waktunya belum diterima utuh."),
            DAYS, 0, InCharge.BPKAD, True, finding_money.stage_late,
        ),
        Rule(
            "spj_blocks", _("SPJ menahan tahap berikut"),
            _("Tahap berikut tertahan karena uang yang dibayar belum ber-SPJ."),
            NONE, 0, InCharge.PLACE, True, finding_money.spj_blocks,
        ),
        Rule(
            "spj_undecided", _("SPJ belum diperiksa"), _("SPJ yang sekian hari menunggu pemeriksaan."),
            DAYS, 14, InCharge.BPKAD, False, finding_money.spj_undecided,
        ),
        Rule(
            "share_above", _("Melebihi bagian yang ditetapkan"),
            _("Yang dijanjikan atau dibayar untuk satu program melebihi bagiannya."),
            NONE, 0, InCharge.PLACE, True, finding_money.share_above,
        ),
        Rule(
            "share_below", _("Bagian program belum terpakai"),
            _("Bagian program yang terpakai di bawah sekian persen dari yang wajar sampai bulan itu."),
            PERCENT, 80, InCharge.PLACE, False, finding_figures.share_below,
        ),
        Rule(
            "not_absorbed", _("Dana tidak akan terserap"),
            _("Dengan laju tahun ini, sekian persen dana atau lebih tersisa pada 31 Desember."),
            PERCENT, 10, InCharge.PLACE, False, finding_money.not_absorbed,
        ),
        Rule(
            "advanced", _("Dana ditalangi"), _("Dibayar sebelum uangnya diterima."),
            NONE, 0, InCharge.BPKAD, True, finding_money.advanced,
        ),
        Rule(
            "unassigned", _("Pembayaran belum jelas untuk siapa"),
            _("Dibayar untuk program, tetapi tidak tercatat untuk orang siapa."),
            NONE, 0, InCharge.BPKAD, False, finding_money.unassigned,
        ),
        Rule(
            "activity_late", _("Kegiatan lewat batas waktu"), _("Kegiatan kelurahan yang belum selesai pada harinya."),
            NONE, 0, InCharge.PLACE, False, finding_money.activity_late,
        ),
        Rule(
            "list_missing", _("Daftar belum diserahkan"),
            _("Daftar yang sekian hari lewat batas waktu belum diterima."),
            DAYS, 0, InCharge.PLACE, False, finding_lists.list_missing,
        ),
        Rule(
            "list_unsigned", _("Belum menandatangani"),
            _("Kantor yang sekian hari sesudah batas waktu periode belum menandatangani."),
            DAYS, 7, InCharge.PLACE, False, finding_lists.list_unsigned,
        ),
        Rule(
            "followup_overdue", _("Tindak lanjut lewat waktu"),
            _("Tindak lanjut yang sekian hari lewat batas waktunya belum dinyatakan selesai."),
            DAYS, 0, InCharge.PLACE, False, finding_lists.followup_overdue,
        ),
        Rule(
            "figure_bad", _("Angka jauh dari target"), _("Angka kota yang dinilai buruk terhadap targetnya."),
            NONE, 0, InCharge.BAPPEDA, False, finding_figures.figure_bad,
        ),
    )
}  # fmt: skip
"""Every rule by its key; lives first, then money, then lists."""

ORDER: tuple[str, ...] = tuple(RULES)
GRAVE: frozenset[str] = frozenset(key for key, rule in RULES.items() if rule.grave)
