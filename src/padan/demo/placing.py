"""In which file, sheet and record each list row stands, and under which name `padan reconcile` will show the file."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

import numpy as np
import polars as pl

from padan.demo.listing import SEGMENTS, TKK, ListRows
from padan.demo.offices import OfficeStyles
from padan.demo.places import Places

PARQUET_ROWS = 250_000
_SHEETS = (
    ("RT", "Ketua RT", "Data RT"),
    ("Pekerja Rentan", "PEKERJA RENTAN", "Rentan"),
    ("Miskin Ekstrem", "MME", "MISKIN EKSTREM"),
)
_TITLES = ("Ketua RT", "Pekerja Rentan", "Miskin Ekstrem")


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows that make one sheet. `segment` is -1 where a column tells the segment."""

    path: str  # below daftar/
    sheet: str
    office: int
    segment: int
    start: int
    stop: int


def sheet_blocks(rows: ListRows, places: Places, styles: OfficeStyles) -> list[Block]:
    """One block a sheet, in the order of the rows (which stand by office and segment)."""
    keys = rows.office * len(SEGMENTS) + rows.segment
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))).tolist()
    blocks: list[Block] = []
    for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        office, segment = int(rows.office[start]), int(rows.segment[start])
        block = _block(office, segment, start, stop, places, styles)
        last = blocks[-1] if blocks else None
        if last and last.segment == -1 and last.office == office:
            blocks[-1] = Block(last.path, last.sheet, office, -1, last.start, stop)
        else:
            blocks.append(block)
    return blocks


def _block(office: int, segment: int, start: int, stop: int, places: Places, styles: OfficeStyles) -> Block:
    look = int(styles.look[office])
    if segment == TKK:
        kecamatan = places.kecamatan[office - len(places.kelurahan)]
        path = f"{kecamatan.number} {kecamatan.name}/TKK Kecamatan {kecamatan.name}.xlsx"
        return Block(path, ("TKK", "Sheet1")[look % 2], office, segment, start, stop)
    kelurahan = places.kelurahan[office]
    kecamatan = places.kecamatan[kelurahan.kecamatan]
    # One kecamatan collects a folder of each kelurahan, all with the same file name.
    nested = kecamatan.number.endswith("06")
    folder = f"{kecamatan.number} {kecamatan.name}" + (f"/{kelurahan.name}" if nested else "")
    if styles.layout[office] == 1:
        path = f"{folder}/{_TITLES[segment]}{'' if nested else ' Kel. ' + kelurahan.name}.xlsx"
        return Block(path, "Sheet1", office, segment, start, stop)
    path = f"{folder}/{'daftar' if nested else 'Kel. ' + kelurahan.name}.xlsx"
    if styles.layout[office] == 2:
        return Block(path, ("Sheet1", "Data")[look % 2], office, -1, start, stop)
    return Block(path, _SHEETS[segment][look % 3], office, segment, start, stop)


def parquet_blocks(count: int) -> list[Block]:
    """A handful of files of equal size."""
    files = -(-count // PARQUET_ROWS)
    bounds = [count * number // files for number in range(files + 1)]
    return [
        Block(f"daftar-{number + 1:02d}.parquet", "", -1, -1, start, stop)
        for number, (start, stop) in enumerate(pairwise(bounds))
    ]


def shown_names(paths: list[str]) -> dict[str, str]:
    """The shortest ending of each path, in whole parts, that no other path has."""
    unique = sorted(set(paths))
    endings = {path: ["/".join(PurePosixPath(path).parts[-size:]) for size in range(1, 9)] for path in unique}
    counts = Counter(ending for path in unique for ending in set(endings[path]))
    return {path: next(ending for ending in endings[path] if counts[ending] == 1) for path in unique}


def located(blocks: list[Block]) -> pl.DataFrame:
    """file, sheet and record of each row."""
    shown = shown_names([block.path for block in blocks])
    parts = [
        pl.select(
            pl.lit(shown[block.path]).alias("file"), pl.lit(block.sheet).alias("sheet"),
            pl.int_range(1, block.stop - block.start + 1, dtype=pl.Int64).alias("record"),
        )
        for block in blocks
    ]  # fmt: skip
    return pl.concat(parts)
