"""What was answered in a workbook that the site handed out: one line a row, as found. Who may say it, the site
decides."""

from pathlib import Path

from padan.domain.queue_sheet import AnswerLine
from padan.domain.reply_sheet import ReplyLine
from padan.files.queue_sheet import MOST_BYTES, read_queue_sheet
from padan.files.reply_sheet import read_reply_sheet


def read_queue_answers(path: Path) -> list[AnswerLine]:
    """An office's answers to its cases. Raises UnreadableFileError."""
    return read_queue_sheet(path)


def read_branch_replies(path: Path) -> list[ReplyLine]:
    """The branch's answers to what was sent to it, in our workbook or in a sheet of its own. Raises
    UnreadableFileError."""
    return read_reply_sheet(path)


__all__ = ["MOST_BYTES", "read_branch_replies", "read_queue_answers"]
