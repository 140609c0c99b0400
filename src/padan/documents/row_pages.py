"""A worksheet that takes a whole row at once.

XlsxWriter writes a cell in some 9 microseconds, most of them spent on choices that are the same for all cells of a
column. A workbook of a city has 215,000 cells: written row by row it is made in half the time. The rows are to the
byte those that `write_string`, `write_number` and `write_blank` would have written; a test holds them to that.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from padan.domain.cell_text import guarded

Value = str | int | float | None
MOST_COLUMNS = 64
_LETTERS = tuple(xl_col_to_name(column) for column in range(MOST_COLUMNS))


class RowPage(Worksheet):  # type: ignore[misc]
    """A worksheet of a workbook in constant memory: rows come from top to bottom."""

    def write_whole_row(
        self, row: int, values: Sequence[Value], formats: Sequence[Any], height: int | None = None
    ) -> None:
        """One row from the first column on, `height` points high (None: as the program that opens it likes); text is
        guarded, so that nothing is taken for a formula."""
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(values) - 1)
        if row > self.previous_row:
            self._write_single_row(row)
        number = row + 1
        cells = [
            _cell(f'<c r="{letters}{number}" s="{style._get_xf_index()}"', value)
            for letters, value, style in zip(_LETTERS, values, formats, strict=False)
        ]
        tall = "" if height is None else f' ht="{height}" customHeight="1"'
        self.fh.write(f'<row r="{number}"{tall}>{"".join(cells)}</row>')


def _cell(head: str, value: Value) -> str:
    if value is None or value == "":
        return f"{head}/>"
    if not isinstance(value, str):
        return f"{head}><v>{value:.16G}</v></c>"
    text = guarded(value)
    if "&" in text or "<" in text or ">" in text:
        text = escape(text, quote=False)
    if "_x" in text:
        text = Worksheet._escape_control_characters(text)
    return f'{head} t="inlineStr"><is><t>{text}</t></is></c>'
