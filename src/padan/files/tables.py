"""Several tables on one sheet, beside each other or one below another, each with a heading of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from padan.files.grids import Grid, column_name
from padan.files.headings import HeadingBlock, Meaning, block_at, looks_like_data
from padan.files.layouts import COMPOSITES, ONE_OF, compact

MOST_BESIDE = 12
"""Tables beside each other; more are one wide table whose headings repeat."""
_TITLE_ROWS = 3
_ROLE = re.compile(
    r"\b(suami|istri|isteri|pasangan|ahli waris|orang ?tua|ayah|ibu|wali|anak|pengusul|pelapor|pendamping|petugas"
    r"|semula|menjadi|lama|baru|sebelum|sesudah|pengganti|diganti(?:kan)?|seharusnya|tertulis|salah|benar)\b",
    re.I,
)


def names_all_needed(meanings: Sequence[Meaning | None], kind: str) -> bool:
    """Whether headings name every field that a list of this kind needs."""
    known: set[str] = set()
    for meaning in meanings:
        if meaning is not None and meaning.months is not None:
            known |= {"month", "amount"}
        elif meaning is not None and not meaning.ignored:
            composite = meaning.key.removeprefix("+")
            known |= set(COMPOSITES[composite][0]) if meaning.key.startswith("+") else {meaning.key}
    return all(any(set(way) <= known for way in ways) for ways in ONE_OF[kind])


def beside(grid: Grid, block: HeadingBlock, top: Sequence[Sequence[str]], heading_row: int, kind: str) -> list[Grid]:
    """The tables side by side, where the headings begin anew with the same word; the sheet itself where it is one.

    `top` are the first rows as texts, `heading_row` is the first of the heading as seen in Excel.
    """
    texts = [compact(text) for text in block.texts]
    for first in [position for position, text in enumerate(texts) if text][:3]:
        starts = [position for position, text in enumerate(texts) if text == texts[first]]
        if not 2 <= len(starts) <= MOST_BESIDE:
            continue
        ends = [*starts[1:], grid.width]
        begins = [0 if place == 0 else start for place, start in enumerate(starts)]
        parts = list(zip(begins, ends, strict=True))
        whole = all(names_all_needed(block.meanings[begin:end], kind) for begin, end in parts)
        if (
            whole
            and _alike([texts[begin:end] for begin, end in parts])
            and not _other_roles(top[max(0, block.first - 2) : block.first], parts)
        ):
            return [_columns_of(grid, begin, end, heading_row) for begin, end in parts]
    return [grid]


def _alike(parts: Sequence[Sequence[str]]) -> bool:
    """Whether every table has the same headings; the last may have more behind them."""
    told = [[text for text in part if text] for part in parts]
    first = told[0]
    return all(part == first for part in told[:-1]) and told[-1][: len(first)] == first


def _other_roles(above: Sequence[Sequence[str]], parts: Sequence[tuple[int, int]]) -> bool:
    """Whether words above the headings make one side another person, or another state, than the other side."""
    for row in above:
        told = [" ".join(dict.fromkeys(text for text in row[begin:end] if text)) for begin, end in parts]
        if len(set(told)) > 1 and sum(map(bool, told)) > 1 and any(_ROLE.search(text) for text in told):
            return True
    return False


def _columns_of(grid: Grid, begin: int, end: int, heading_row: int) -> Grid:
    """The sheet with the columns of one table alone, and the titles that stand above all."""
    own = pl.any_horizontal(pl.col(column_name(p)).is_not_null() for p in range(begin, min(end, grid.width)))
    title = (pl.col("row") < heading_row) & ~own
    blank = [
        pl.when(title).then(pl.col(column_name(p))).alias(column_name(p))
        for p in range(grid.width)
        if not begin <= p < end
    ]
    merged = tuple(m for m in grid.merged if m[0] + 1 < heading_row or (begin <= m[1] and m[3] < end))
    return replace(grid, frame=grid.frame.with_columns(blank), merged=merged)


def begins_table(
    block: HeadingBlock, rows: Sequence[Sequence[str]], width: int, kind: str
) -> Callable[[Mapping[int, str]], bool]:
    """Tells the heading of another table below: it names all that is needed, and some column means something else.

    `rows` are those of the first heading, which only comes again where one of them stands there as it is.
    """
    known = [[compact(text) for text in row] for row in rows]

    def test(texts: Mapping[int, str]) -> bool:
        if len(texts) < 2:
            return False
        row = [texts.get(position, "") for position in range(width)]
        again = any(all(compact(text) == words[position] for position, text in texts.items()) for words in known)
        if again or looks_like_data(row):
            return False
        found = block_at([row], 0, 0, kind, {})
        if not names_all_needed(found.meanings, kind):
            return False
        pairs = zip(block.meanings, found.meanings, strict=True)
        return any(new is not None and not new.ignored and (old is None or old.key != new.key) for old, new in pairs)

    return test


def next_heading(grid: Grid, above: int, test: Callable[[Mapping[int, str]], bool]) -> tuple[int, int] | None:
    """The row below `above` where the heading of another table stands, and the last row of a person before it."""
    cells = [pl.col(column_name(position)) for position in range(grid.width)]
    numbered = pl.any_horizontal(cell.str.contains(r"\d{8}").fill_null(False) for cell in cells)
    rows = grid.frame.filter((pl.col("row") > above) & pl.any_horizontal(cell.is_not_null() for cell in cells))
    for row, *texts in rows.filter(~numbered).select("row", *cells).collect().iter_rows():
        if test({position: text.strip() for position, text in enumerate(texts) if text is not None}):
            last = rows.filter(numbered & (pl.col("row") < row)).select(pl.col("row").max()).collect().item()
            return row, last or above
    return None


def first_row_below(grid: Grid, heading_row: int, last_above: int) -> int:
    """Where another table begins: at its heading, or at the titles just above it."""
    first = heading_row
    cells = [column_name(position) for position in range(grid.width)]
    between = pl.col("row").is_between(max(last_above + 1, heading_row - _TITLE_ROWS), heading_row - 1)
    for row, *texts in reversed(grid.frame.filter(between).select("row", *cells).collect().rows()):
        if len({text for text in texts if text}) > 1:
            break
        first = row
    return first


def rows_before(grid: Grid, row: int) -> Grid:
    """The sheet above a row as seen in Excel."""
    return replace(grid, frame=grid.frame.filter(pl.col("row") < row))


def rows_from(grid: Grid, row: int) -> Grid:
    """The sheet from a row on."""
    return replace(grid, frame=grid.frame.filter(pl.col("row") >= row))
