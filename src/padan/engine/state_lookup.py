"""Where in a state a row and a key stand: files beside its tables, of which only the pages that are asked for are read.

DuckDB reads blocks of 256 KB, so that a thousand rows from anywhere cost it the whole table. Here each row lies in one
piece, and keys lie in order. The files are those of the last full run and never change; what was decided since stands
in the state's tables `later_lines`, `later_keys` and `later_touched`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from padan.engine.session import Connection, get

Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]

PARTS = 4
"""Keys are sorted a part at a time, so that a quarter of them lies in memory beside the tables."""

NEAR_BITS = 8
"""Keys are set apart by so many upper bits before they are sorted: what lies near is sorted in half the time."""

ROWS_AT_A_TIME = 200_000

PLACES = ("row_id", "side", "sheet_id", "record", "row")
"""What `people` and `raw_rows` both say of a row."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Keys in order and whose they are; rows in order, and where in `lines` each ends; rows of groups in order and the
    label of each, labels in order and whose they are."""

    keys: Keys
    key_rows: Rows
    rows: Rows
    ends: Rows
    labelled: Rows
    labels: Rows
    groups: Rows
    group_rows: Rows
    lines: NDArray[np.uint8]

    def rows_under(self, keys: Keys) -> pl.DataFrame:
        """`block` and `row_id` for each row that bears one of `keys` (each given once)."""
        places, many = _places_of(self.keys, keys)
        return pl.DataFrame({"block": np.repeat(keys, many), "row_id": self.key_rows[places]})

    def rows_beside(self, rows: Rows) -> Rows:
        """All rows of the groups in which one of `rows` (in order) stands."""
        at, _ = _places_of(self.labelled, rows)
        places, _ = _places_of(self.groups, np.unique(self.labels[at]))
        return self.group_rows[places]

    def lines_of(self, rows: Sequence[int]) -> Iterator[str]:
        """The lines of those of `rows` that the last full run knew."""
        wanted = np.sort(np.array(rows, dtype=np.int64))
        at = np.searchsorted(self.rows, wanted)
        at = at[at < self.rows.size]
        at = at[self.rows[at] == wanted[: at.size]]
        starts = np.where(at > 0, self.ends[at - 1], 0)
        lines = self.lines.data
        for start, end in zip(starts.tolist(), self.ends[at].tolist(), strict=True):
            yield str(lines[start:end], "utf-8")


def _places_of(ordered: Keys | Rows, values: Keys | Rows) -> tuple[Rows, Rows]:
    """Where in `ordered` each of `values` stands, one after the other, and how often each does."""
    first = np.searchsorted(ordered, values, side="left")
    many = np.searchsorted(ordered, values, side="right") - first
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(first, many) + within, many


_NUMBERS = ("key_rows", "rows", "ends", "labelled", "labels", "groups", "group_rows")


def open_lookup(folder: Path) -> Lookup:
    """The files of a full run. Raises OSError or ValueError where they are not whole."""
    numbers = {name: _mapped(folder / name).view(np.int64) for name in _NUMBERS}
    found = Lookup(keys=_mapped(folder / "keys").view(np.uint64), lines=_mapped(folder / "lines"), **numbers)
    last = int(found.ends[-1]) if found.ends.size else 0
    labels = {numbers[name].size for name in ("labelled", "labels", "groups", "group_rows")}
    if found.keys.size != found.key_rows.size or found.rows.size != found.ends.size or len(labels) != 1:
        raise ValueError(f"{folder} is not whole")
    if found.lines.size != last:
        raise ValueError(f"{folder} is not whole")
    return found


def _mapped(path: Path) -> NDArray[np.uint8]:
    """A plain array over the file's bytes: numpy's own kind of it takes ten times as long for each piece."""
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r")) if path.stat().st_size else np.empty(0, dtype=np.uint8)


def write_lookup(con: Connection, folder: Path) -> None:
    """Write the files from `row_keys`, `row_labels`, `people` and `raw_rows`."""
    folder.mkdir()
    _write_keys(con, folder)
    _write_labels(con, folder)
    _write_lines(con, folder)


def _write_keys(con: Connection, folder: Path) -> None:
    share = (1 << 64) // PARTS
    with (folder / "keys").open("wb") as keys, (folder / "key_rows").open("wb") as key_rows:
        for first in range(0, 1 << 64, share):
            found = get(
                con, f"SELECT block, row_id FROM row_keys WHERE block >= {first} AND block <= {first + share - 1}"
            )
            blocks = found["block"].to_numpy()
            order = _order(blocks, np.uint64(64 - NEAR_BITS - (PARTS - 1).bit_length()))
            keys.write(blocks[order].tobytes())
            key_rows.write(found["row_id"].to_numpy()[order].tobytes())


def _order(keys: Keys, lower: np.uint64) -> Rows:
    """Places of `keys` in order; but for `lower` bits they hold few different values."""
    upper = ((keys >> lower) & np.uint64(0xFFFF)).astype(np.uint16)
    order = np.argsort(upper, kind="stable")
    near = keys[order]
    borders = np.flatnonzero(np.diff(upper[order])) + 1
    for first, end in pairwise([0, *borders.tolist(), keys.size]):
        order[first:end] = order[first:end][np.argsort(near[first:end])]
    return order


def _write_labels(con: Connection, folder: Path) -> None:
    found = get(con, "SELECT row_id, label FROM row_labels").sort("row_id")
    rows, labels = found["row_id"].to_numpy(), found["label"].to_numpy()
    order = np.argsort(labels, kind="stable")
    for name, column in (
        ("labelled", rows),
        ("labels", labels),
        ("groups", labels[order]),
        ("group_rows", rows[order]),
    ):
        (folder / name).write_bytes(column.tobytes())


def _write_lines(con: Connection, folder: Path) -> None:
    sheets = con.execute("SELECT first, rows FROM sheets ORDER BY first").fetchall()
    query = line_query(row_columns(con))
    end = 0
    with (
        (folder / "lines").open("wb") as lines,
        (folder / "rows").open("wb") as rows,
        (folder / "ends").open("wb") as e,
    ):
        for first, many in sheets:
            for start in range(first, first + many, ROWS_AT_A_TIME):
                stop = min(start + ROWS_AT_A_TIME, first + many)
                found = get(con, f"{query} WHERE p.row_id >= {start} AND p.row_id < {stop}").sort("row_id")
                ends = end + (found["line"].str.len_bytes().cast(pl.Int64) + 1).cum_sum().to_numpy()
                found.select("line").write_csv(lines, include_header=False, quote_style="never")
                rows.write(found["row_id"].to_numpy().tobytes())
                e.write(ends.tobytes())
                end = int(ends[-1]) if ends.size else end


@dataclass(frozen=True, slots=True)
class RowColumns:
    """The columns of `people`, and those of `raw_rows`, with their types."""

    people: Mapping[str, str]
    raw: Mapping[str, str]

    @property
    def texts(self) -> tuple[str, ...]:
        """Those of `raw_rows` that `people` has not."""
        return tuple(column for column in self.raw if column not in PLACES)


def row_columns(con: Connection, schema: str = "main") -> RowColumns:
    """As they stand in `schema`: the session's own, or `kept`."""
    return RowColumns(*(columns_of(con, f"{schema}.{table}") for table in ("people", "raw_rows")))


