"""Sentences by the rules of docs/explanation/rules/interpretation.md, and the papers that print them."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from monev_city import LETTERHEAD, edited, recap, report
from pypdf import PdfReader

from padan.documents.monev import report_data, tied
from padan.documents.monev_brief import brief_data
from padan.documents.monev_content import IndicatorLine, MonevReport, MoneyLine, PlaceLine, Said, money_total
from padan.documents.monev_press import serve
from padan.documents.monev_printing import Data, typeset
from padan.documents.monev_recap import RecapLine, recap_data
from padan.documents.monev_slides import slides_data
from padan.documents.monev_tables import HIDDEN, place_cells, short_rupiah
from padan.documents.monev_workbook import monev_workbook
from padan.domain.figure_words import figure, goal, listed, tenths
from padan.domain.interpretation import (
    Before,
    Part,
    Reading,
    change_sentence,
    gap_of,
    level_sentence,
    missed_run,
    remedy_sentences,
    short_parts,
    since_sentence,
    where_sentence,
)
from padan.domain.months import Month
from padan.domain.obstacles import NOTHING, Promise, StageOwed, obstacle_sentences
from padan.domain.report_frame import Framed, Span, frame_sentences, read_span
from thorough import one_in

pytestmark = one_in(4)

PAGE = Path(__file__).parents[2] / "docs/explanation/rules/interpretation.md"
DECEMBER: Month = (2024, 12)


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    found = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines[2:]]
    assert found
    return found


def whole(text: str) -> int | None:
    return None if text == "-" else int(text)


def reading(numerator: int = 2890, denominator: int | None = 3400, **more: object) -> Reading:
    """The headline figure of a city."""
    told: dict[str, object] = {"target": 9500, "state": "bad", **more}
    return Reading(
        "protected", "Orang terlindungi", "Kota Contoh", "percent", "up", DECEMBER, numerator, denominator, **told
    )  # type: ignore[arg-type]


# ---- the rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("How a gap is counted"), ids=lambda row: row[0])
def test_the_gap(row: tuple[str, ...]) -> None:
    _, numerator, denominator, target, unit, direction, gap = row
    assert gap_of(int(numerator), whole(denominator), int(target), unit, direction) == int(gap)


@pytest.mark.parametrize("row", rows("How a figure is written"), ids=lambda row: row[3])
def test_a_figure_in_words(row: tuple[str, ...]) -> None:
    numerator, denominator, unit, text = row
    assert figure(int(numerator), whole(denominator), unit) == text


@pytest.mark.parametrize("row", rows("Since when"), ids=lambda row: row[0])
def test_since_when(row: tuple[str, ...]) -> None:
    names = {"September": 9, "October": 10, "November": 11, "December": 12}
    history = [((2024, month), state) for month, state in zip(range(9, 13), row[0].split(), strict=True)]
    assert missed_run(history) == (None if row[1] == "-" else (2024, names[row[1]]))


def test_level_tells_figure_target_and_gap() -> None:
    assert level_sentence(reading()).text == (
        "Dari 3.400 orang sasaran, 2.890 orang (85 %) terlindungi pada akhir Desember 2024. Target 95 % belum "
        "tercapai, kurang 340 orang."
    )
    assert level_sentence(reading(3400)).text.endswith("Target 95 % tercapai.")
    assert level_sentence(reading(0, 0)).text == (
        "Orang terlindungi pada Desember 2024 tidak dapat dihitung: tidak ada penyebutnya."
    )
    assert "belum ada datanya" in level_sentence(reading(0, None, known=False)).text
    assert level_sentence(reading(target=None, state="none")).text.endswith("Target belum ditetapkan.")


@pytest.mark.parametrize(
    ("numerator", "text"),
    [
        (2890, "Dibanding September 2024 (85 %) tidak berubah."),
        (2958, "Dibanding September 2024 (85 %) naik 2 poin persen, membaik."),
        (2550, "Dibanding September 2024 (85 %) turun 10 poin persen, memburuk."),
        (2893, "Dibanding September 2024 (85 %) tidak berubah."),
    ],
)
def test_change_tells_which_way(numerator: int, text: str) -> None:
    found = change_sentence(reading(numerator, before=Before((2024, 9), 2890, 3400)))
    assert found is not None
    assert found.text == text


def test_change_needs_two_figures() -> None:
    assert change_sentence(reading()) is None
    assert change_sentence(reading(before=Before((2024, 9), 0, 0))) is None
    assert change_sentence(reading(0, 0, before=Before((2024, 9), 1, 2))) is None


def test_since_is_told_from_two_months_on() -> None:
    assert since_sentence(reading(missed_since=(2024, 12))) is None
    found = since_sentence(reading(missed_since=(2024, 8)))
    assert found is not None
    assert "sejak Agustus 2024, 5 bulan berturut-turut" in found.text
    assert since_sentence(reading(missed_since=(2024, 8), state="good")) is None


PARTS = (
    Part("1", "Murni", 40, 50, 9500, (2024, 11)),
    Part("2", "Legok", 31, 50, 9500, (2024, 8)),
    Part("3", "Rawasari", 31, 50, 9500),
    Part("4", "Selamat", 50, 50, 9500),
    Part("5", "Tanpa penyebut", 0, 0, 9500),
    Part("6", "Orang Kayo Hitam", 47, 50, 9500, (2024, 12)),
)


def test_where_names_the_largest_gaps_and_their_share() -> None:
    found = where_sentence(reading(parts=PARTS))
    assert found is not None
    assert found.text == (
        "Sebanyak 4 dari 5 kelurahan belum mencapainya. Terbesar: Legok (62 %, kurang 17 orang, sejak Agustus 2024); "
        "Rawasari (62 %, kurang 17 orang); Murni (80 %, kurang 8 orang, sejak November 2024). Ketiganya 97,7 % dari "
        "seluruh selisih."
    )


def test_a_tie_is_always_told_the_same_way() -> None:
    assert [one.part.name for one in short_parts(reading(parts=PARTS))] == [
        one.part.name for one in short_parts(reading(parts=PARTS[::-1]))
    ]


def test_where_all_reach_the_target() -> None:
    found = where_sentence(reading(parts=(Part("7", "Lain", 20, 20, 9000), Part("6", "Satu", 18, 20, 9000))))
    assert found is not None
    assert found.text == "Semua 2 kelurahan mencapainya: dari Satu (90 %) sampai Lain (100 %)."
    alike = where_sentence(reading(parts=(Part("6", "Satu", 20, 20, 9500), Part("7", "Lain", 20, 20, 9500))))
    assert alike is not None
    assert alike.text == "Semua 2 kelurahan mencapainya, masing-masing 100 %."
    assert where_sentence(reading(parts=PARTS[:1])) is None


def test_a_count_without_targets_names_where_most_are() -> None:
    parts = (Part("1", "Legok", 3), Part("2", "Murni", 0), Part("3", "Rawasari", 5))
    one = Reading("lapsing", "Segera gugur", "Kota", "people", "down", DECEMBER, 8, None, parts=parts)
    found = where_sentence(one)
    assert found is not None
    assert found.text == "Tercatat di 2 dari 3 kelurahan. Terbesar: Rawasari (5 orang); Legok (3 orang)."


def test_a_sentence_bears_a_mark_of_its_figures() -> None:
    assert level_sentence(reading()).mark == level_sentence(reading()).mark
    assert level_sentence(reading()).mark != level_sentence(reading(2891)).mark
    one, other = reading(parts=PARTS), reading(parts=(*PARTS[:-1], Part("6", "Orang Kayo Hitam", 46, 50, 9500)))
    first, second = where_sentence(one), where_sentence(other)
    assert first is not None
    assert second is not None
    assert first.mark != second.mark


def test_remedies_name_who_does_what_and_the_missed_come_first() -> None:
    near = Reading("signed", "Ditandatangani", "Kota", "percent", "up", DECEMBER, 79, 80, 10000, "near")
    found = remedy_sentences([near, reading(parts=PARTS), reading(3400, state="good")])
    assert [one.key for one in found] == ["remedies.protected", "remedies.signed"]
    assert found[0].text.startswith("Kelurahan Legok, Rawasari dan Murni mengusulkan")
    assert "340 orang" in found[0].text
    assert found[1].text.startswith("Kota menyelesaikan")


def test_obstacles_say_so_where_there_are_none() -> None:
    assert [one.text for one in obstacle_sentences([reading(3400, state="good")])] == [NOTHING]


def test_obstacles_in_their_order() -> None:
    late = Promise("Melengkapi SPJ", "Lurah Legok", None, False, True)
    found = obstacle_sentences(
        [reading(), reading(0, 0, state="none")], [StageOwed(2, 140, ("Legok",)), StageOwed(1, 0, ())], (), [late]
    )
    assert [one.key for one in found] == [
        "obstacles.missed", "obstacles.stage2", "obstacles.late", "obstacles.untold",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "month", "before"),
    [("2024-Q4", (2024, 12), (2024, 9)), ("2024-Q1", (2024, 3), (2023, 3)), ("2024", (2024, 12), (2023, 12))],
)
def test_a_span_and_what_it_is_compared_with(key: str, month: Month, before: Month) -> None:
    span = read_span(key)
    assert span is not None
    assert (span.key, span.month, span.before(span.month)) == (key, month, before)


@pytest.mark.parametrize("text", ["", "2024-Q5", "24", "2024-", "1999", "2024-Q", "２０２４"])
def test_what_is_no_span(text: str) -> None:
    assert read_span(text) is None


def test_provisional_figures_are_told_as_such() -> None:
    framed = Framed("Kota Contoh", "Kota Contoh", "Jambi", Span(2024, 4), DECEMBER, known_on=None)
    texts = " ".join(one.text for one in frame_sentences(framed))
    assert "ditutup pada" not in texts


def test_small_words() -> None:
    assert [listed(names) for names in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == ["", "A", "A dan B", "A, B dan C"]
    assert [goal(n, "percent") for n in (9500, 9550, 9505, 10000)] == ["95 %", "95,5 %", "95,05 %", "100 %"]
    assert (tenths(-1, 3, 100), tenths(0, -5), tenths(-1, 10_000)) == ("-33,3", "0", "0")
    assert short_rupiah(6_800_000_000) == "Rp 6,8 miliar"
    assert tied("naik 2 % dari Rp 5 pada Tahun 2024") == "naik 2\u00a0% dari Rp\u00a05 pada Tahun\u00a02024"


# ---- the papers -----------------------------------------------------------------------------------------------------


def recap_of(one: MonevReport) -> Data:
    return recap_data(one, recap(one), 5)


DATA: dict[str, Callable[[MonevReport], Data]] = {
    "report": report_data, "brief": brief_data, "slides": slides_data, "recap": recap_of,
}  # fmt: skip


@pytest.fixture(scope="module")
def city() -> MonevReport:
    """A city of 68 kelurahan."""
    return report("kota", 68)


@pytest.fixture(scope="module")
def small() -> MonevReport:
    """One of eight, for what is read page by page."""
    return report("kota", 8)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("kind", DATA)
def test_the_same_report_gives_the_same_bytes(city: MonevReport, kind: str) -> None:
    first = typeset(kind, DATA[kind](city))
    assert first == typeset(kind, json.loads(json.dumps(DATA[kind](report("kota", 68)))))
    assert first.startswith(b"%PDF-")


@pytest.mark.parametrize("kind", DATA)
def test_papers_are_pdf_a(city: MonevReport, kind: str) -> None:
    pdf = typeset(kind, DATA[kind](city))
    assert re.search(rb"pdfaid:part(?:>|=.)2", pdf)
    assert re.search(rb"pdfaid:conformance(?:>|=.)B", pdf)


def test_the_report_has_the_usual_chapters_and_tables(city: MonevReport) -> None:
    data = report_data(city)
    titles = [section["title"] for part in data["parts"] for section in part["sections"]]
    assert titles[:5] == [
        "A. Latar belakang", "B. Dasar hukum", "C. Maksud dan tujuan", "D. Ruang lingkup", "E. Metode",
    ]  # fmt: skip
    assert [part["title"].split("  ")[1] for part in data["parts"]] == [
        "PENDAHULUAN", "HASIL", "KENDALA", "REKOMENDASI", "TINDAK LANJUT", "PENUTUP",
    ]  # fmt: skip
    assert data["parts"][1]["sections"][0]["tables"][0]["head"] == [
        "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Keterangan",
    ]  # fmt: skip
    assert data["annexes"][0]["pages"][0][0]["head"] == [
        "No", "Kecamatan", "Kelurahan", "Pagu (Rp)", "Diterima Tahap I", "Tahap II", "Realisasi (Rp)", "% Serapan",
        "Fisik %", "Sisa (Rp)", "Kendala", "Tindak Lanjut", "Penanggung Jawab", "Target Selesai",
    ]  # fmt: skip


def test_money_stands_in_words_too(small: MonevReport) -> None:
    text = text_of(typeset("report", report_data(small)))
    assert "Rp 800.000.000 (delapan ratus juta rupiah)" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(("level", "count"), [("kota", 68), ("kecamatan", 11), ("kelurahan", 0)])
def test_the_brief_is_one_page_whatever_it_says(level: str, count: int) -> None:
    one = report(level, count)
    assert pages_of(typeset("brief", brief_data(one))) == 1
    long = tuple(Said(said.key, said.chapter, f"{said.text} {said.text} {said.text} {said.text}") for said in one.said)
    told = MonevReport(**{**{name: getattr(one, name) for name in MonevReport.__slots__}, "said": long})
    assert pages_of(typeset("brief", brief_data(told))) == 1


def test_slides_are_wide_and_each_thought_has_one(city: MonevReport) -> None:
    data = slides_data(city)
    pdf = PdfReader(io.BytesIO(typeset("slides", data)))
    assert len(pdf.pages) == len(data["slides"]) + 1
    box = pdf.pages[0].mediabox
    assert abs(float(box.width) / float(box.height) - 16 / 9) < 0.01


def test_a_draft_says_so_on_every_page(small: MonevReport) -> None:
    draft = MonevReport(**{**{n: getattr(small, n) for n in MonevReport.__slots__}, "draft": "RANCANGAN: uji"})
    for kind, data in DATA.items():
        for page in PdfReader(io.BytesIO(typeset(kind, data(draft)))).pages[1 if kind == "slides" else 0 :]:
            assert "RANCANGAN" in page.extract_text()


def test_an_edited_sentence_stands_beside_the_computed_one(small: MonevReport) -> None:
    text = text_of(typeset("report", report_data(edited(small))))
    assert "Sebagian besar target tercapai." in text
    assert "Dari 7 indikator yang bertarget" in text
    titles = [[annex["title"] for annex in report_data(one)["annexes"]] for one in (edited(small), small)]
    assert ["Kalimat yang disunting" in told for told in titles] == [True, False]


def test_text_is_never_taken_for_markup() -> None:
    one = report("kelurahan", 0)
    said = (Said("verdict", "summary", '#panic("x") *tebal* $x$ <label> @ref \\ `kode`'), *one.said[1:])
    told = MonevReport(**{**{n: getattr(one, n) for n in MonevReport.__slots__}, "said": said})
    for kind in ("report", "brief", "slides"):
        assert "#panic" in text_of(typeset(kind, DATA[kind](told)))


def test_an_empty_report_can_be_printed() -> None:
    one = report("kelurahan", 0)
    bare = MonevReport(one.place, one.period, one.month, one.year, LETTERHEAD, (), (), ())
    for kind in ("report", "brief", "slides"):
        assert pages_of(typeset(kind, DATA[kind](bare))) >= 1
    assert monev_workbook(bare).startswith(b"PK")


def test_few_people_are_hidden_in_what_goes_to_the_province(small: MonevReport) -> None:
    text = text_of(typeset("recap", recap_of(small)))
    assert HIDDEN in text
    with pytest.raises(ValueError, match="column of people"):
        RecapLine("kelurahan", "", "", MoneyLine("", "", ""), (1, 2))


def test_a_hidden_figure_says_so_in_a_table() -> None:
    column = IndicatorLine("protected", "Terlindungi", "percent", "up", 1, 2)
    assert place_cells(PlaceLine("1", "K", "L", ((1, 2),), (0,)), [column]) == [HIDDEN]


def test_the_press_prints_and_tells_of_what_it_cannot(tmp_path: Path, city: MonevReport) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"brief": brief_data(city)}))
    orders = [
        {"order": 1, "kind": "brief", "data": str(tmp_path / "a.json"), "out": str(tmp_path / "a.pdf")},
        {"order": 2, "kind": "report", "data": str(tmp_path / "a.json"), "out": str(tmp_path / "b.pdf")},
        {"order": 3, "kind": "brief", "data": str(tmp_path / "none"), "out": str(tmp_path / "c.pdf")},
    ]
    answers = io.StringIO()
    serve(io.StringIO("".join(json.dumps(one) + "\n" for one in orders)), answers)
    told = [json.loads(line)["fault"] for line in answers.getvalue().splitlines()]
    assert told == ["", "KeyError", "FileNotFoundError"]
    assert (tmp_path / "a.pdf").read_bytes() == typeset("brief", brief_data(city))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".masuk"] == []


# ---- the workbook ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def books(city: MonevReport) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    """The workbook with its formulas, and with the values that they carry."""
    data = monev_workbook(city)
    assert data == monev_workbook(city)
    return openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def test_every_formula_carries_the_value_that_it_gives(books: tuple[openpyxl.Workbook, openpyxl.Workbook]) -> None:
    formulas, values = books
    counted = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    counted += 1
                    given = values[sheet.title][cell.coordinate].value
                    reckoned = Reckoner(values[sheet.title]).value(cell.value)
                    assert given == pytest.approx(reckoned) if reckoned != "" else given in ("", None), cell.coordinate
    assert counted > 300


class Reckoner:
    """As much of a spreadsheet as our formulas need: it reads cells from the values of a sheet."""

    def __init__(self, sheet: object) -> None:
        self.sheet = sheet

    def value(self, formula: str) -> float | str:
        text = formula.lstrip("=")
        if found := re.fullmatch(r'IF\((.+?)=0,"",(.+)\)', text):
            return "" if self.value(found[1]) == 0 else self.value(found[2])
        if found := re.fullmatch(r"SUMPRODUCT\((\S+?),(\S+?)\)/SUMIF\((\S+?),\">=0\",(\S+?)\)", text):
            pairs = list(zip(self.cells(found[1]), self.cells(found[2]), strict=True))
            return sum((a or 0) * b for a, b in pairs) / sum(b for a, b in pairs if a is not None)
        for sign in ("+", "-", "/"):
            parts = re.split(rf"(?<![(:])\{sign}(?![^(]*\))", text)
            if len(parts) > 1:
                found_values = [float(self.value(part)) for part in parts]
                first, rest = found_values[0], found_values[1:]
                return first + sum(rest) if sign == "+" else first - sum(rest) if sign == "-" else first / rest[0]
        if found := re.fullmatch(r"SUM\((\S+)\)", text):
            return sum(one or 0 for one in self.cells(found[1]))
        return self.sheet[text].value or 0  # type: ignore[index]

    def cells(self, span: str) -> list[float | None]:
        return [cell.value for row in self.sheet[span] for cell in row]  # type: ignore[index]


def test_the_workbook_has_the_figures_of_the_report(
    city: MonevReport, books: tuple[openpyxl.Workbook, openpyxl.Workbook]
) -> None:
    sheet = books[1]["Indikator"]
    rows_ = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    for one in city.indicators:
        assert rows_[one.name][2:4] == (one.numerator, one.denominator)
        assert rows_[one.name][4] == pytest.approx(float(one.value or 0))
    last = list(books[1]["Keuangan"].iter_rows(values_only=True))[-1]
    total = money_total(city.money)
    assert last[3:8] == (total.granted, total.first, total.second, total.other, total.spent)
    assert last[10] == total.left


def test_no_text_of_anybody_starts_a_formula() -> None:
    one = report("kelurahan", 0)
    line = MoneyLine("1", "=1+1", "=HYPERLINK(1)", 1, 1, 0, 0, 0, None, "+62", "-SPJ", "@lurah", "=x")
    told = MonevReport(**{**{n: getattr(one, n) for n in MonevReport.__slots__}, "money": (line,)})
    sheet = openpyxl.load_workbook(io.BytesIO(monev_workbook(told)))["Keuangan"]
    for row in sheet.iter_rows(min_row=4, max_row=4):
        for cell in row:
            if cell.data_type == "f":
                assert str(cell.value).startswith(("=IF(", "=SUM("))
            elif isinstance(cell.value, str):
                assert not cell.value.startswith(("=", "+", "-", "@"))
