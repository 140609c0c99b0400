"""Throws damaged files at the reader: it may refuse with a sentence, and nothing else.

    python -m benchmarks.fuzz_reader --seconds 60 --seed 1 --keep out/fuzz

Prints what was tried by kind and how it ended. A file that ends in anything but rows or a PadanError is kept, and the
exit code is 1. What was found so far stands as cases in tests/flows/test_bad_input.py.
"""

import argparse
import io
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import xlsxwriter

from padan.domain.errors import PadanError
from padan.files.handback import write_back
from padan.files.reading import read_lists

SECONDS_A_FILE = 20
MEMORY_BYTES = 6 * 1024**3
ROWS: list[list[Any]] = [
    ["DAFTAR PEKERJA RENTAN KELURAHAN PAYO LEBAR"],
    ["No", "NIK", "Nama", "Tempat/Tgl Lahir", "JK", "RT/RW"],
    [1, 2, 3, 4, 5, 6],
    *[[n, f"15710145058090{n:02d}", f"BUDI {'ABCDE'[n % 5]}", "JAMBI, 5 Mei 1980", "P", "05/02"] for n in range(1, 40)],
    ["JUMLAH", 39],
]
TOKENS = (
    b'r="XFD1048576"', b'hidden="1"', b'r="0"', b'r="-1"', b't="s"', b"<v>1e308</v>", b"<v>99999999999999999999</v>",
    b"<row>", b"</row>", b"<c/>", b"\x00", b'"', b";", b"\n", b"&#0;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;",
    b'<mergeCell ref="A1:XFD1048576"/>', b'number-rows-repeated="99999999"', b"colspan=999999999", b"\xff\xfe",
    b"PK\x03\x04",
)  # fmt: skip


def main() -> int:
    """Runs until the time is over."""
    arguments = _arguments()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _too_slow)
    chance = random.Random(arguments.seed)
    ends: Counter[tuple[str, str]] = Counter()
    broken = 0
    with TemporaryDirectory() as folder:
        seeds = _seeds(Path(folder))
        stop = time.monotonic() + arguments.seconds
        while time.monotonic() < stop:
            ending = chance.choice(sorted(seeds))
            data = _mutated(seeds[ending], chance)
            end = _tried(Path(folder) / f"uji{ending}", data, Path(folder) / "kembali.xlsx")
            ends[ending, end.partition("\n")[0]] += 1
            if end.startswith("BROKEN"):
                broken += 1
                _keep(arguments.keep, f"{broken:03d}{ending}", data, end)
    for (ending, end), count in sorted(ends.items()):
        print(f"{count:7d}  {ending:9s} {end}")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"))
    return parser.parse_args()


def _too_slow(number: int, frame: object) -> None:
    raise TimeoutError(f"more than {SECONDS_A_FILE} s")


def _seeds(folder: Path) -> dict[str, bytes]:
    book = xlsxwriter.Workbook(folder / "seed.xlsx")
    for name in ("Payo Lebar", "Data"):
        page = book.add_worksheet(name)
        for row, cells in enumerate(ROWS):
            page.write_row(row, 0, cells)
        page.merge_range("H1:J2", "x")
        page.set_row(5, None, None, {"hidden": True})
    book.close()
    text = "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS)
    lines = "".join("<tr>" + "".join(f"<td colspan=1>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    frame = pl.DataFrame({"nik": [str(row[1]) for row in ROWS[3:-1]], "nama": [str(row[2]) for row in ROWS[3:-1]]})
    frame.write_parquet(folder / "seed.parquet")
    return {
        ".xlsx": (folder / "seed.xlsx").read_bytes(),
        ".csv": text.encode(),
        ".tsv": text.replace(";", "\t").encode("utf-16"),
        ".xls": f"<html><table>{lines}</table></html>".encode(),
        ".parquet": (folder / "seed.parquet").read_bytes(),
    }


def _mutated(data: bytes, chance: random.Random) -> bytes:
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _with_mutated_member(data, chance)
    return _bytes_mutated(data, chance)


def _with_mutated_member(data: bytes, chance: random.Random) -> bytes:
    """An archive that is whole, with damage inside one of its members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(sorted(members))
    members[chosen] = _bytes_mutated(members[chosen], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _bytes_mutated(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    ways: list[Callable[[bytearray, random.Random], None]] = [_flip, _cut, _copy, _insert, _replace_number]
    for _ in range(chance.randint(1, 6)):
        chance.choice(ways)(damaged, chance)
    return bytes(damaged)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.choice((1, 8, 100, 10_000))]


def _copy(data: bytearray, chance: random.Random) -> None:
    start, to = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[to:to] = data[start : start + chance.choice((1, 20, 300))]


def _insert(data: bytearray, chance: random.Random) -> None:
    to = chance.randrange(len(data) + 1)
    data[to:to] = chance.choice(TOKENS)


def _replace_number(data: bytearray, chance: random.Random) -> None:
    """Digits at a random place become a number at the edge."""
    digits = [index for index in range(len(data)) if 48 <= data[index] <= 57]
    if digits:
        start = chance.choice(digits)
        data[start : start + 1] = chance.choice((b"0", b"-1", b"65536", b"1048577", b"2147483648", b"9" * 25))


def _tried(path: Path, data: bytes, out: Path) -> str:
    """How the reading (and the handing back) of one file ended."""
    path.write_bytes(data)
    signal.alarm(SECONDS_A_FILE)
    try:
        sheets = read_lists([path], kind="list")
        for sheet in sheets:
            if sheet.data.collect().height != sheet.rows:
                return "BROKEN rows do not add up"
        write_back(sheets, {(sheet.sheet, sheet.heading_row + 1): ["x"] for sheet in sheets}, path, out)
    except PadanError as error:
        return type(error).__name__
    except (Exception, BaseException) as error:  # a panic of a native library is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"BROKEN {type(error).__name__}: {error}\n{traceback.format_exc()}"
    finally:
        signal.alarm(0)
    return "rows"


def _keep(folder: Path, name: str, data: bytes, end: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(end)


if __name__ == "__main__":
    sys.exit(main())
