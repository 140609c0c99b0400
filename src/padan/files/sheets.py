"""One sheet of a file as rows: its heading found, its columns understood, what is no row told."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Literal

import polars as pl

from padan.domain.errors import HeadingError
from padan.files.above_heading import Heading, people_below_heading
from padan.files.columns import HEADINGS_TOLD, Column, Source, in_words, letters, settle
from padan.files.date_order import day_first, month_first_fields
from padan.files.extraction import field_expressions
from padan.files.filling import filled_down, shared_positions, with_sections
from padan.files.grids import TOP_ROWS, Grid, column_name
from padan.files.headings import (
    DEEPEST_HEADING,
    SURE_FIELDS,
    HeadingBlock,
    block_at,
    find_deep_heading,
    find_heading,
    looks_like_data,
    meaning_of,
    no_heading,
    with_row_above,
    with_row_below,
)
from padan.files.hints import read_hints, read_rt, told_year
from padan.files.layouts import ONE_OF, TOLD_BY_CONTENT, compact
from padan.files.month_lines import line_each_month
from padan.files.rows import LeftOut, Sorted, Sorting, protection, sort_rows
from padan.files.sections import section_says
from padan.files.tables import (
    begins_table,
    beside,
    first_row_below,
    names_all_needed,
    next_heading,
    rows_before,
    rows_from,
)

Kind = Literal["list", "participants", "payments", "disbursements", "posts", "groups"]
SAMPLE_ROWS = 1000
NAMING = frozenset({"name", "nik"})
MONTHS_ACROSS = "months_across"
LONGEST_TOLD = 80
MOST_TABLES = 50
"""Tables one below another on a sheet that are told apart."""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet as read.

    `file` is the shortest ending of the path that is unique among the inputs of its side; `sheet` is empty for CSV and
    Parquet; `sha256` is of the file's bytes. `data` has record Int64 (1-based), row Int64 (as seen in Excel; the line
    of a CSV; the record of a Parquet), hidden Boolean, then one String column for each understood field: the text as
    found, null if blank; where payments have a column for each month, a row for each month that was paid. `rows` data
    rows and `left_out` together are all rows below the heading that are not blank.
    `title` is the text above the heading; `hints` say what title, sheet name and file name tell (segment, kelurahan,
    kecamatan, month as YYYY-MM, as_of as YYYY-MM-DD); `notes` are codes with a sentence in `padan.files.notes`.
    `heading_row` is the last row of the heading, 0 where there is none; `not_blank` counts the rows below it that are
    not blank. `cells` has row and every cell of the data rows as found (c0, c1, ...), whatever its column means.
    `stamp` tells the file apart from what may stand in its place when its rows, read only when asked for, are read.
    """

    path: Path
    file: str
    sheet: str
    sha256: str
    columns: tuple[Column, ...]
    data: pl.LazyFrame
    rows: int
    left_out: tuple[LeftOut, ...]
    title: str
    hints: dict[str, str]
    notes: tuple[str, ...]
    heading_row: int = 0
    not_blank: int = 0
    cells: pl.LazyFrame | None = None
    stamp: tuple[int, int, int] | None = None

    @property
    def lines(self) -> int:
        """Rows of `data`: `rows`, but where payments have a column for each month, one for each that was paid."""
        if not any(note.startswith(MONTHS_ACROSS) for note in self.notes):
            return self.rows
        return int(self.data.select(pl.len()).collect().item())


@dataclass(frozen=True, slots=True)
class Request:
    """How files are to be read."""

    kind: Kind
    password: str | None
    mapping: Mapping[str, str]


def no_rows() -> pl.LazyFrame:
    return pl.LazyFrame(schema={"record": pl.Int64, "row": pl.Int64, "hidden": pl.Boolean})


