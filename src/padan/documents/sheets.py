"""One sheet of the workbook, written row by row: headings that stay, a filter, widths, and print set-up for A4."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Any

from padan.documents.row_pages import RowPage, Value
from padan.documents.wording import Words, say
from padan.domain.cell_text import guarded

NUMBER = "[$-421]#,##0"
MONEY = '[$-421]"Rp"\\ #,##0;[Red][$-421]\\-"Rp"\\ #,##0'
PERCENT = "0.0%"
TEXT = "@"
A4 = 9

INK = "#1F2933"
NAVY = "#1F3A5F"
PALE = "#E8EEF5"
SECOND = "#2F6B4F"
AMBER = "#FFF2CC"
FILL_IN = "#FFFBE6"
RULE = "#C5CED8"


LINE = 15
"""Points a line of text is high."""
MOST_LINES = 27
"""A row is at most 409 points high."""


def _lines(value: Value, width: float) -> int:
    """How many lines a text takes in a column as wide as so many digits; letters are narrower by about what is lost
    where lines are broken between words."""
    return ceil(len(value) / width) if isinstance(value, str) and value else 1


def _heading_lines(labels: Sequence[str], widths: Sequence[float]) -> int:
    """Lines of the highest heading: bold, and broken between words."""
    told = zip(labels, widths, strict=False)
    return max((len(wrap(label, max(int(width) - 1, 1), break_long_words=False)) for label, width in told), default=1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in characters, and kind of its values (text, wrap, number, money, percent, input)."""

    label: Words
    width: float
    kind: str = "text"
    block: str = ""


