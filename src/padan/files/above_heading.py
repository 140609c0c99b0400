"""People above their own heading: a list that was sorted with its heading among the rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from padan.files.grids import Grid
from padan.files.headings import HeadingBlock
from padan.files.rows import DATE_LIKE

Heading = tuple[pl.DataFrame, list[list[str]], HeadingBlock]
"""The first rows, the same as texts, and the heading among them."""
_NUMBERS = frozenset({"nik", "kpj"})
_BORN = frozenset({"birth_date", "+birth"})
_NUMBER = re.compile(r"\W*(?:[0-9OoIl][ .'-]?){11,17}\W*|\d[.,]\d+[eE]\+?\d+")
_DATE = re.compile(DATE_LIKE)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def people_below_heading(grid: Grid, heading: Heading) -> tuple[Grid, Heading]:
    """The sheet with the people that stand above the heading put below it, each keeping its row as seen in Excel.

    Nothing is moved where none stands there. A title is no person: a person has a NIK or KPJ in the column of that
    heading, or a name and a date in theirs.
    """
    frame, top, block = heading
    first = next((place for place in range(block.first) if _is_person(top[place], block)), None)
    if first is None:
        return grid, heading
    moved, end = block.first - first, block.last + 1
    rows = grid.frame
    parts = (
        rows.slice(0, first),
        rows.slice(block.first, end - block.first),
        rows.slice(first, moved),
        rows.slice(end),
    )
    order = [*range(first), *range(block.first, end), *range(first, block.first), *range(end, len(top))]
    note = f"above_heading:{moved}"
    whole = replace(grid, frame=pl.concat(parts), notes=(*grid.notes, note))
    below = replace(block, first=first, last=block.last - moved)
    return whole, (frame[order], [top[place] for place in order], below)


def _is_person(row: Sequence[str], block: HeadingBlock) -> bool:
    found = {
        meaning.key: cell for meaning, cell in zip(block.meanings, row, strict=False) if meaning is not None and cell
    }
    if any(_NUMBER.fullmatch(found[key].strip()) for key in _NUMBERS & found.keys()):
        return True
    born = any(_DATE.search(found[key]) for key in _BORN & found.keys())
    return born and len(set(found.values())) > 1 and _LETTERS.search(found.get("name", "")) is not None