def read_sheet(grid: Grid, blank: SheetRead, request: Request, depth: int = 0) -> SheetRead | None:
    """One grid as a sheet; None where it is blank. Several tables on it come as one list."""
    if grid.names:
        return _read_named(grid, blank, request)
    heading = _heading(grid, request)
    if heading is None:
        return None
    grid, heading = people_below_heading(grid, heading)
    top_frame, top, block = heading
    parts = beside(grid, block, top, int(top_frame["row"][block.first]), request.kind) if any(block.texts) else [grid]
    found = _read_beside(parts, blank, request, heading)
    other = _other_table(grid, parts, found[0][1], request, heading)
    if other is None or depth >= MOST_TABLES:
        return joined([sheet for sheet, _ in found])
    cut = first_row_below(grid, *other)
    above = _read_beside([rows_before(part, cut) for part in parts], blank, request, heading)
    below = read_sheet(rows_from(grid, cut), blank, request, depth + 1)
    return joined([*(sheet for sheet, _ in above), *((below,) if below is not None else ())])


def _other_table(
    grid: Grid, parts: Sequence[Grid], found: Sorted, request: Request, heading: Heading
) -> tuple[int, int] | None:
    """The row where the heading of another table stands below, and the last row of a person before it."""
    if len(parts) == 1:
        return None if found.next_table is None else (found.next_table, found.last_above)
    top_frame, top, block = heading
    test = begins_table(block, top[block.first : block.last + 1], grid.width, request.kind)
    return next_heading(grid, int(top_frame["row"][block.last]), test)


def _read_beside(
    parts: Sequence[Grid], blank: SheetRead, request: Request, heading: Heading
) -> list[tuple[SheetRead, Sorted]]:
    """The tables beside each other; each has the heading that its own columns give."""
    if len(parts) == 1:
        return [_read_table(parts[0], blank, request, heading)]
    top_frame, _, block = heading
    tables = []
    for part in parts:
        frame = part.frame.head(top_frame.height).collect()
        top = _top(frame, part)
        own = block_at(top, block.first, min(block.last, len(top) - 1), request.kind, request.mapping)
        tables.append(_read_table(part, blank, request, (frame, top, own)))
    return tables


def _read_table(grid: Grid, blank: SheetRead, request: Request, heading: Heading) -> tuple[SheetRead, Sorted]:
    """The rows below one heading, and how they were sorted."""
    top_frame, top, block = heading
    below = grid.frame.slice(block.last + 1)
    title = "\n".join(_title_lines(top[: block.first]))
    hints = read_hints(grid.sheet, blank.file, title)
    said = _told(request.kind, hints, (grid.sheet, Path(blank.file).stem, title), top[block.last + 1 :])
    samples = _samples(below, grid.width)
    columns, sources = _settled(block, samples, request, said, told_year(grid.sheet, blank.file, title))
    fields = {e.meta.output_name(): e for e in field_expressions(sources, epoch_1904="epoch_1904" in grid.notes)}
    sorting = _sorting(
        top,
        block,
        columns,
        begins_table(block, top[max(block.first, 0) : block.last + 1], grid.width, request.kind),
        shared_positions(sources),
    )
    turned = month_first_fields(below, fields, sources, samples)
    fields |= {field: day_first(fields[field]).alias(field) for field in turned}
    found = sort_rows(below, protection(request.kind, fields), grid.width, sorting)
    told = _untold(said, sources)
    kept = _kept(below, [item.row for item in found.left_out])
    numbered = filled_down(kept, grid, sorting.shared, found.dittoed).with_row_index("record", offset=1)
    rows, fields = with_sections(numbered, fields, found.sections)
    rows, fields, months = _a_line_each_month(rows, fields, sources)
    for field, text in told.items():
        fields[field] = pl.coalesce(fields[field], pl.lit(text)) if field in fields else pl.lit(text).alias(field)
    sheet = replace(
        blank,
        columns=columns,
        data=_data(rows, fields),
        cells=(rows if months else kept).select("row", pl.col(r"^c\d+$")),
        rows=found.filled - len(found.left_out),
        not_blank=found.filled,
        left_out=found.left_out,
        title=title,
        hints=hints,
        notes=(
            *grid.notes,
            *_hidden_notes(grid, found.hidden),
            *(f"{field}_told:{told[field]}" for field in ("month", "rt") if field in told),
            *_turned_notes(columns, turned),
            *months,
            *(("no_heading",) if not any(block.texts) else ()),
            *(("numbers_exchanged",) if _exchanged(columns, request.kind) else ()),
        ),
        heading_row=int(top_frame["row"][block.last]) if block.last >= 0 else 0,
    )
    return sheet, found


