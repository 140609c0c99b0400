"""What a run must never do: overwrite a human's answers."""

import os
from collections.abc import Sequence
from pathlib import Path

from padan.domain.decisions import Answer, Decision
from padan.domain.errors import OutputError, PadanError
from padan.files.decisions import holds_unread_answers, read_answers
from padan.files.given import files_given
from padan.files.publishing import cannot_write
from padan.reporting import WORKBOOK

DECISIONS = "decisions.csv"


def demand_answers_kept(out: Path, decisions: Sequence[Path], password: str | None = None) -> None:
    """Raises OutputError where the folder holds answers of humans that this run was not given, or cannot be one."""
    try:
        _demand_answers_kept(out, decisions, password)
    except OSError as error:
        raise cannot_write(out, error) from error


def _demand_answers_kept(out: Path, decisions: Sequence[Path], password: str | None) -> None:
    workbook = out / WORKBOOK
    if not _given(workbook, decisions) and holds_unread_answers(workbook):
        raise OutputError(
            f"{workbook} sudah diisi tetapi belum dipakai. Jalankan lagi dengan --decisions {workbook}, "
            "atau pilih folder hasil lain.",
            f"{workbook} has been filled in and was not given. Run again with --decisions {workbook}, "
            "or choose another folder.",
        )
    known = out / DECISIONS
    lost = 0 if _given(known, decisions) else _lost(known, decisions, password)
    if lost:
        raise OutputError(
            f"{known} memuat {lost} keputusan yang belum diberikan pada perintah ini. Jalankan lagi dengan "
            f"--decisions {known} (boleh bersama berkas lain), atau pilih folder hasil lain.",
            f"{known} holds {lost} decisions that were not given. Run again with --decisions {known} "
            "(beside other files), or choose another folder.",
        )


def _given(path: Path, decisions: Sequence[Path]) -> bool:
    """Whether that very file, or a copy of it, is among the decisions, or in a folder of them."""
    if not path.is_file():
        return True
    given = files_given(decisions)[0]
    if any(os.path.realpath(path) == os.path.realpath(other) for other in given):
        return True
    alike = [other for other in given if other.is_file() and other.stat().st_size == path.stat().st_size]
    return any(other.read_bytes() == path.read_bytes() for other in alike)


def _lost(known: Path, decisions: Sequence[Path], password: str | None) -> int:
    """How many answers of an earlier run no file given now speaks of. Raises OutputError where they cannot be read."""
    try:
        earlier = [d for d in read_answers([known]) if _says_something(d)] if known.stat().st_size else []
    except PadanError as error:
        raise _unreadable(known, error) from error
    if not earlier:
        return 0
    now = {decision.pair() for decision in read_answers(decisions, password)}
    return sum(decision.pair() not in now for decision in earlier)


def _unreadable(known: Path, error: PadanError) -> OutputError:
    """A slip in a file that a human mended by hand: what else it holds would be lost."""
    return OutputError(
        f"{known} tidak dapat dibaca dan mungkin memuat keputusan. Betulkan lalu berikan dengan --decisions, "
        "pindahkan, atau pilih folder hasil lain.",
        f"{known} cannot be read and may hold decisions. Correct it and give it as --decisions, move it away, or "
        "choose another folder.",
        error.details,
    )


def _says_something(decision: Decision) -> bool:
    return decision.answer is not Answer.UNKNOWN or bool(decision.note or decision.by)
