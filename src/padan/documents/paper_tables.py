"""Tables of the minutes as plain data: columns with widths in millimetres, rows of text, cut into pages beforehand.

Row heights are reckoned here from the width of the text, and not by the typesetter: that makes an annex of 5,000
rows set in one second and not in four, and its pages the same on every machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

POINTS_PER_MM = 72 / 25.4
LINE_MM = 3.25
PADDING_MM = 1.9
MOST_LINES = 12
HEADINGS_MM = 14.0
"""Room of the gap and the headings of a second table on a page."""
LEAST_ROOM_MM = 40.0
"""A table does not begin on a page that has less room left."""

SIZE = 7.5
"""Size of the text of annexes in points."""

ZERO_WIDTH_SPACE = "\u200b"

_INSET_MM = 2.1
_FIRST_CODE = 32
_ADVANCES = (
    250, 288, 336, 465, 465, 637, 705, 190, 298, 298, 369, 550, 220, 338, 220, 323, 465, 465, 465, 465, 465, 465, 465,
    465, 465, 465, 236, 236, 550, 550, 550, 435, 895, 695, 588, 646, 701, 557, 485, 685, 730, 297, 322, 637, 528, 839,
    699, 702, 541, 702, 587, 485, 597, 661, 652, 951, 660, 575, 604, 356, 287, 356, 518, 486, 392, 457, 493, 428, 506,
    447, 310, 500, 538, 271, 272, 512, 264, 790, 542, 504, 519, 503, 372, 390, 316, 531, 497, 747, 490, 515, 424, 277,
    205, 277, 449,
)  # fmt: skip
"""Widths of the signs from space to tilde in Libertinus Serif, in thousandths of the size."""

_WIDEST = 960
_WIDTHS = [_WIDEST] * _FIRST_CODE + list(_ADVANCES) + [_WIDEST] * (256 - _FIRST_CODE - len(_ADVANCES))
_BOLD = 1.09
"""How much wider bold text is."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column: heading, width in millimetres, `left`, `right` or `center`."""

    label: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table; `strong` are the positions of rows of sums."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[Row, ...]
    strong: frozenset[int] = frozenset()

    def as_data(self) -> dict[str, Any]:
        """For the typesetter, in one piece: rows as high as their text."""
        return {**self._columns(), "rows": [list(row) for row in self.rows], "strong": sorted(self.strong)}

    def _columns(self) -> dict[str, Any]:
        return {
            "head": [column.label for column in self.columns],
            "widths": [column.width for column in self.columns],
            "align": [column.align for column in self.columns],
        }

    def piece(self) -> dict[str, Any]:
        """The start of a piece that goes on one page."""
        return {**self._columns(), "rows": [], "heights": [], "strong": []}

    def fitted(self, row: Row, *, bold: bool) -> tuple[list[str], int]:
        """The cells, each cut to at most `MOST_LINES` lines, and how many lines the highest has."""
        cells, most = [], 1
        for text, column in zip(row, self.columns, strict=True):
            room = (column.width - _INSET_MM) * POINTS_PER_MM / (_BOLD if bold else 1)
            if text_width(text) > room:
                lines = _wrapped(text, room)
                most = max(most, min(len(lines), MOST_LINES))
                text = " ".join(lines) if len(lines) <= MOST_LINES else " ".join(lines[:MOST_LINES])[:-2] + "…"
            cells.append(text)
        return cells, most


def paginate(tables: Iterable[PaperTable], height: float, first: float) -> list[list[dict[str, Any]]]:
    """Pages of `height` mm (the first of `first` mm), each a list of pieces of tables with every row's height said."""
    pages: list[list[dict[str, Any]]] = [[]]
    room = first
    for paper in tables:
        if pages[-1] and room < LEAST_ROOM_MM:
            pages.append([])
        room = height if not pages[-1] and len(pages) > 1 else room - (HEADINGS_MM if pages[-1] else 0)
        pages[-1].append(paper.piece())
        for position, row in enumerate(paper.rows):
            cells, lines = paper.fitted(row, bold=position in paper.strong)
            needed = lines * LINE_MM + PADDING_MM
            if needed > room and pages[-1][-1]["rows"]:
                pages.append([paper.piece()])
                room = height
            piece = pages[-1][-1]
            if position in paper.strong:
                piece["strong"].append(len(piece["rows"]))
            piece["rows"].append(cells)
            piece["heights"].append(round(needed, 2))
            room -= needed
    return pages


def text_width(text: str) -> float:
    """The width in points at `SIZE`; a sign outside ASCII counts as the widest."""
    return SIZE / 1000 * sum(map(_WIDTHS.__getitem__, text.encode("latin-1", "replace")))


def _wrapped(text: str, room: float) -> list[str]:
    """The text in lines that fit; a word wider than the column is given places to break."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        width = text_width(word)
        if line and used + width > room:
            lines.append(line)
            line, used = "", 0.0
        while width > room:
            fits = _fitting(word, room)
            lines.append(word[:fits] + ZERO_WIDTH_SPACE)
            word = word[fits:]
            width = text_width(word)
        line = f"{line} {word}" if line else word
        used += width + text_width(" ")
    return [*lines, line]


def _fitting(word: str, room: float) -> int:
    """How many signs of a word fit, at least one."""
    used = 0.0
    for count, sign in enumerate(word):
        used += text_width(sign)
        if used > room:
            return max(count, 1)
    return len(word)


def table(columns: Iterable[PaperColumn], rows: Iterable[Row], strong: Iterable[int] = ()) -> PaperTable:
    """A table from any iterables."""
    return PaperTable(tuple(columns), tuple(rows), frozenset(strong))