class Styles:
    """The few formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top", "font_color": INK}
        rule = {"bottom": 4, "bottom_color": RULE}
        self.cells: dict[str, Any] = {
            "text": book.add_format({**top, **rule, "num_format": TEXT}),
            "wrap": book.add_format({**top, **rule, "num_format": TEXT, "text_wrap": True}),
            "number": book.add_format({**top, **rule, "num_format": NUMBER, "align": "right"}),
            "money": book.add_format({**top, **rule, "num_format": MONEY, "align": "right"}),
            "percent": book.add_format({**top, **rule, "num_format": PERCENT, "align": "right"}),
            "input": book.add_format(
                {**top, "num_format": TEXT, "bg_color": FILL_IN, "border": 1, "border_color": RULE, "text_wrap": True}
            ),
        }
        total = {"bold": True, "bg_color": PALE, "top": 1, "top_color": NAVY, "font_color": INK}
        self.totals: dict[str, Any] = {
            "text": book.add_format(total),
            "wrap": book.add_format(total),
            "number": book.add_format({**total, "num_format": NUMBER, "align": "right"}),
            "money": book.add_format({**total, "num_format": MONEY, "align": "right"}),
            "percent": book.add_format({**total, "num_format": PERCENT, "align": "right"}),
            "input": book.add_format(total),
        }
        self.differing = book.add_format({**top, **rule, "num_format": TEXT, "bg_color": AMBER})
        heading = {
            "bold": True,
            "font_color": "#FFFFFF",
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "border": 1,
            "border_color": "#FFFFFF",
        }
        self.headings: dict[str, Any] = {
            "": book.add_format({**heading, "bg_color": NAVY}),
            "a": book.add_format({**heading, "bg_color": "#35608F"}),
            "b": book.add_format({**heading, "bg_color": SECOND}),
            "input": book.add_format({**heading, "bg_color": "#8A5A00"}),
        }
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": NAVY})
        self.section = book.add_format(
            {"bold": True, "font_size": 11, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
        )
        self.note = book.add_format({"italic": True, "font_color": "#52606D"})
        self.draft = book.add_format({"bold": True, "font_size": 12, "font_color": "#9C1C1C", "bg_color": "#FDE8E8"})
        self.warning = book.add_format({"bold": True, "font_color": "#7A4B00", "bg_color": AMBER})
        self.good = book.add_format({"bold": True, "font_color": SECOND, "align": "center", "valign": "top"})
        self.bad = book.add_format({"bold": True, "font_color": "#9C1C1C", "align": "center", "valign": "top"})
        self.link = book.add_format({**top, **rule, "font_color": "#1D4E9E", "underline": 1})


class Sheet:
    """A sheet that is filled from top to bottom and cannot be gone back to."""

    def __init__(self, book: Any, styles: Styles, name: str, lang: str, footer: str) -> None:
        self.page = book.add_worksheet(name, RowPage)
        self.styles = styles
        self.lang = lang
        self.name = name
        self.row = 0
        self._columns: Sequence[Column] = ()
        self._formats: list[Any] = []
        self._widths: Sequence[float] = ()
        self._wrapped: list[tuple[int, float]] = []
        self._heading_row = -1
        self._last_row = -1
        page_words = "&P dari &N" if lang == "id" else "&P of &N"
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer(f"&L&8{footer.replace('&', '&&')}&C&8&A&R&8{page_words}")
        self.page.hide_gridlines(2)

    def set_widths(self, widths: Sequence[float]) -> None:
        """The width of each column, in characters."""
        self._widths = widths
        for position, width in enumerate(widths):
            self.page.set_column(position, position, width)

    def line(self, text: str, style: Any = None, *, column: int = 0) -> None:
        """One line of running text."""
        self.page.write_string(self.row, column, guarded(text), style or self.styles.note)
        self.row += 1

    def band(self, text: str, style: Any, columns: int) -> None:
        """A line whose colour runs over several columns."""
        self.page.write_string(self.row, 0, guarded(text), style)
        for column in range(1, columns):
            self.page.write_blank(self.row, column, None, style)
        self.row += 1

    def skip(self) -> None:
        """A blank line."""
        self.row += 1

    def heading(self, columns: Sequence[Column], *, only: bool = True, frozen: int = 0) -> None:
        """The headings of a table; the `only` one of its sheet also sets widths, filter and what stays in view."""
        self._columns = columns
        self._formats = [self.styles.cells[column.kind] for column in columns]
        self._heading_row = self.row
        if only:
            self.set_widths([column.width for column in columns])
        self._wrapped = [
            (position, self._widths[position])
            for position, column in enumerate(columns)
            if column.kind in ("wrap", "input") and self._widths[position]
        ]
        labels = [say(column.label, self.lang) for column in columns]
        self.page.set_row(self.row, max(32, LINE * _heading_lines(labels, self._widths)))
        for position, (column, label) in enumerate(zip(columns, labels, strict=True)):
            self.page.write_string(self.row, position, label, self.styles.headings[column.block])
        if only:
            self.page.freeze_panes(self.row + 1, frozen)
            self.page.repeat_rows(0, self.row)
        self.row += 1

    def add(self, values: Iterable[Value], marks: dict[int, Any] | None = None) -> None:
        """One row; `marks` gives single cells another format. Text is never taken for a formula."""
        self._last_row = self.row
        self._write(values, self._formats, marks)

    def total(self, values: Iterable[Value]) -> None:
        """A row of sums."""
        self._write(values, [self.styles.totals[column.kind] for column in self._columns], None)

    def _write(self, values: Iterable[Value], formats: list[Any], marks: dict[int, Any] | None) -> None:
        styles = [marks.get(column, style) for column, style in enumerate(formats)] if marks else formats
        cells = list(values)
        self.page.write_whole_row(self.row, cells, styles, self._height(cells))
        self.row += 1

    def _height(self, values: Sequence[Value]) -> int | None:
        """Points that the longest text of the row needs: not every program finds that by itself."""
        lines = max((_lines(values[at], width) for at, width in self._wrapped if at < len(values)), default=1)
        return None if lines == 1 else min(lines, MOST_LINES) * LINE

    def close(self) -> None:
        """Puts the filter over the rows that were written, the sums below them left out."""
        if self._last_row > self._heading_row:
            self.page.autofilter(self._heading_row, 0, self._last_row, len(self._columns) - 1)
