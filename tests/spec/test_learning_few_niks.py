"""Lists in which hardly a NIK joins: what strangers share is learnt all the same."""

from pathlib import Path

from padan.engine.human import apply_decisions
from padan.engine.linkage import link
from padan.engine.loading import load
from padan.engine.normalising import normalise
from padan.engine.session import open_session
from padan.files.reading import read_lists

PEOPLE = 300
WORDS = ["BARIM", "SOLTA", "KEMUN", "DARWI", "TEGAR", "LUSIN", "MARNO", "PITAR", "RONGA", "SAWIT"]


def write(path: Path, first: int) -> Path:
    """People of one kelurahan without a NIK, every third of whom stands on both sides."""
    lines = ["Nama;Tanggal Lahir;Kelurahan"]
    for n in range(first, first + PEOPLE):
        name = f"{WORDS[n % 10]}{WORDS[n // 10 % 10]} {WORDS[n // 100]}ANA"
        lines.append(f"{name};{n % 28 + 1:02}-{n % 12 + 1:02}-{1960 + n % 40};Legok")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_among_people_of_one_kelurahan_the_kelurahan_says_nothing(tmp_path: Path) -> None:
    sides = {"list": 0, "participants": 2 * PEOPLE // 3}
    files = {side: write(tmp_path / f"{side}.csv", first) for side, first in sides.items()}
    con = open_session()
    load(con, {side: read_lists([file], kind=side) for side, file in files.items()})
    normalise(con)
    apply_decisions(con, ())
    assert link(con).weight("region", "equal") < 1.0