def columns_of(con: Connection, table: str) -> dict[str, str]:
    """A table's columns and their types."""
    return {str(name): str(kind) for name, kind, *_ in con.execute(f"DESCRIBE {table}").fetchall()}


def line_query(columns: RowColumns) -> str:
    """Each row of `people` in one piece: its values, and then the texts as found."""
    told = [*(f"p.{column}" for column in columns.people), *(f"r.{column}" for column in columns.texts)]
    return (
        f"SELECT p.row_id, CAST(json_array({', '.join(told)}) AS VARCHAR) AS line "
        "FROM people AS p JOIN raw_rows AS r ON r.row_id = p.row_id"
    )


def read_lines(columns: RowColumns, lines: Sequence[str]) -> pl.DataFrame:
    """What `line_query` wrote, as a frame: the texts as found with `found_` before their names, dates as texts."""
    kinds = {**columns.people, **{f"found_{column}": columns.raw[column] for column in columns.texts}}
    schema = {column: _PLAIN.get(kind, pl.String) for column, kind in kinds.items()}
    values = list(zip(*json.loads(f"[{','.join(lines)}]"), strict=True)) or [()] * len(schema)
    return pl.DataFrame(dict(zip(schema, values, strict=True)), schema=schema)


_PLAIN = {"BIGINT": pl.Int64, "INTEGER": pl.Int32, "UBIGINT": pl.UInt64, "BOOLEAN": pl.Boolean}
"""Types that JSON tells as they are."""
