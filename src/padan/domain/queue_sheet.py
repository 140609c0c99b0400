"""Columns of the workbook in which an office answers its cases offline. Its writer and its reader share this module."""

from collections.abc import Mapping
from dataclasses import dataclass

ANSWER, REASON, DATE, DOCUMENT, OWNER, UNTIL, KEY = (
    "answer", "reason", "happened_on", "document", "owner", "carried_to", "key",
)  # fmt: skip
FILLED_IN: tuple[str, ...] = (ANSWER, REASON, DATE, DOCUMENT, OWNER, UNTIL)
"""Columns that the office fills in; all else is locked."""

HEADINGS: Mapping[str, tuple[str, str]] = {
    ANSWER: ("Jawaban", "Answer"),
    REASON: ("Alasan", "Reason"),
    DATE: ("Tanggal kejadian", "Date of the event"),
    DOCUMENT: ("Dokumen", "Document"),
    OWNER: ("Penanggung jawab", "Owner"),
    UNTIL: ("Sampai tanggal", "Until"),
    KEY: ("Kunci (jangan diubah)", "Key (do not change)"),
}
"""Each column's heading, Indonesian and English."""

SHEET: tuple[str, str] = ("Pemeriksaan", "Review")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One filled-in row as found: `row` is Excel's number, `said` the text of each column that is not blank."""

    row: int
    said: Mapping[str, str]

    def text(self, column: str) -> str:
        """What stands in a column, "" where it is blank."""
        return self.said.get(column, "")
