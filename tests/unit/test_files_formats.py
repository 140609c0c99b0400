"""Each format's own ways: typed cells, encodings, delimiters, passwords, and what is said of a file."""

import csv
import datetime
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msoffcrypto
import openpyxl
import polars as pl
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from sheet_makers import HEADING, csv_text, html, locked_ods, locked_xls, ods, people, person, xls, xlsx, zip_of

from padan.cli import main
from padan.domain.errors import HeadingError, UnreadableFileError
from padan.files import plain_csv
from padan.files.encrypted import PasswordNeededError
from padan.files.hints import read_hints
from padan.files.naming import short_names
from padan.files.notes import SENTENCES, sentence
from padan.files.reading import SheetRead, read_lists

CSV_ROWS: list[Any] = [["NIK", "Nama", "Alamat"], *[[p[1], p[2], p[6]] for p in people(3)]]


def read(path: Path, **options: Any) -> SheetRead:
    (sheet,) = read_lists([path], kind=options.pop("kind", "list"), **options)
    return sheet


def column(sheet: SheetRead, name: str) -> list[Any]:
    return sheet.data.select(name).collect().to_series().to_list()


def test_typed_cells_become_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["NIK", "Nama", "Tanggal Lahir", "RT", "Upah", "JKK", "Jam Kerja", "TMT"])
    page.append(
        [
            1571014205809001,
            "A",
            datetime.date(1980, 5, 2),
            5,
            16800.5,
            True,
            datetime.time(8, 30),
            datetime.datetime(2024, 1, 2, 3, 4),
        ]
    )
    page.append(["9171024505909001", "B", 29343, 5.0, 1e6, False, None, None])
    page.append(["'1571014205809003", "C", "02/05/1980", "05", "Rp 16.800,00", "Y", "08.00-16.00", "-"])
    page.append([157101420580900, "D", None, None, -16800, None, None, None])
    book.save(tmp_path / "t.xlsx")
    sheet = read(tmp_path / "t.xlsx")
    assert column(sheet, "nik") == ["1571014205809001", "9171024505909001", "'1571014205809003", "157101420580900"]
    assert column(sheet, "birth_date") == ["1980-05-02", "29343", "02/05/1980", None]
    assert column(sheet, "rt") == ["5", "5", "05", None]
    assert column(sheet, "wage") == ["16800.5", "1000000", "Rp 16.800,00", "-16800"]
    assert column(sheet, "jkk") == ["TRUE", "FALSE", "Y", None]
    assert column(sheet, "work_hours") == ["08:30", None, "08.00-16.00", None]
    assert column(sheet, "start_date")[0] == "2024-01-02 03:04:00"


@pytest.mark.parametrize("number", [9171024505909001, 9671024505909003, 9007199254740993])
def test_long_numbers_keep_every_digit_in_ods_too(tmp_path: Path, number: int) -> None:
    assert column(read(ods(tmp_path / "n.ods", [["NIK", "Nama"], [number, "A"]])), "nik") == [str(number)]


@pytest.mark.parametrize(
    "cell",
    [
        'office:value-type="string"><text:p></text:p>',
        'office:value-type="string"><text:p> </text:p>',
        'table:formula="of:=[.A1]" office:value-type="string" office:string-value=""><text:p/>',
    ],
)
def test_an_ods_that_ends_in_a_million_rows_of_nothing(tmp_path: Path, cell: str) -> None:
    path = ods(tmp_path / "d.ods", [HEADING, *people(3)], hidden_rows=[3])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    nothing = f"<table:table-cell {cell}</table:table-cell>".replace(" ", ' table:number-columns-repeated="16377" ', 1)
    page = members["content.xml"].decode().replace("</table:table-row>", f"{nothing}</table:table-row>")
    below = f'<table:table-row table:number-rows-repeated="1048000">{nothing}</table:table-row>'
    page = page.replace("</table:table>", f"{below}</table:table>")
    path.write_bytes(zip_of(members | {"content.xml": page.encode()}))
    sheet = read(path)
    assert (sheet.rows, sheet.notes) == (3, ("hidden_rows_read:1",))
    assert column(sheet, "address") == ["JL. MAWAR 1", "JL. MAWAR 2", "JL. MAWAR 3"]


def test_a_number_of_16_digits_in_xls(tmp_path: Path) -> None:
    path = xls(tmp_path / "n.xls", {"D": [["NIK", "Nama"], [1571014205809001, "A"]]})
    assert column(read(path), "nik") == ["1571014205809001"]