def _settled(
    block: HeadingBlock, samples: list[list[str | None]], request: Request, said: Mapping[str, str], year: str
) -> tuple[tuple[Column, ...], dict[str, Source]]:
    """The columns and the source of each field; where there is no heading at all, the cells must tell who is who."""
    if any(block.texts):
        return settle(block, samples, request.kind, said, year)
    nothing = _nothing_found([[cell or "" for cell in row] for row in zip(*samples, strict=True)], request.kind)
    try:
        columns, sources = settle(block, samples, request.kind, said, year)
    except HeadingError as error:
        raise nothing from error
    if "nik" not in sources:
        raise nothing
    return columns, sources


def _heading(grid: Grid, request: Request) -> Heading | None:
    """The first rows, also as texts, and the heading among them: as a rule near the top, else under long notes.

    None where the sheet is blank; raises HeadingError where no row reads like a heading and none like data.
    """
    frame = grid.frame.head(TOP_ROWS).collect()
    top = _top(frame, grid)
    if not any(any(row) for row in top):
        return None
    block = find_heading(top, request.kind, request.mapping)
    if block is None or block.score < SURE_FIELDS:
        more = grid.frame.head(DEEPEST_HEADING).collect()
        texts = _top(more, grid)
        deep = find_deep_heading(texts, request.kind, request.mapping)
        if deep is not None:
            return more, texts, _whole_heading(grid, more, _of_first_table(deep, texts, request), texts, request)
    if block is not None:
        return frame, top, _whole_heading(grid, frame, _of_first_table(block, top, request), top, request)
    told = no_heading(top) if request.kind in TOLD_BY_CONTENT else None
    if told is None:
        raise _nothing_found(top, request.kind)
    return frame, top, told


def _of_first_table(block: HeadingBlock, top: Sequence[Sequence[str]], request: Request) -> HeadingBlock:
    """The heading of the first of several tables one below another, though a later one names more."""
    end = block.first
    while any(looks_like_data(row) for row in top[:end]):
        above = find_heading(top[:end], request.kind, request.mapping)
        if above is None:
            break
        block = above if names_all_needed(above.meanings, request.kind) else block
        end = above.first
    return block


def _whole_heading(
    grid: Grid, frame: pl.DataFrame, block: HeadingBlock, top: Sequence[Sequence[str]], request: Request
) -> HeadingBlock:
    """The heading with rows above and below that belong to it: by their words, or by cells merged over them."""
    block = with_row_above(block, top, request.kind, request.mapping)
    rows = frame["row"].to_list()
    own = {row - 1 for row in rows[block.first : block.last + 1]}
    lowest = max((bottom + 1 for first, _, bottom, _ in grid.merged if first in own), default=0)
    last = next((index for index, row in enumerate(rows) if row == lowest), block.last)
    below = top[block.last + 1 : last + 1]
    if block.last < last <= block.first + 2 and not any(looks_like_data(row) for row in below):
        return block_at(top, block.first, last, request.kind, request.mapping)
    return with_row_below(block, top, request.kind, request.mapping)


def _told(kind: Kind, hints: Mapping[str, str], names: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, str]:
    """What sheet name, file name or title say of all rows: the month of payments, the RT of a list, the kelurahan of
    posts ("" where rows between the posts say it)."""
    if kind == "payments":
        return {"month": hints["month"]} if "month" in hints else {}
    if kind == "posts":
        lines = (" ".join(dict.fromkeys(cell for cell in row if cell)) for row in below)
        between = any("kelurahan" in section_says(line) for line in lines if not re.search(r"\d", line))
        return {"kelurahan": "" if between else hints["kelurahan"]} if between or "kelurahan" in hints else {}
    return read_rt(*names) if kind in ("list", "participants") else {}


