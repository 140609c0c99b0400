"""A follow-up (tindak lanjut) and its steps: what may follow what, who takes it, and what it must be given.

A step never changes an earlier one. The state is that of the newest step that moves it; moving the due day does not.
"""

from dataclasses import dataclass
from datetime import date

OFFICE, GIVER, RECORD = "office", "giver", "record"
"""Who takes a step: the office that is to do it, who gave it (Bappeda, or the camat to the kelurahan), or nobody: the
record itself tells that it is done."""

REASON, PROOF, DUE = "reason", "proof", "due"
"""What a step needs: words; a file or words why there is none; a new due day."""


FATES: dict[str, tuple[str, str]] = {
    "continued": ("diteruskan", "continued"),
    "died": ("meninggal", "died"),
    "left": ("berhenti, pindah atau jabatannya berakhir", "left, moved, or the post ended"),
}
"""How it ended well for somebody whose cover was about to be lost, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class FollowUpStep:
    """One step: its words, after which states it may come, who takes it and what it needs. `moves`: it is the state."""

    key: str
    label_id: str
    label_en: str
    after: frozenset[str]
    who: str
    needs: frozenset[str] = frozenset()
    moves: bool = True

    def label(self, lang: str) -> str:
        """The step in words."""
        return self.label_en if lang == "en" else self.label_id


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STEPS: dict[str, FollowUpStep] = {
    step.key: step
    for step in (
        FollowUpStep("open", "Belum dikerjakan", "Not begun", frozenset({""}), GIVER),
        FollowUpStep("in_work", "Dikerjakan", "In work", _set("open sent_back"), OFFICE),
        FollowUpStep(
            "done", "Dinyatakan selesai", "Said to be done", _set("open in_work sent_back"), OFFICE, _set(PROOF)
        ),
        FollowUpStep("confirmed", "Selesai, disahkan", "Done, confirmed", _set("done"), GIVER),
        FollowUpStep("sent_back", "Dikembalikan", "Sent back", _set("done"), GIVER, _set(REASON)),
        FollowUpStep(
            "cancelled", "Dibatalkan", "Cancelled", _set("open in_work done sent_back"), GIVER, _set(REASON)
        ),
        FollowUpStep(
            "settled", "Selesai menurut catatan", "Done, as the record tells",
            _set("open in_work done sent_back"), RECORD,
        ),
        FollowUpStep(
            "moved", "Batas waktu digeser", "Due day moved", _set("open in_work sent_back"), GIVER,
            frozenset({REASON, DUE}), moves=False,
        ),
    )
}  # fmt: skip
"""Every step, in the order of the way."""

CLOSED: frozenset[str] = _set("confirmed cancelled settled")
"""States after which nothing is left to do."""

WITH_OFFICE: frozenset[str] = _set("open in_work sent_back")
"""States in which it is the office's turn: past its due day it is overdue."""


def next_steps(state: str) -> tuple[FollowUpStep, ...]:
    """What may follow a state."""
    return tuple(step for step in STEPS.values() if state and state in step.after)


def lacks(step: FollowUpStep, *, words: str, proofs: int, due: date | None) -> str:
    """What a step needs and was not given: one of REASON, PROOF, DUE; "" where nothing is missing."""
    if REASON in step.needs and not words.strip():
        return REASON
    if PROOF in step.needs and not proofs and not words.strip():
        return PROOF
    return DUE if DUE in step.needs and due is None else ""


def is_overdue(state: str, due: date, today: date) -> bool:
    """Whether its day is past and it is still the office's turn."""
    return state in WITH_OFFICE and today > due
