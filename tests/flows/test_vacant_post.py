"""Posts from files: "RT 12, KOSONG" is a vacant post; who still writes the old kelurahan is head of the new."""

import json
from pathlib import Path

import pypdf
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


def test_a_head_whose_list_writes_the_old_kelurahan_holds_the_post_where_the_register_names_him(tmp_path: Path) -> None:
    """And who is covered as a head of RT, while nobody knows of which, is counted beside the posts."""
    other = ("1571026203799002", "RATNA KUMALASARI", "22-03-1979", "P")
    former = ("1571021001699003", "DARMAWAN LUBIS", "10-01-1969", "L")
    rt = write_csv(tmp_path / "rt.csv", LIST, [(*HEAD, "Legok", "11", "rt"), (*other, "Legok", "11", "rt")])
    insured = [(f"2400000050{n}", *who, "rt", "01-01-2024") for n, who in enumerate((HEAD, other, former))]
    peers = write_csv(tmp_path / "peserta.csv", PEER, insured)
    register = [("Legok", "11", HEAD[1], HEAD[0]), ("Murni", "11", other[1], other[0])]
    posts = write_csv(tmp_path / "pos.csv", ("Kelurahan", "RT", "Nama", "NIK"), register)
    words = ["reconcile", rt, "--participants", peers, "--posts", posts, "--out", tmp_path / "hasil"]
    assert main([*map(str, words), "--quiet", "--no-workbook"]) == 0
    found = json.loads((tmp_path / "hasil" / "summary.json").read_text(encoding="utf-8"))["posts"]
    assert {state: n for state, n in found["states"].items() if n} == {"filled_covered": 2}
    assert found["insured_without_a_post"] == 1
    pages = pypdf.PdfReader(tmp_path / "hasil" / "berita-acara.pdf").pages
    said = " ".join("".join(page.extract_text() for page in pages).split())
    assert "Selain itu 1 peserta BPJS terlindungi sebagai ketua RT" in said