def _exchanged(columns: Sequence[Column], kind: Kind) -> bool:
    """Whether the NIK were found under the heading of the family card."""
    found = (meaning_of(c.heading, kind) for c in columns if c.field == "nik" and c.how == "content")
    return any(meaning is not None and meaning.key == "kk" for meaning in found)


def _untold(said: Mapping[str, str], sources: Mapping[str, Source]) -> dict[str, str]:
    """Of what is said of all rows that which no column tells."""
    if "month" in said:
        return {} if sources.keys() & {"month", "month_from"} else dict(said)
    if "kelurahan" in said:
        return {field: text for field, text in said.items() if text and field not in sources}
    return {field: text for field, text in said.items() if field not in sources and "rt" not in sources}


def _read_named(grid: Grid, blank: SheetRead, request: Request) -> SheetRead:
    """A grid whose file names its columns itself: every row is a data row."""
    block = block_at([list(grid.names)], 0, 0, request.kind, request.mapping)
    samples = _samples(grid.frame, grid.width)
    columns, sources = settle(block, samples, request.kind, year=told_year("", blank.file, ""))
    fields = {e.meta.output_name(): e for e in field_expressions(sources)}
    turned = month_first_fields(grid.frame, fields, sources, samples)
    fields |= {field: day_first(fields[field]).alias(field) for field in turned}
    rows = int(grid.frame.select(pl.len()).collect().item())
    numbered = grid.frame.with_columns(pl.col("row").alias("record"))
    lines, fields, months = _a_line_each_month(numbered, fields, sources)
    data = lines.select("record", "row", "hidden", *fields.values())
    hints = read_hints("", blank.file, "")
    cells = lines.select("row", pl.col(r"^c\d+$"))
    read = replace(blank, columns=columns, data=data, rows=rows, not_blank=rows, hints=hints, cells=cells)
    return replace(read, notes=(*grid.notes, *_turned_notes(columns, turned), *months))


def _top(frame: pl.DataFrame, grid: Grid) -> list[list[str]]:
    """The first rows as text, merged areas filled to the right."""
    cells = frame.select(column_name(position) for position in range(grid.width))
    top = [[cell or "" for cell in row] for row in cells.iter_rows()]
    places = {row: index for index, row in enumerate(frame["row"])}
    for first_row, first, _, last in grid.merged:
        index = places.get(first_row + 1)
        if index is not None and last - first < grid.width:
            for position in range(first + 1, min(last + 1, grid.width)):
                top[index][position] = top[index][position] or top[index][first]
    return top


def _nothing_found(top: Sequence[Sequence[str]], kind: Kind) -> HeadingError:
    first = next(row for row in top if any(row))
    found = tuple(re.sub(r"\d{6,}", "…", cell)[:LONGEST_TOLD] for cell in first if cell)[:HEADINGS_TOLD]
    id_words, en_words = in_words(ONE_OF[kind])
    return HeadingError(
        f"judul kolom tidak ditemukan; tulis di atas datanya paling sedikit: {id_words}. Isi baris pertama:",
        f"no heading found; write above the data at least: {en_words}. The first row holds:",
        found,
    )


def _samples(below: pl.LazyFrame, width: int) -> list[list[str | None]]:
    sample = below.select(column_name(position) for position in range(width)).head(SAMPLE_ROWS).collect()
    return [column.to_list() for column in sample.iter_columns()]


def _title_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        line = " ".join(dict.fromkeys(cell.strip() for cell in row if cell))
        if line:
            yield line


