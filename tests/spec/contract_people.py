"""The few people and files that the tests of the contract stand on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from reconcile_runs import write_csv

HEAD = ("NIK", "Nama", "Tanggal Lahir", "JK", "Segmen")


PEER_HEAD = ("KPJ", *HEAD)


SURNAMES = ("SIREGAR", "PRASETYO", "KURNIAWAN", "RAMADHAN", "HUTAGALUNG", "SIMANJUNTAK", "WIJAYA", "NASUTION")


FIRST = ("ADI", "BAYU", "CAHYO", "DARMAN", "EDI", "FAJAR", "GUNTUR", "HERU")


def person(number: int, **changes: str) -> list[str]:
    """A man under HEAD, nobody else's double; `changes` by heading."""
    day, month, year = number % 28 + 1, number % 12 + 1, 60 + number % 38
    cells = {
        "NIK": f"157101{day:02d}{month:02d}{year}{9000 + number}",
        "Nama": f"{FIRST[number % 8]} {SURNAMES[number // 8 % 8]}",
        "Tanggal Lahir": f"{day:02d}-{month:02d}-19{year}",
        "JK": "L",
        "Segmen": "tkk",
    }
    return [*(cells | changes).values()]


def peer(number: int, **changes: str) -> list[str]:
    """The same man under PEER_HEAD."""
    return [changes.pop("KPJ", f"24000{number:06d}"), *person(number, **changes)]


def xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                if cell != "":
                    page.write(r, c, cell)
    book.close()
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its bytes, but for the seconds."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    if "summary.json" in found:
        summary = json.loads(found["summary.json"])
        found["summary.json"] = json.dumps({**summary, "seconds": None}).encode()
    return found


def simple(folder: Path) -> tuple[Path, Path]:
    """A list and participants of a few people that go well."""
    return (
        write_csv(folder / "masuk" / "l.csv", HEAD, [person(n) for n in range(1, 5)]),
        write_csv(folder / "masuk" / "p.csv", PEER_HEAD, [peer(n) for n in range(2, 6)]),
    )
