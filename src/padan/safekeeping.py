"""What a run must never do: overwrite a human's answers."""

import os
from collections.abc import Sequence
from pathlib import Path

from padan.domain.decisions import Answer, Decision
from padan.domain.errors import OutputError, PadanError
from padan.files.decisions import holds_unread_answers, read_answers
from padan.reporting import WORKBOOK

DECISIONS = "decisions.csv"


def demand_answers_kept(out: Path, decisions: Sequence[Path]) -> None:
    """Raises OutputError where the folder holds answers of humans that this run was not given."""
    workbook = out / WORKBOOK
    if not _given(workbook, decisions) and holds_unread_answers(workbook):
        raise OutputError(
            f"{workbook} sudah diisi tetapi belum dipakai. Jalankan lagi dengan --decisions {workbook}, "
            "atau pilih folder hasil lain.",
            f"{workbook} has been filled in and was not given. Run again with --decisions {workbook}, "
            "or choose another folder.",
        )
    known = out / DECISIONS
    lost = 0 if _given(known, decisions) else _lost(known, decisions)
    if lost:
        raise OutputError(
            f"{known} memuat {lost} keputusan yang belum diberikan pada perintah ini. Jalankan lagi dengan "
            f"--decisions {known} (boleh bersama berkas lain), atau pilih folder hasil lain.",
            f"{known} holds {lost} decisions that were not given. Run again with --decisions {known} "
            "(beside other files), or choose another folder.",
        )


def _given(path: Path, decisions: Sequence[Path]) -> bool:
    """Whether that very file, or a copy of it, is among the decisions."""
    if not path.is_file():
        return True
    if any(os.path.realpath(path) == os.path.realpath(other) for other in decisions):
        return True
    alike = [other for other in decisions if other.is_file() and other.stat().st_size == path.stat().st_size]
    return any(other.read_bytes() == path.read_bytes() for other in alike)


def _lost(known: Path, decisions: Sequence[Path]) -> int:
    """Answers of an earlier run that no file given now speaks of."""
    try:
        earlier = [d for d in read_answers([known]) if _says_something(d)]
    except PadanError:
        return 0
    if not earlier:
        return 0
    now = {decision.pair() for decision in read_answers(decisions)}
    return sum(decision.pair() not in now for decision in earlier)


def _says_something(decision: Decision) -> bool:
    return decision.answer is not Answer.UNKNOWN or bool(decision.note or decision.by)
