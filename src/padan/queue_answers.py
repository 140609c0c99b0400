"""What an office answered in the workbook of its cases: one line a row, as found. Who may say it, the site decides."""

from pathlib import Path

from padan.domain.queue_sheet import AnswerLine
from padan.files.queue_sheet import read_queue_sheet


def read_queue_answers(path: Path) -> list[AnswerLine]:
    """The filled-in rows of a workbook that the site handed out. Raises UnreadableFileError."""
    return read_queue_sheet(path)
