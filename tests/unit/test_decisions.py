"""Decisions: what is read, what contradicts, and that a filled-in workbook says the same as decisions.csv."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import sample_report
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from sheet_makers import csv_text, html, ods, xls, xlsx, zip_of

from padan.documents.workbook import write_workbook
from padan.domain.cell_text import guarded, plain_text, unguarded
from padan.domain.decisions import (
    ANSWER_WORDS,
    CSV_COLUMNS,
    REVIEW_SHEETS,
    Answer,
    Decision,
    RecordKey,
    read_answer,
    settle,
)
from padan.domain.errors import DecisionsError
from padan.files.decisions import holds_unread_answers, read_answers, read_decisions, write_decisions_csv
from padan.files.encrypted import PasswordNeededError
from thorough import one_in

A = RecordKey("list", "9901011205809001", "SITI AMINAH", "12/05/1980", "")
B = RecordKey("participants", "9901011205809001", "SITI AMINAH", "1980-05-12", "24000000001")
C = RecordKey("participants", "9901011205809002", "SITI AMINAH", "1980-05-12", "24000000002")
HEADER = ",".join(CSV_COLUMNS)
ROW = "list,9901011205809001,SITI AMINAH,12/05/1980,,participants,9901011205809001,SITI AMINAH,1980-05-12,24000000001"


def csv_file(folder: Path, *lines: str, header: str = HEADER, name: str = "decisions.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def plain(decisions: list[Decision]) -> list[Decision]:
    return [replace(decision, source="") for decision in decisions]


def test_the_documented_columns_are_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"{ROW},same,Ani,2026-11-24,sudah dicek", f"{ROW.replace('9001', '9003')},,,,")
    assert plain(read_decisions([path])) == [Decision(A, B, Answer.SAME, "Ani", "2026-11-24", "sudah dicek")]


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("a_", "list_").replace("b_", "participants_"),
        "side_1,nik_1,name_1,birth_date_1,kpj_1,side_2,nik_2,name_2,birth_date_2,kpj_2,decision,by,at,note",
        "side,nik,name,birth_date,kpj,side,nik,name,birth_date,kpj,decision,by,at,note",
        "Sisi (A),NIK (A),Nama (A),Tanggal lahir (A),KPJ (A),Sisi (B),NIK (B),Nama (B),Tanggal lahir (B),KPJ (B),"
        "Jawaban,Diputuskan oleh,Tanggal keputusan,Catatan",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_headings_and_delimiters_mean_the_same(tmp_path: Path, header: str, delimiter: str) -> None:
    lines = [text.replace(",", delimiter) for text in (header, f"{ROW},different,,,")]
    path = csv_file(tmp_path, lines[1], header=lines[0])
    assert plain(read_decisions([path])) == [Decision(A, B, Answer.DIFFERENT)]


def test_sides_may_be_told_by_the_headings_alone(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "1,SITI,2,AMINAH,sama", header="list_nik,list_name,participants_nik,participants_name,decision"
    )
    (decision,) = read_decisions([path])
    assert (decision.a.side, decision.b.side, decision.same) == ("list", "participants", True)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_word_of_the_drop_down_is_understood(lang: str) -> None:
    for answer, word in ANSWER_WORDS[lang].items():
        assert read_answer(f" {word.upper()} ") is answer


def test_an_unknown_word_is_named_with_its_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"{ROW},same,,,", f"{ROW.replace('9001', '9009')},mungkin,,,", f"{ROW},entah,,,")
    with pytest.raises(DecisionsError) as caught:
        read_decisions([path])
    assert caught.value.exit_code == 14
    assert "baris 3" in caught.value.details[0]
    assert "mungkin" in caught.value.details[0]
    assert "entah" in caught.value.details[1]


def test_a_contradiction_names_both_rows_and_no_person(tmp_path: Path) -> None:
    one = csv_file(tmp_path, f"{ROW},same,,,", name="satu.csv")
    two = csv_file(tmp_path, f"{ROW},different,,,", name="dua.csv")
    with pytest.raises(DecisionsError) as caught:
        read_decisions([one, two])
    assert "satu.csv baris 2" in caught.value.text()
    assert "dua.csv baris 2" in caught.value.text()
    assert "SITI" not in caught.value.text() + caught.value.text("en")


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("2026-11-01", "2026-11-02", Answer.DIFFERENT),
        ("2026-11-02", "2026-11-01", Answer.SAME),
        ("1/2/2026", "15 Maret 2026", Answer.DIFFERENT),
        ("2026-11-02 08:00", "2026-11-02T09:30", Answer.DIFFERENT),
        ("2026-11-02T09:30+07:00", "2026-11-02T02:00Z", Answer.SAME),
        ("2026-11-02", "2026-11-02 09:00", None),
        ("2026-11-02", "2026-11-02", None),
        ("", "2026-11-02", None),
        ("kemarin", "2026-11-02", None),
    ],
)
def test_only_a_surely_later_date_decides(first: str, second: str, stands: Answer | None) -> None:
    settled, clashes = settle([Decision(A, B, Answer.SAME, at=first), Decision(B, A, Answer.DIFFERENT, at=second)])
    assert [d.answer for d in settled] == ([stands] if stands else [])
    assert len(clashes) == (stands is None)


def test_a_circle_is_a_contradiction() -> None:
    same = [Decision(A, B, Answer.SAME), Decision(A, C, Answer.SAME)]
    assert settle(same)[1] == []
    ((clash),) = settle([*same, Decision(B, C, Answer.DIFFERENT)])[1]
    assert len(clash.decisions) == 3


def test_unknown_gives_way_to_an_answer_and_keeps_its_note_otherwise(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"{ROW},belum tahu,Ani,,menunggu KK")
    assert read_decisions([path]) == []
    assert [d.note for d in read_answers([path])] == ["menunggu KK"]
    answered = csv_file(tmp_path, f"{ROW},same,,,", name="lain.csv")
    assert [d.answer for d in read_answers([answered, path])] == [Answer.SAME]


def test_how_a_date_or_a_nik_is_written_does_not_matter_but_what_it_says_does() -> None:
    written = RecordKey("list", "990101 120580 9001", "Siti  Aminah", "12 Mei 1980", "")
    assert written.key() == A.key()
    assert replace(A, nik="9901011205809002").key() != A.key()
    assert replace(A, birth_date="13/05/1980").key() != A.key()
    assert replace(A, side="participants").key() != A.key()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x00\x00",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"a,b\n1,2\n",
        b"decision\nsame\n",
    ],
)
def test_what_is_no_decisions_file_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content)
    with pytest.raises(DecisionsError, match=r"decisions\.csv"):
        read_decisions([path])


GRID = [CSV_COLUMNS, [*ROW.split(","), "same", "Ani", "2026-11-24", "sudah dicek"]]


def parquet(path: Path) -> None:
    pl.DataFrame(dict(zip(*GRID, strict=True))).write_parquet(path)


def locked(path: Path) -> None:
    xlsx(path, {"Keputusan": GRID})
    packed = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt("rahasia", packed)
    path.write_bytes(packed.getvalue())


FILES: dict[str, Callable[[Path], object]] = {
    "d.xlsx": lambda path: xlsx(path, {"Keputusan": GRID}),
    "d.xls": lambda path: xls(path, {"Keputusan": GRID}),
    "d.ods": lambda path: ods(path, GRID),
    "d.parquet": parquet,
    "halaman.xls": lambda path: path.write_bytes(html(GRID)),
    "utf16.csv": lambda path: path.write_text(csv_text(GRID), encoding="utf-16"),
    "utf16le.csv": lambda path: path.write_text(csv_text(GRID, "\t"), encoding="utf-16-le"),
    "sandi.xlsx": locked,
}


@one_in(4)
@pytest.mark.parametrize("name", FILES)
def test_decisions_are_read_from_whatever_a_list_may_be(tmp_path: Path, name: str) -> None:
    FILES[name](tmp_path / name)
    found = read_decisions([tmp_path / name], "rahasia")
    assert plain(found) == [Decision(A, B, Answer.SAME, "Ani", "2026-11-24", "sudah dicek")]


@pytest.mark.parametrize(("password", "word"), [(None, "beri kata sandi dengan --password"), ("lain", "salah")])
def test_decisions_with_a_password_ask_for_it(tmp_path: Path, password: str | None, word: str) -> None:
    locked(tmp_path / "d.xlsx")
    with pytest.raises(PasswordNeededError, match=word) as caught:
        read_decisions([tmp_path / "d.xlsx"], password)
    assert (caught.value.exit_code, caught.value.code) == (14, "decisions")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "ini gambar"),
        (zip_of({"word/document.xml": b"<w/>"}), "ini dokumen Word"),
        (bytes(range(256)) * 9, "bukan tabel maupun teks"),
        (b"a_nik,b_nik,decision\n" + b"9" * 2_000_000 + b",1,same\n", "satu sel di baris"),
    ],
)
def test_what_is_no_sheet_is_said_of_decisions_as_of_lists(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "d.csv").write_bytes(content)
    with pytest.raises(DecisionsError, match=r"d\.csv") as caught:
        read_decisions([tmp_path / "d.csv"])
    assert words in caught.value.text("id")


@pytest.mark.parametrize("name", ["d.csv", "d.xlsx"])
def test_a_row_of_people_in_place_of_headings_is_not_quoted(tmp_path: Path, name: str) -> None:
    if name == "d.csv":
        (tmp_path / name).write_text(f"{ROW},same,Ani,2026-11-24,\n")
    else:
        xlsx(tmp_path / name, {"Keputusan": GRID[1:]})
    with pytest.raises(DecisionsError) as caught:
        read_decisions([tmp_path / name])
    assert not {"9901011205809001", "AMINAH"} & set(caught.value.text("id").replace(",", " ").split())
    assert "decisions.csv" in caught.value.text("id")


def test_a_missing_file_and_a_folder_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError) as caught:
        read_decisions([tmp_path / "tiada.csv", tmp_path])
    assert len(caught.value.details) == 2


def test_a_folder_of_decisions_is_all_its_files_each_by_its_own_name(tmp_path: Path) -> None:
    for office, nik in (("legok", "9001"), ("murni", "9003")):
        (tmp_path / office).mkdir()
        csv_file(tmp_path / office, f"{ROW.replace('9001', nik)},same,Ani,2026-11-24,")
    assert len(read_decisions([tmp_path])) == 2
    (tmp_path / "murni" / "decisions.csv").write_text("apa,itu\n1,2\n")
    with pytest.raises(DecisionsError) as caught:
        read_decisions([tmp_path])
    assert caught.value.details[0].startswith("murni/decisions.csv: kolom")


def test_a_row_that_names_nobody_is_at_fault(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "list,,,,,participants,9901011205809001,SITI,,,same,,,")
    with pytest.raises(DecisionsError, match="baris 2"):
        read_decisions([path])


def test_written_decisions_are_read_back_and_do_not_depend_on_order(tmp_path: Path) -> None:
    risky = replace(A, name="=HYPERLINK(1)")
    given_ = [
        Decision(risky, B, Answer.SAME, "Ani", "2026-11-24", 'koma, dan "kutip"'),
        Decision(A, C, Answer.DIFFERENT),
    ]
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    write_decisions_csv(first, given_)
    write_decisions_csv(second, reversed(given_))
    assert first.read_bytes() == second.read_bytes()
    assert not any(cell.startswith("=") for cell in first.read_text(encoding="utf-8").split(","))
    assert sorted(plain(read_decisions([first])), key=lambda d: d.pair()) == sorted(given_, key=lambda d: d.pair())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_answers_in_the_workbook_come_back_bound_to_what_the_records_say(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "rekonsiliasi.xlsx"
    pairs = sample_report.pairs()
    write_workbook(path, sample_report.report(), sample_report.buckets(), pairs, lang=lang)
    assert not holds_unread_answers(path)
    assert read_decisions([path]) == []
    fill_in(path, lang, {5: (ANSWER_WORDS[lang][Answer.DIFFERENT], "Ani"), 6: (ANSWER_WORDS[lang][Answer.SAME], None)})
    assert holds_unread_answers(path)
    decisions = read_decisions([path])
    assert [d.answer for d in decisions] == [Answer.DIFFERENT, Answer.SAME]
    for decision, pair in zip(decisions, pairs, strict=True):
        for record, person in ((decision.a, pair.a), (decision.b, pair.b)):
            texts = (person.side, person.nik, person.name, person.birth_date, person.kpj)
            assert (record.side, record.nik, record.name, record.birth_date, record.kpj) == texts


def fill_in(path: Path, lang: str, answers: dict[int, tuple[str, str | None]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[REVIEW_SHEETS[lang]]
    for row, (word, by) in answers.items():
        sheet.cell(row, 2).value = word
        sheet.cell(row, 3).value = by
    book.save(path)
    book.close()


def test_a_note_alone_must_not_be_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "rekonsiliasi.xlsx"
    write_workbook(path, sample_report.report(), {}, sample_report.pairs())
    fill_in(path, "id", {5: ("", "Ani")})
    assert holds_unread_answers(path)


def test_no_workbook_holds_no_answers_and_an_unreadable_one_might(tmp_path: Path) -> None:
    path = tmp_path / "rekonsiliasi.xlsx"
    assert not holds_unread_answers(path)
    path.write_bytes(b"PK\x03\x04broken")
    assert holds_unread_answers(path)
    book = openpyxl.Workbook()
    book.save(path)
    book.close()
    assert not holds_unread_answers(path)


@given(st.text(max_size=40))
def test_guarding_starts_no_formula_and_is_undone(text: str) -> None:
    written = guarded(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(written) == plain_text(text)
