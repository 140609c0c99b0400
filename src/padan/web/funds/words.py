"""What moves of money are called."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOVE_WORDS: "dict[str, _StrPromise]" = {
    "allocation": _("Alokasi"),
    "allocation_cut": _("Pengurangan alokasi"),
    "receipt": _("Penerimaan"),
    "receipt_unallocated": _("Penerimaan tanpa alokasi"),
    "made_available": _("Penyediaan dana"),
    "commitment": _("Pengikatan untuk komitmen"),
    "commitment_freed": _("Komitmen dilepas"),
    "payment": _("Pembayaran komitmen"),
    "payment_uncommitted": _("Pembayaran tanpa komitmen"),
    "payment_advanced": _("Pembayaran yang ditalangi"),
    "settlement": _("Pelunasan talangan"),
    "report": _("SPJ diterima"),
    "refund": _("Pembayaran kembali"),
    "refund_reported": _("Pembayaran kembali sesudah SPJ"),
    "return": _("Pengembalian kepada pemberi"),
    "return_unreleased": _("Pengembalian sebelum disediakan"),
    "return_advanced": _("Pengembalian yang ditalangi"),
}
"""The moves of `domain.ledger.MOVES`, as people read them."""

STEP_WORDS: "dict[str, str | _StrPromise]" = {
    "allocated": _("Dialokasikan"),
    "received": _("Diterima"),
    "available": _("Disediakan"),
    "committed": _("Diikat"),
    "paid": _("Dibayar"),
    "reported": "SPJ",
    "returned": _("Dikembalikan"),
    "advance": _("Ditalangi"),
}
"""The steps of `ledger.Steps`, as people read them."""
