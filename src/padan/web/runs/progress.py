"""The steps of a run as a waiting person reads them, and how far along each is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it does in words, and its usual share of a run's time, in hundredths."""

    label: str | Promise
    share: int


STEPS: dict[str, Step] = {
    "hand_over": Step(_("Menyiapkan daftar yang diterima"), 12),
    "read": Step(_("Membaca berkas"), 4),
    "check": Step(_("Memeriksa baris"), 4),
    "decide": Step(_("Mencocokkan orang"), 30),
    "reconcile": Step(_("Menyusun hasil"), 5),
    "accounts": Step(_("Menghitung iuran dan kepesertaan"), 10),
    "issue": Step(_("Menulis alasan"), 5),
    "store": Step(_("Menyimpan hasil"), 25),
    "publish": Step(_("Menerbitkan hasil dan menyiapkan pemeriksaan"), 5),
}
"""In order; those between `hand_over` and `store` are the engine's own (`padan.pipeline.STEPS`)."""

COUNTED = frozenset({"hand_over", "store"})
"""Steps that count rows."""


def share_done(step: str, done: int, total: int) -> int:
    """How much of a run is behind, in hundredths."""
    if step not in STEPS:
        return 0
    keys = list(STEPS)
    before = sum(STEPS[key].share for key in keys[: keys.index(step)])
    return before + (STEPS[step].share * min(done, total) // total if total else 0)