def _sorting(
    top: Sequence[Sequence[str]],
    block: HeadingBlock,
    columns: Sequence[Column],
    begins: Callable[[Mapping[int, str]], bool],
    shared: Sequence[int],
) -> Sorting:
    counters = [
        c.position for c in columns if c.field is None and compact(c.heading) in ("no", "nomor", "nourut", "urut")
    ]
    amounts = [c.position for c in columns if c.field in ("amount", "wage", "people_count", "jkk", "jkm", "jht", "jp")]
    return Sorting(
        heading_rows=tuple(tuple(row) for row in top[block.first : block.last + 1]),
        titles=frozenset(_title_lines(top[: block.first])),
        counters=tuple(counters),
        amounts=tuple(amounts),
        silent=frozenset(c.position for c in columns if c.field is None),
        leading=frozenset([0, *(c.position for c in columns[:1]), *(c.position for c in columns if c.field in NAMING)]),
        shared=tuple(shared),
        begins_table=begins,
    )


def _kept(below: pl.LazyFrame, left: Sequence[int]) -> pl.LazyFrame:
    filled = pl.any_horizontal(pl.col(r"^c\d+$").is_not_null())
    return below.filter(filled & ~pl.col("row").is_in(list(left))) if left else below.filter(filled)


def _data(kept: pl.LazyFrame, fields: Mapping[str, pl.Expr]) -> pl.LazyFrame:
    return kept.select(pl.col("record").cast(pl.Int64), "row", "hidden", *fields.values())


def _a_line_each_month(
    rows: pl.LazyFrame, fields: dict[str, pl.Expr], sources: Mapping[str, Source]
) -> tuple[pl.LazyFrame, dict[str, pl.Expr], tuple[str, ...]]:
    """The rows as they are, or each as often as it has paid months, and a note that says which months."""
    across = {field: source.across for field, source in sources.items() if source.across is not None}
    if not across:
        return rows, fields, ()
    months = sorted(month for _, month in across["month"].columns)
    return *line_each_month(rows, across, fields), (f"{MONTHS_ACROSS}:{', '.join(months)}",)


def joined(sheets: Sequence[SheetRead]) -> SheetRead:
    """The tables of one sheet as one list, in their order; each row keeps what the title of its own table says."""
    first = sheets[0]
    if len(sheets) == 1:
        return first
    differing = {key for key in ("segment", "kelurahan", "kecamatan") if len({s.hints.get(key) for s in sheets}) > 1}
    above = accumulate((sheet.rows for sheet in sheets), initial=0)
    parts = [
        _with_own_hints(sheet, differing).with_columns(pl.col("record") + rows)
        for sheet, rows in zip(sheets, above, strict=False)
    ]
    data = pl.concat(parts, how="diagonal")
    return replace(
        first,
        columns=tuple(dict.fromkeys(column for sheet in sheets for column in sheet.columns)),
        data=data,
        cells=pl.concat([sheet.cells for sheet in sheets if sheet.cells is not None], how="diagonal"),
        rows=sum(sheet.rows for sheet in sheets),
        not_blank=sum(sheet.not_blank for sheet in sheets),
        left_out=tuple(sorted((item for sheet in sheets for item in sheet.left_out), key=lambda item: item.row)),
        hints={key: value for sheet in reversed(sheets) for key, value in sheet.hints.items()},
        notes=tuple(dict.fromkeys((*(note for sheet in sheets for note in sheet.notes), f"tables_read:{len(sheets)}"))),
    )


def _with_own_hints(sheet: SheetRead, differing: set[str]) -> pl.LazyFrame:
    known = set(sheet.data.collect_schema().names())
    own = {key: sheet.hints[key] for key in sorted(differing - known) if key in sheet.hints}
    return sheet.data.with_columns(pl.lit(text).alias(key) for key, text in own.items())


def _turned_notes(columns: Sequence[Column], turned: Sequence[str]) -> tuple[str, ...]:
    headings = (next(c.heading or letters(c.position) for c in columns if c.field == field) for field in turned)
    return tuple(f"month_first:{heading}" for heading in dict.fromkeys(headings))


def _hidden_notes(grid: Grid, rows: int) -> tuple[str, ...]:
    return (
        *(("hidden_sheet_read",) if grid.hidden else ()),
        *((f"hidden_rows_read:{rows}",) if rows else ()),
    )
