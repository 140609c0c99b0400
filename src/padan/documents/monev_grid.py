"""A sheet of figures with formulas: each formula carries the value that it gives, so that it reads right unopened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from padan.documents.sheets import A4, INK, NAVY, PALE, RULE, Styles
from padan.domain.cell_text import guarded

DECIMAL = "[$-421]#,##0.0"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours ("=SUM(A1:A2)") and what it comes to; never made of anybody's text."""

    text: str
    value: float | str


Cell = str | int | float | Formula | None


@dataclass(frozen=True, slots=True)
class Head:
    """One column: heading, width in characters, kind of its values (text, wrap, number, money, percent, decimal)."""

    label: str
    width: float
    kind: str = "wrap"


class Inks:
    """The formats of cells and of sums, each made once."""

    def __init__(self, book: Any) -> None:
        self.styles = Styles(book)
        plain = {"valign": "top", "font_color": INK, "align": "right", "num_format": DECIMAL}
        rule = {"bottom": 4, "bottom_color": RULE}
        total = {"bold": True, "bg_color": PALE, "top": 1, "top_color": NAVY}
        self.cells: Mapping[str, Any] = {**self.styles.cells, "decimal": book.add_format({**plain, **rule})}
        self.totals: Mapping[str, Any] = {**self.styles.totals, "decimal": book.add_format({**plain, **total})}


class Grid:
    """One sheet, filled from top to bottom."""

    def __init__(self, book: Any, inks: Inks, name: str, footer: str) -> None:
        self.page = book.add_worksheet(name)
        self.inks = inks
        self.row = 0
        self._heads: Sequence[Head] = ()
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer(f"&L&8{footer.replace('&', '&&')}&C&8&A&R&8&P dari &N")
        self.page.hide_gridlines(2)

    def title(self, text: str, *notes: str) -> None:
        """What stands above a table."""
        self._line(text, self.inks.styles.title)
        for note in notes:
            self._line(note, self.inks.styles.note)

    def warn(self, text: str) -> None:
        """What must not be overlooked."""
        self._line(text, self.inks.styles.draft)

    def _line(self, text: str, style: Any) -> None:
        if text:
            self.page.write_string(self.row, 0, guarded(text), style)
            self.row += 1

    def head(self, heads: Sequence[Head], *, frozen: int = 0) -> int:
        """The headings; gives the row on which the first line will stand, counted from 0."""
        self._heads = heads
        self.page.set_row(self.row, 32)
        for at, one in enumerate(heads):
            self.page.write_string(self.row, at, guarded(one.label), self.inks.styles.headings[""])
            self.page.set_column(at, at, one.width)
        self.row += 1
        self.page.freeze_panes(self.row, frozen)
        self.page.repeat_rows(self.row - 1)
        return self.row

    def add(self, cells: Iterable[Cell], *, total: bool = False, kinds: Mapping[int, str] | None = None) -> int:
        """One line; gives its row. `kinds`: columns whose kind is another in this line."""
        formats = self.inks.totals if total else self.inks.cells
        for at, (cell, head) in enumerate(zip(cells, self._heads, strict=True)):
            self._write(at, cell, formats[(kinds or {}).get(at, head.kind)])
        self.row += 1
        return self.row - 1

    def _write(self, at: int, cell: Cell, style: Any) -> None:
        if isinstance(cell, Formula):
            self.page.write_formula(self.row, at, cell.text, style, cell.value)
        elif cell is None or cell == "":
            self.page.write_blank(self.row, at, None, style)
        elif isinstance(cell, str):
            self.page.write_string(self.row, at, guarded(cell), style)
        else:
            self.page.write_number(self.row, at, cell, style)


def at(row: int, column: int) -> str:
    """The name of a cell: (4, 2) -> "C5"."""
    return str(xl_rowcol_to_cell(row, column))


def spread(first: int, last: int, column: int) -> str:
    """The cells of a column from one row to another: "C5:C9"."""
    return f"{at(first, column)}:{at(last, column)}"


def sum_of(first: int, last: int, column: int, value: int) -> Formula:
    """The sum of a column's rows."""
    return Formula(f"=SUM({spread(first, last, column)})", value)


def ratio(above: str, below: str, numerator: int, denominator: int) -> Formula:
    """One cell by another; nothing where that is nothing."""
    return Formula(f'=IF({below}=0,"",{above}/{below})', numerator / denominator if denominator else "")
