"""Words for what a run says, as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.domain.reconciliation import BUCKETS

BUCKET_LABELS: dict[str, str | Promise] = {
    "matched": _("Cocok"),
    "differs": _("Cocok, data berbeda"),
    "review": _("Perlu ditinjau"),
    "not_registered": _("Belum terdaftar di BPJS"),
    "not_listed": _("Tidak ada di daftar"),
    "duplicate": _("Ganda"),
    "rejected": _("Tidak dapat dikenali"),
}
"""Each bucket in a few words, in the order in which they are shown."""

SIDE_LABELS: dict[str, str | Promise] = {
    "list": _("Daftar pemerintah daerah"),
    "participants": _("Peserta BPJS"),
}

STATUS_LABELS: dict[str, str | Promise] = {
    "deceased": _("Meninggal"),
    "ended": _("Kepesertaan berakhir"),
    "lapsed": _("Perlindungan gugur"),
    "over_age": _("Melewati batas usia"),
    "in_arrears": _("Menunggak"),
    "unclear": _("Tagihan belum dirinci"),
    "active": _("Aktif"),
    "first_months": _("Bulan-bulan pertama"),
    "two_segments": _("Dua segmen"),
    "two_payers": _("Dua pembayar"),
    "resumed": _("Membayar lagi"),
    "one_month_to_lapse": _("Sebulan lagi gugur"),
}
"""What holds of a person's cover (`RunRow.statuses`)."""


def buckets_of(side: str) -> tuple[str, ...]:
    """The buckets that a side's rows can stand in, in the order shown."""
    return tuple(bucket for bucket in BUCKET_LABELS if bucket in BUCKETS[side])