def test_serials_of_a_1904_workbook_become_dates(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["NIK", "Nama", "Tanggal Lahir"])
    page.write_row(1, 0, [person(1)[1], "A", 27881])
    page.write_datetime(2, 2, datetime.datetime(1980, 5, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
    page.write_row(2, 0, [person(2)[1], "B"])
    book.close()
    sheet = read(path)
    assert column(sheet, "birth_date") == ["1980-05-02", "1980-05-02"]
    assert "epoch_1904" in sheet.notes


def test_invisible_signs_go_and_visible_ones_stay(tmp_path: Path) -> None:
    rows = [["NIK", "Nama"], [person(1)[1], "\u200eBUDI\u202c 😀\u200d👩 ناصر"], ["\u200b \u00a0", "ANI"]]
    sheet = read(xlsx(tmp_path / "r.xlsx", {"D": rows}))
    assert column(sheet, "name") == ["BUDI 😀\u200d👩 ناصر", "ANI"]
    assert column(sheet, "nik") == [person(1)[1], None]
    assert "invisible_characters" in sheet.notes


def test_parquet_is_lazy_and_counts_records(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    frame = pl.DataFrame(
        {
            "nik": [1571014205809001, None, 1571014205809003],
            "nama": ["A", None, ""],
            "tanggal_lahir": [datetime.date(1980, 5, 2), None, None],
            "upah": [16800.0, 16800.5, None],
            "tmt": [datetime.datetime(2024, 1, 2, 3), None, None],
            "jkk": [True, False, None],
            "lain": [[1], None, []],
        }
    )
    frame.write_parquet(path)
    sheet = read(path)
    assert (sheet.rows, sheet.left_out, sheet.heading_row) == (3, (), 0)
    assert column(sheet, "row") == column(sheet, "record") == [1, 2, 3]
    assert column(sheet, "nik") == ["1571014205809001", None, "1571014205809003"]
    assert column(sheet, "name") == ["A", None, None]
    assert column(sheet, "birth_date") == ["1980-05-02", None, None]
    assert column(sheet, "wage") == ["16800", "16800.5", None]
    assert column(sheet, "start_date")[0] == "2024-01-02"


def _parquet(path: Path, **columns: object) -> Path:
    """Six people, some of their columns as another program would store them."""
    six = people(6)
    usual = {"NIK": [p[1] for p in six], "Nama": [p[2] for p in six], "Tanggal Lahir": [p[4] for p in six]}
    pl.DataFrame(usual | {name.replace("_", " "): values for name, values in columns.items()}).write_parquet(path)
    return path


def test_a_moment_in_parquet_is_the_day_it_was_in_jambi(tmp_path: Path) -> None:
    """Midnight of 2 May in Jakarta is 17.00 of 1 May in UTC, which is how many programs store it."""
    jakarta = datetime.datetime(1980, 5, 2, tzinfo=ZoneInfo("Asia/Jakarta"))
    for zone, moment in (("UTC", jakarta), ("Asia/Jakarta", jakarta), ("UTC", jakarta.replace(tzinfo=datetime.UTC))):
        days = pl.Series([moment.astimezone(datetime.UTC)] * 6, dtype=pl.Datetime("us", "UTC")).dt.convert_time_zone(
            zone
        )
        assert set(column(read(_parquet(tmp_path / "w.parquet", Tanggal_Lahir=days)), "birth_date")) == {"1980-05-02"}


def test_numbers_of_other_programs_in_parquet(tmp_path: Path) -> None:
    wage = [float("nan"), 16800.0, None, 16800.5, float("inf"), 0.0]
    exact = pl.Series([p[1] for p in people(6)]).cast(pl.Decimal(20, 2))
    stay = pl.Series([datetime.timedelta(hours=8)] * 6)
    sheet = read(_parquet(tmp_path / "n.parquet", NIK=exact, Upah=wage, Jam_Kerja=stay))
    assert column(sheet, "nik") == [p[1] for p in people(6)]
    assert column(sheet, "wage") == [None, "16800", None, "16800.5", "inf", "0"]
    assert column(sheet, "work_hours") == ["8h"] * 6


def test_invisible_signs_go_from_parquet_too(tmp_path: Path) -> None:
    names = [f"\u200f{p[2][:3]}\0{p[2][3:]}\u202e" for p in people(6)]
    niks = [f"\ufeff{p[1]}" for p in people(6)]
    sheet = read(_parquet(tmp_path / "t.parquet", NIK=niks, Nama=names, Alamat=["JL. RENÉ"] * 6))
    assert (column(sheet, "name"), column(sheet, "nik")) == ([p[2] for p in people(6)], [p[1] for p in people(6)])
    assert (column(sheet, "address")[0], sheet.notes) == ("JL. RENÉ", ("invisible_characters",))
    assert read(_parquet(tmp_path / "b.parquet", Alamat=["JL. RENÉ"] * 6)).notes == ()


def test_parquet_columns_without_a_meaning_are_told_by_content(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    pl.DataFrame({"a": [p[1] for p in people(6)], "b": [p[2] for p in people(6)]}).write_parquet(path)
    assert [(c.field, c.how) for c in read(path).columns] == [("nik", "content"), ("name", "content")]


def test_html_spans_and_numbers(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=3>DAFTAR RT</td></tr></table><table><tr><th rowspan=2>NIK</th><th rowspan=2>Nama</th>"
        "<th colspan=2>Alamat</th></tr><tr><th>Jalan</th><th>RT</th></tr>"
        "<tr><td>1571014205809001</td><td>BUDI &amp; ANI</td><td>JL.&nbsp;A</td><td>05</td></tr></table>"
    )
    path = tmp_path / "laporan.xls"
    path.write_text(page)
    sheet = read(path)
    assert (column(sheet, "rt"), column(sheet, "name")) == (["05"], ["BUDI & ANI"])
    assert (sheet.title, sheet.heading_row) == ("DAFTAR RT", 3)


def test_xml_of_2003_saved_as_xls(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Worksheet ss:Name="TKK"><Table><Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">NIK</Data></Cell>'
        '<Cell><Data ss:Type="String">Nama</Data></Cell></Row><Row><Cell ss:Index="2"><Data ss:Type="Number">'
        '1571014205809001</Data></Cell><Cell><Data ss:Type="String">BUDI</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    path = tmp_path / "x.xls"
    path.write_text(text)
    sheet = read(path)
    assert (sheet.sheet, column(sheet, "nik"), column(sheet, "row")) == ("TKK", ["1571014205809001"], [4])
    assert sheet.hints["segment"] == "tkk"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_pages_and_sheets_of_any_unicode_saved_as_xls(tmp_path: Path, encoding: str) -> None:
    page = html([HEADING, person(1)]).decode().replace("SITI AMINAH", "SITI AMINÁH")
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row>'
        "<Cell><Data>NIK</Data></Cell><Cell><Data>Nama</Data></Cell></Row><Row><Cell><Data>1571014205809001</Data></Cell>"
        "<Cell><Data>SITI AMINÁH BA</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    table = csv_text([["NIK", "Nama"], ["1571014205809001", "SITI AMINÁH BA"]], "\t")
    for name, text in (("page.xls", page), ("xml.xls", xml), ("table.xls", table)):
        (tmp_path / name).write_bytes(text.encode(encoding))
        assert column(read(tmp_path / name), "name") == ["SITI AMINÁH BA"], name


@pytest.mark.parametrize("end", ["</table></body></html>", "</html>", "</body>\r\n"])
def test_a_page_that_ends_is_whole_though_a_table_does_not(tmp_path: Path, end: str) -> None:
    text = html([HEADING, person(1), person(2)]).decode().replace("<tr>", "<!-- <table> --><tr>")
    (tmp_path / "d.xls").write_text(text.removesuffix("</table></body></html>") + end)
    assert read(tmp_path / "d.xls").rows == 2


def test_csv_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "d.xls"
    path.write_text(csv_text(CSV_ROWS, "\t"))
    assert read(path).rows == 3


def locked(path: Path, password: str) -> Path:
    plain = xlsx(path.with_suffix(".plain.xlsx"), {"D": [HEADING, *people(2)]})
    with plain.open("rb") as source:
        packed = io.BytesIO()
        OOXMLFile(source).encrypt(password, packed)
    path.write_bytes(packed.getvalue())
    plain.unlink()
    return path


def test_a_password_opens_and_a_missing_or_wrong_one_is_asked_for(tmp_path: Path) -> None:
    path = locked(tmp_path / "rahasia.xlsx", "jambi2024")
    sheet = read(path, password="jambi2024")
    assert (sheet.rows, sheet.notes) == (2, ("decrypted",))
    assert sheet.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(PasswordNeededError, match="--password"):
        read(path)
    with pytest.raises(PasswordNeededError, match="salah"):
        read(path, password="lain")
    assert issubclass(PasswordNeededError, UnreadableFileError)
    assert msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).is_encrypted()


@pytest.mark.parametrize("way", ["rc4", "cryptoapi", "xor"])
def test_an_xls_with_a_password_says_so(tmp_path: Path, way: str) -> None:
    path = locked_xls(tmp_path / "lama.xls", way)
    with pytest.raises(PasswordNeededError, match=r"lama\.xls: berkas bersandi; beri kata sandi dengan --password"):
        read(path)
    with pytest.raises(UnreadableFileError, match="bersandi"):
        read(path, password="lain")


@pytest.mark.parametrize("member", ["content.xml", "encrypted-package"])
def test_an_ods_with_a_password_says_so(tmp_path: Path, member: str) -> None:
    path = locked_ods(tmp_path / "terbuka.ods", member)
    for password in (None, "jambi2024"):
        with pytest.raises(UnreadableFileError, match=r"\.ods bersandi tidak dapat dibuka") as caught:
            read(path, password=password)
        assert not isinstance(caught.value, PasswordNeededError)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_locked_file_ends_a_check_with_10(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = (locked_xls(tmp_path / "lama.xls", "rc4"), locked_ods(tmp_path / "baru.ods", "content.xml"))
    for path in files:
        assert main(["check", str(path), "--lang", lang, "--quiet"]) == 10
        said = capsys.readouterr().err
        assert path.name in said
        assert {"id": "sandi", "en": "encrypted"}[lang] in said


def test_a_needless_password_is_no_harm(tmp_path: Path) -> None:
    assert read(xlsx(tmp_path / "d.xlsx", {"D": [HEADING, person(1)]}), password="x").rows == 1


def test_short_names_are_the_shortest_unique_endings() -> None:
    paths = [Path("/a/kel1/daftar.xlsx"), Path("/a/kel2/daftar.xlsx"), Path("/b/kel2/daftar.xlsx"), Path("/a/lain.csv")]
    assert short_names(paths) == ["kel1/daftar.xlsx", "a/kel2/daftar.xlsx", "b/kel2/daftar.xlsx", "lain.csv"]
    assert short_names([Path("/daftar.xlsx"), Path("/x/daftar.xlsx")]) == ["/daftar.xlsx", "x/daftar.xlsx"]


def test_a_folder_is_all_its_lists_in_order(tmp_path: Path) -> None:
    for place in ("b/daftar.xlsx", "a/daftar.xlsx"):
        (tmp_path / place).parent.mkdir()
        xlsx(tmp_path / place, {"D": [HEADING, person(1)]})
    (tmp_path / "a" / "~$daftar.xlsx").write_bytes(b"lock")
    (tmp_path / ".tersembunyi.csv").write_text("x")
    (tmp_path / "surat.docx").write_bytes(b"PK")
    (tmp_path / "z.csv").write_text(csv_text(CSV_ROWS))
    sheets = read_lists([tmp_path, tmp_path / "z.csv"], kind="list")
    assert [sheet.file for sheet in sheets] == ["a/daftar.xlsx", "b/daftar.xlsx", "z.csv"]
    assert sheets[0].notes == ("file_skipped:surat.docx", "given_twice")


def test_no_file_of_a_folder_is_passed_over_in_silence(tmp_path: Path) -> None:
    xlsx(tmp_path / "daftar.xlsx", {"D": [HEADING, person(1)]})
    for name in ("legok.gsheet", "murni.numbers", "lama.7z", "foto.HEIC", "Thumbs.db", "desktop.ini", "kop.toml"):
        (tmp_path / name).write_bytes(b"x")
    (sheet,) = read_lists([tmp_path], kind="list")
    assert sorted(sheet.notes) == [
        *("file_skipped:foto.HEIC", "file_skipped:lama.7z", "file_skipped:legok.gsheet", "file_skipped:murni.numbers")
    ]


def test_results_below_a_folder_are_no_lists(tmp_path: Path) -> None:
    for place in ("daftar.xlsx", "hasil/rekonsiliasi.xlsx", "lama/rekonsiliasi.xlsx", "legok/daftar.xlsx"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        xlsx(tmp_path / place, {"D": [HEADING, person(1)]})
    for name in ("summary.json", "rows.parquet"):
        (tmp_path / "lama" / name).write_bytes(b"x")
    sheets = read_lists([tmp_path], kind="list", results=[tmp_path / "legok" / ".." / "hasil", Path("/lain")])
    assert [sheet.path for sheet in sheets] == [tmp_path / "daftar.xlsx", tmp_path / "legok" / "daftar.xlsx"]
    assert sheets[0].notes == ("result_skipped:lama",)
    assert read_lists([tmp_path / "lama" / "rekonsiliasi.xlsx"], kind="list")[0].rows == 1


def test_one_empty_file_among_several_is_a_note(tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.touch()
    blank = xlsx(tmp_path / "blangko.xlsx", {"Sheet1": []})
    full = xlsx(tmp_path / "d.xlsx", {"D": [HEADING, person(1)]})
    sheets = read_lists([empty, full, blank], kind="list")
    assert [(sheet.rows, sheet.notes) for sheet in sheets] == [(0, ("empty_file",)), (1, ()), (0, ("empty_file",))]
    assert sheets[0].data.collect().columns == ["record", "row", "hidden"]


@pytest.mark.parametrize(
    ("sheet", "file", "title", "expected"),
    [
        ("TKK", "daftar.xlsx", "", {"segment": "tkk"}),
        ("Payo Lebar", "pekerja_rentan_2024.xlsx", "", {"segment": "pekerja_rentan", "kelurahan": "Payo Lebar"}),
        ("Sheet1", "miskin_ekstrem_kel_payo_lebar.csv", "", {"segment": "miskin_ekstrem", "kelurahan": "payo lebar"}),
        ("D", "x.csv", "KELURAHAN : THE HOK\nKECAMATAN : JAMBI SELATAN",
         {"kelurahan": "THE HOK", "kecamatan": "JAMBI SELATAN"}),
        ("D", "x.csv", "DAFTAR KETUA RT KELURAHAN SIMPANG IV SIPIN KEC. TELANAIPURA KOTA JAMBI",
         {"segment": "rt", "kelurahan": "SIMPANG IV SIPIN", "kecamatan": "TELANAIPURA"}),
        ("Sheet1", "x.csv", "IURAN BULAN SEPTEMBER 2024", {"month": "2024-09"}),
        ("Sheet1", "x.csv", "Keadaan s.d. 31 Desember 2024", {"as_of": "2024-12-31"}),
        ("Sheet1", "peserta per 2024-09-30.csv", "", {"as_of": "2024-09-30"}),
        ("Sheet1", "peserta per 30-09-2024.csv", "", {"as_of": "2024-09-30"}),
        ("Sheet1", "data.xlsx", "Laporan", {}),
        ("TKK", "Kec. Paal Merah.xlsx", "", {"segment": "tkk", "kecamatan": "Paal Merah"}),
        ("Jelutung", "x.csv", "", {}),
        ("Kel. Jelutung", "x.csv", "", {"kelurahan": "Jelutung"}),
    ],
)  # fmt: skip
def test_hints_from_sheet_file_and_title(sheet: str, file: str, title: str, expected: dict[str, str]) -> None:
    found = read_hints(sheet, file, title)
    assert {key: value.lower() for key, value in found.items()} == {
        key: value.lower() for key, value in expected.items()
    }


def test_every_sheet_of_a_workbook_may_be_a_kelurahan(tmp_path: Path) -> None:
    names, official = ("Payo Lebar", "The Hok", "Mayang Mengurai"), ("Payo Lebar", "Thehok", "Mayang Mangurai")
    path = xlsx(tmp_path / "TKK.xlsx", {name: [HEADING, person(number)] for number, name in enumerate(names, 1)})
    sheets = read_lists([path], kind="list")
    assert [sheet.hints for sheet in sheets] == [{"segment": "tkk", "kelurahan": name} for name in official]


def test_every_note_has_its_two_sentences() -> None:
    assert sentence("hidden_rows_read:3") == "3 baris tersembunyi ikut dibaca"
    assert sentence("hidden_rows_read:3", "en") == "3 hidden rows were read too"
    assert all(text_id and text_en for text_id, text_en in SENTENCES.values())


def test_an_xlsx_that_other_programs_write_with_prefixes(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows = "".join(
        f'<x:row r="{n}"{hidden}><x:c r="A{n}" t="inlineStr"><x:is><x:t>{a}</x:t></x:is></x:c>'
        f'<x:c r="B{n}" t="inlineStr"><x:is><x:t>{b}</x:t></x:is></x:c></x:row>'
        for n, a, b, hidden in ((1, "NIK", "Nama", ""), (2, person(1)[1], "BUDI", ' hidden="1"'))
    )
    rows += '<x:row r="3"><x:c r="A3"><x:v>9171024505909001</x:v></x:c></x:row>'
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets><x:sheet name="D" sheetId="1" '
        'r:id="q"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="q" '
        f'Type="{office}/worksheet" '
        'Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>',
    }  # fmt: skip
    path = tmp_path / "p.xlsx"
    path.write_bytes(zip_of({name: text.encode() for name, text in members.items()}))
    sheet = read(path)
    assert column(sheet, "hidden") == [True, False]
    assert column(sheet, "nik") == [person(1)[1], "9171024505909001"]


@pytest.mark.parametrize(
    "before",
    [b"<center><h2>Laporan</h2></center>", b"<br />\nWarning: Undefined variable $x on line 3<br />\n", b"<p>"],
)
def test_whatever_a_page_begins_with(tmp_path: Path, before: bytes) -> None:
    page = html([HEADING, *people(6)])
    for whole in (before + page, page.replace(b"<table", before + b"<table")):
        (tmp_path / "laporan.xls").write_bytes(whole)
        assert column(read(tmp_path / "laporan.xls"), "nik") == [p[1] for p in people(6)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", [".xlsx", ".ods", "quoted.csv", "padded.csv"])
def test_a_csv_that_lies_whole_in_one_column_is_told_apart(tmp_path: Path, delimiter: str, ending: str) -> None:
    rows = [[*row[:6], "JL. A, NO 1; RT 2"] for row in people(6)]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([["DAFTAR"], HEADING, *rows])
    lines = text.getvalue().splitlines()
    path = tmp_path / f"satu{ending}"
    if ending == ".xlsx":
        xlsx(path, {"D": [[line] for line in lines]})
    elif ending == ".ods":
        ods(path, [[line] for line in lines])
    else:
        tail = "" if ending == "quoted.csv" else "|||"
        path.write_text("".join('"' + line.replace('"', '""') + f'"{tail}\n' for line in lines))
    sheet = read(path)
    assert [column(sheet, field) for field in ("nik", "name")] == [[row[at] for row in rows] for at in (1, 2)]
    assert (column(sheet, "address")[0], column(sheet, "row")) == ("JL. A, NO 1; RT 2", [3, 4, 5, 6, 7, 8])
    assert sheet.notes == (f"one_column:{delimiter}",)


def test_notes_in_one_column_stay_in_it(tmp_path: Path) -> None:
    rows = [["Catatan: NIK, nama dan alamat harus lengkap"], *[[f"BUDI, S.Pd, {n}"] for n in range(9)]]
    with pytest.raises(HeadingError):
        read(xlsx(tmp_path / "c.xlsx", {"D": rows}))


def _with_errors(ending: str, path: Path) -> Path:
    rows = [HEADING, *people(6)]
    rows[2] = [2, "#REF!", *person(2)[2:5], "#N/A", "#N/A"]
    rows[4] = [*person(4)[:6], "JL. MAWAR #4"]
    if ending == "tsv":
        path.write_text(csv_text(rows, "\t"))
    elif ending == "html.xls":
        path.write_bytes(html(rows))
    else:
        {
            "xlsx": lambda: xlsx(path, {"D": rows}),
            "xls": lambda: xls(path, {"D": rows}),
            "ods": lambda: ods(path, rows),
        }[ending]()
    return path


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "tsv", "html.xls"])
def test_errors_of_formulas_say_nothing_and_are_counted(tmp_path: Path, ending: str) -> None:
    sheet = read(_with_errors(ending, tmp_path / f"galat.{ending}"))
    assert column(sheet, "nik") == [None if n == 2 else person(n)[1] for n in range(1, 7)]
    assert (column(sheet, "sex")[1], column(sheet, "address")[1]) == (None, None)
    assert (column(sheet, "address")[3], column(sheet, "name")[1]) == ("JL. MAWAR #4", person(2)[2])
    assert sheet.notes == ("error_cells:3",)


def test_errors_of_formulas_in_a_large_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_csv, "FROM_BYTES", 10)
    sheet = read(_with_errors("tsv", tmp_path / "galat.tsv"))
    assert (column(sheet, "nik")[1], sheet.notes) == (None, ("error_cells:3",))


def test_pages_of_html_need_no_excel_ending(tmp_path: Path) -> None:
    path = tmp_path / "d.html"
    path.write_bytes(html([HEADING, *people(2)]))
    assert read(path).rows == 2
