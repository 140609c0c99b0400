"""A list that says "RT 12, KOSONG" tells that the post is vacant: nobody holds it, and nobody is missing in it."""

import json
from pathlib import Path

from small_city import write_csv

from padan.cli import main

LIST = ("NIK", "Nama", "Tanggal Lahir", "JK", "Kelurahan", "RT", "Segmen")
PEER = ("KPJ", "NIK", "Nama", "Tanggal Lahir", "JK", "Segmen", "Tanggal Mulai")
HEAD = ("1571021708849001", "BAMBANG WIRATMOKO", "17-08-1984", "L")


def test_the_post_is_vacant(tmp_path: Path) -> None:
    rt = write_csv(
        tmp_path / "rt.csv", LIST, [(*HEAD, "Legok", "11", "rt"), ("", "KOSONG", "", "", "Legok", "12", "rt")]
    )
    peers = write_csv(tmp_path / "peserta.csv", PEER, [("24000000501", *HEAD, "rt", "01-01-2024")])
    posts = write_csv(
        tmp_path / "pos.csv", ("Kelurahan", "RT", "Nama"), [("Legok", str(rt), "") for rt in (11, 12, 13)]
    )
    words = ["reconcile", rt, "--participants", peers, "--posts", posts, "--out", tmp_path / "hasil"]
    assert main([*map(str, words), "--quiet", "--no-pdf", "--no-workbook"]) == 0
    found = json.loads((tmp_path / "hasil" / "summary.json").read_text(encoding="utf-8"))["posts"]
    assert {state: n for state, n in found["states"].items() if n} == {
        "filled_covered": 1, "vacant": 1, "not_reported": 1,
    }  # fmt: skip
    assert found["heads_without_a_post"] == 0
