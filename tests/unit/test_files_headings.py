"""How headings are understood: synonyms, rows, merges, joins, splits and content."""

from pathlib import Path

import pytest
import xlsxwriter
from sheet_makers import HEADING, csv_text, people, person, xlsx

from padan.domain.errors import HeadingError, UsageError
from padan.domain.fields import FIELD_KEYS
from padan.files import layouts
from padan.files.headings import meaning_of
from padan.files.reading import SheetRead, read_lists


def read(path: Path, kind: str = "list", **options: object) -> SheetRead:
    (sheet,) = read_lists([path], kind=kind, **options)  # type: ignore[arg-type]
    return sheet


def csv_file(folder: Path, rows: list[list[object]], name: str = "daftar.csv") -> Path:
    path = folder / name
    path.write_text(csv_text(rows, ";"), encoding="utf-8")
    return path


def fields(sheet: SheetRead) -> dict[str, str]:
    return {column.field: column.heading for column in sheet.columns if column.field}


def texts(sheet: SheetRead, field: str) -> list[str | None]:
    return sheet.data.select(field).collect().to_series().to_list()


CONTRACT = {
    "NIK": "nik", "No KK": "kk", "Nama": "name", "Tempat Lahir": "birth_place", "Tanggal Lahir": "birth_date",
    "Jenis Kelamin": "sex", "Nama Ibu Kandung": "mother", "Alamat": "address", "RT": "rt", "RW": "rw",
    "Kelurahan": "kelurahan", "Kecamatan": "kecamatan", "Pekerjaan": "job", "No HP": "phone", "Jabatan": "post",
    "Segmen": "segment", "KPJ": "kpj", "NPP": "npp", "Program": "program", "JKK": "jkk", "JKM": "jkm", "JHT": "jht",
    "JP": "jp", "Status": "status", "Tanggal Mulai": "start_date", "Tanggal Akhir": "end_date", "Upah": "wage",
    "Bulan Iuran": "month", "Jumlah Iuran": "amount", "Tanggal Bayar": "paid_date", "Tanggal Meninggal": "death_date",
    "Lokasi Kerja": "work_place", "Jam Kerja": "work_hours", "Penghasilan": "income", "Kode Iuran": "billing_code",
    "NTPN": "ntpn", "Masa Iuran Dari": "month_from", "Masa Iuran Sampai": "month_to", "Jumlah TK": "people_count",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), CONTRACT.items())
def test_every_heading_of_the_contract_in_any_case(heading: str, field: str) -> None:
    for text in (
        heading,
        heading.upper(),
        heading.lower(),
        heading.replace(" ", "_"),
        f" {heading} *",
        heading.replace(" ", "\n"),
    ):
        for kind in ("list", "participants", "payments"):
            meaning = meaning_of(text, kind)
            assert meaning is not None, text
            assert meaning.key == field, text


def test_every_synonym_means_its_field_and_every_field_has_one() -> None:
    assert set(layouts.SYNONYMS) == FIELD_KEYS
    for field, words in layouts.SYNONYMS.items():
        for word in words:
            meaning = meaning_of(word, "payments")
            assert meaning is not None, word
            first = min(layouts.KNOWN[layouts.compact(word)], key=lambda known: known[1])[0]
            assert meaning.key in (field, first, layouts.KNOWN_PAYMENTS_FIRST.get(layouts.compact(word))), word


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("TANGGAL LAHIR (DD-MM-YYYY)", "birth_date"),
        ("NIK (16 digit)", "nik"),
        ("Nama Lengkap Sesuai KTP *", "name"),
        ("No. Handphone / WA", "phone"),
        ("JENIS KELAMIN (L/P)", "sex"),
        ("Tanggl Lahir", "birth_date"),
        ("Kelurhan", "kelurahan"),
        ("Kecamtan", "kecamatan"),
        ("tempatlahir", "birth_place"),
        ("Nomor Induk Kependudukan (NIK)", "nik"),
        ("NIK Peserta Penerima", "nik"),
        ("Upah Bulan Berjalan (Rp)", "wage"),
        ("TTL", "+birth"),
        ("Tempat / Tanggal Lahir", "+birth"),
        ("RT / RW", "+rt_rw"),
        ("NIK Ayah", "-"),
        ("Nama Suami", "-"),
        ("Status Perkawinan", "-"),
        ("No.", "-"),
    ],
)
def test_written_otherwise(heading: str, field: str) -> None:
    meaning = meaning_of(heading, "list")
    assert meaning is not None
    assert meaning.key == field


def test_words_that_mean_money_only_in_payments() -> None:
    for heading, field in (("Jumlah", "amount"), ("Bulan", "month"), ("Sampai", "month_to")):
        in_payments, in_list = meaning_of(heading, "payments"), meaning_of(heading, "list")
        assert in_payments is not None
        assert in_payments.key == field
        assert in_list is None or in_list.key != field


def test_titles_above_and_any_order(tmp_path: Path) -> None:
    rows = [["PEMERINTAH KOTA JAMBI"], ["DAFTAR PEKERJA RENTAN"], [], ["Alamat", "TGL. LAHIR", "N I K", "NAMA LENGKAP"]]
    rows += [["JL. A", "02-05-1980", person(1)[1], "BUDI"]]
    sheet = read(csv_file(tmp_path, rows))
    assert sheet.heading_row == 4
    assert sheet.title == "PEMERINTAH KOTA JAMBI\nDAFTAR PEKERJA RENTAN"
    assert texts(sheet, "nik") == [person(1)[1]]
    assert texts(sheet, "birth_date") == ["02-05-1980"]


def test_a_heading_far_below_long_notes(tmp_path: Path) -> None:
    notes: list[list[object]] = [[f"catatan {number}"] for number in range(60)]
    rows = [*notes, ["NIK", "Nama", "Tanggal Lahir"], [person(1)[1], "BUDI", "02-05-1980"]]
    sheet = read(xlsx(tmp_path / "daftar.xlsx", {"Data": rows}))
    assert (sheet.heading_row, sheet.rows) == (61, 1)
    assert texts(sheet, "name") == ["BUDI"]


def test_two_rows_merged(tmp_path: Path) -> None:
    path = tmp_path / "dua.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Data")
    page.merge_range(0, 0, 0, 8, "DAFTAR TENAGA KERJA KONTRAK")
    for column, text in enumerate(("No", "NIK", "Nama")):
        page.merge_range(2, column, 3, column, text)
    page.merge_range(2, 3, 2, 4, "Tempat/Tanggal Lahir")
    page.merge_range(2, 5, 2, 6, "Jenis Kelamin")
    page.merge_range(2, 7, 2, 9, "Alamat")
    page.merge_range(2, 10, 2, 11, "Tanggal")
    for column, text in enumerate(("Tempat", "Tanggal", "L", "P", "Jalan", "RT", "Kel.", "Mulai", "Akhir"), 3):
        page.write(3, column, text)
    page.write_row(4, 0, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"])
    page.write_row(
        5,
        0,
        [1, person(1)[1], "BUDI", "JAMBI", "02-05-1980", "", "v", "JL. A", "05", "THE HOK", "1/1/2024", "31/12/2024"],
    )
    page.write_row(
        6, 0, [2, person(2)[1], "ANDI", "JAMBI", "03-05-1980", "v", "", "JL. B", "06", "THE HOK", "1/1/2024", ""]
    )
    book.close()
    sheet = read(path)
    assert sheet.heading_row == 4
    assert [(left.row, left.reason) for left in sheet.left_out] == [(5, "numbering")]
    assert texts(sheet, "sex") == ["P", "L"]
    assert texts(sheet, "birth_place") == ["JAMBI", "JAMBI"]
    assert texts(sheet, "birth_date") == ["02-05-1980", "03-05-1980"]
    assert texts(sheet, "rt") == ["05", "06"]
    assert texts(sheet, "kelurahan") == ["THE HOK", "THE HOK"]
    assert texts(sheet, "address") == ["JL. A", "JL. B"]
    assert texts(sheet, "start_date") == ["1/1/2024", "1/1/2024"]
    assert texts(sheet, "end_date") == ["31/12/2024", None]


def test_two_rows_without_merges(tmp_path: Path) -> None:
    rows = [["No", "NIK", "Nama", "Tanggal", "", "Program", ""], ["", "", "", "Lahir", "Mulai", "JKK", "JKM"]]
    rows += [["1", person(1)[1], "BUDI", "02-05-1980", "01-01-2024", "Y", "Y"]]
    sheet = read(csv_file(tmp_path, rows))
    assert sheet.heading_row == 2
    assert (texts(sheet, "birth_date"), texts(sheet, "start_date")) == (["02-05-1980"], ["01-01-2024"])
    assert (texts(sheet, "jkk"), texts(sheet, "jkm")) == (["Y"], ["Y"])


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("JAMBI, 12 Mei 1980", "JAMBI", "12 Mei 1980"),
        ("Muara Bulian/ 12-05-1980", "Muara Bulian", "12-05-1980"),
        ("SEI. PENUH 12/5/80", "SEI. PENUH", "12/5/80"),
        ("Jambi, Mei 1980", "Jambi", "Mei 1980"),
        ("12 Mei 1980", None, "12 Mei 1980"),
        ("1980-05-12", None, "1980-05-12"),
        ("JAMBI", "JAMBI", None),
        ("JAMBI, 31 Februari 1980", "JAMBI", "31 Februari 1980"),
    ],
)
def test_place_and_date_in_one_column(tmp_path: Path, text: str, place: str | None, date: str | None) -> None:
    sheet = read(csv_file(tmp_path, [["NIK", "Nama", "Tempat/Tgl Lahir"], [person(1)[1], "BUDI", text]]))
    assert (texts(sheet, "birth_place"), texts(sheet, "birth_date")) == ([place], [date])
    assert [c.field for c in sheet.columns if c.position == 2] == ["birth_place", "birth_date"]


@pytest.mark.parametrize(
    ("text", "rt", "rw"),
    [
        ("05/02", "05", "02"),
        ("RT 05 RW 02", "05", "02"),
        ("RT.05/RW.02", "05", "02"),
        ("005-002", "005", "002"),
        ("05", "05", None),
        ("2024-02-05", "05", "02"),
    ],
)
def test_rt_and_rw_in_one_column(tmp_path: Path, text: str, rt: str, rw: str | None) -> None:
    sheet = read(csv_file(tmp_path, [["NIK", "Nama", "RT/RW"], [person(1)[1], "BUDI", text]]))
    assert (texts(sheet, "rt"), texts(sheet, "rw")) == ([rt], [rw])


def test_parts_of_names_and_addresses_are_joined(tmp_path: Path) -> None:
    rows = [["Nama Belakang", "NIK", "Nama Depan", "Alamat", "Lorong", "No Rumah"]]
    rows += [["SANTOSO", person(1)[1], "BUDI", "JL. A", "LRG. B", "7"], ["", person(2)[1], "ANI", "", "", ""]]
    sheet = read(csv_file(tmp_path, rows))
    assert texts(sheet, "name") == ["BUDI SANTOSO", "ANI"]
    assert texts(sheet, "address") == ["JL. A LRG. B 7", None]


def test_the_surest_of_two_columns_is_taken(tmp_path: Path) -> None:
    rows = [
        ["Nama Ketua RT", "NIK", "Nama", "Alamat Domisili", "Alamat"],
        ["HASAN", person(1)[1], "BUDI", "JL. B", "JL. A"],
    ]
    sheet = read(csv_file(tmp_path, rows))
    assert texts(sheet, "name") == ["BUDI"]
    assert texts(sheet, "address") == ["JL. A"]
    assert [c.how for c in sheet.columns if c.position == 0] == ["ignored"]


def test_content_where_headings_say_nothing(tmp_path: Path) -> None:
    rows = [["A", "B", "C", "D", "E", "F"]]
    for number in range(1, 31):
        one = person(number)
        rows.append(
            [number, f"15710101021{number // 4 % 3 + 5}{9000 + number // 3:04d}", one[2], one[4], one[1], one[5]]
        )
    sheet = read(csv_file(tmp_path, rows))
    assert {c.heading: c.field for c in sheet.columns if c.how == "content"} == {
        "B": "kk", "C": "name", "D": "birth_date", "E": "nik", "F": "sex",
    }  # fmt: skip


def test_a_blank_heading_over_niks(tmp_path: Path) -> None:
    rows = [["No", "Nama", ""], *[[n, person(n)[2], person(n)[1]] for n in range(1, 9)]]
    sheet = read(csv_file(tmp_path, rows))
    assert [(c.field, c.how) for c in sheet.columns if c.position == 2] == [("nik", "content")]


def test_niks_under_the_heading_of_a_running_number(tmp_path: Path) -> None:
    rows = [["No", "Nomor", "Nama"], *[[n, person(n)[1], person(n)[2]] for n in range(1, 9)]]
    sheet = read(csv_file(tmp_path, rows))
    assert [(c.position, c.field, c.how) for c in sheet.columns][:2] == [(0, None, "ignored"), (1, "nik", "content")]


def test_two_columns_called_nik_one_of_them_family_cards(tmp_path: Path) -> None:
    rows = [["NIK", "NIK ", "Nama", "Tgl Lahir"]]
    for number in range(1, 31):
        one = person(number)
        rows.append([f"15710101021{number // 4 % 3 + 5}{9000 + number // 3:04d}", one[1], one[2], one[4]])
    sheet = read(csv_file(tmp_path, rows))
    assert texts(sheet, "nik")[0] == person(1)[1]
    assert [(c.position, c.field, c.how) for c in sheet.columns][:2] == [(0, "kk", "content"), (1, "nik", "heading")]


def test_two_columns_of_different_niks_are_refused_by_name(tmp_path: Path) -> None:
    rows = [["NIK", "No. KTP", "Nama"], *[[person(n)[1], person(n + 40)[1], person(n)[2]] for n in range(1, 9)]]
    with pytest.raises(HeadingError) as caught:
        read(csv_file(tmp_path, rows))
    assert caught.value.exit_code == 11
    assert "“NIK” dan “No. KTP”" in caught.value.text_id
    assert "“NIK” and “No. KTP”" in caught.value.text_en


def test_the_same_nik_twice_counts_once(tmp_path: Path) -> None:
    rows = [["NIK", "No. KTP", "Nama"], *[[person(n)[1], person(n)[1], person(n)[2]] for n in range(1, 9)]]
    assert fields(read(csv_file(tmp_path, rows)))["nik"] == "NIK"


@pytest.mark.parametrize(
    ("kind", "heading", "missing"),
    [
        ("list", ["NIK", "Alamat", "RT"], "Nama"),
        ("participants", ["Nama", "Alamat", "KPJ"], "NIK atau Tanggal Lahir"),
        ("payments", ["KPJ", "Nama", "Bulan Iuran"], "Jumlah Iuran"),
        ("payments", ["Nama", "Jumlah Iuran"], "Bulan Iuran"),
        ("posts", ["RT", "Nama"], "Kelurahan"),
        ("groups", ["Instansi", "Segmen"], "NPP"),
    ],
)
def test_missing_columns_are_named_with_what_was_found(
    tmp_path: Path, kind: str, heading: list[str], missing: str
) -> None:
    path = csv_file(tmp_path, [heading, ["1"] * len(heading)])
    with pytest.raises(HeadingError) as caught:
        read(path, kind)
    assert missing in caught.value.text_id
    assert caught.value.details == tuple(heading)
    assert path.name in caught.value.text_id


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("payments", ["KPJ", "Bulan", "Jumlah"]),
        ("payments", ["NIK", "Nama", "Periode", "Total Iuran"]),
        ("payments", ["Kode Iuran", "NPP", "Masa Iuran Dari", "Masa Iuran Sampai", "Jumlah TK", "Total", "NTPN"]),
        ("posts", ["Kecamatan", "Kelurahan", "RT", "Nama Ketua RT", "NIK"]),
        ("groups", ["NPP", "Nama Instansi", "Segmen"]),
        ("list", ["Nama", "Tgl Lahir"]),
    ],
)
def test_enough_for_each_kind(tmp_path: Path, kind: str, heading: list[str]) -> None:
    sheet = read(csv_file(tmp_path, [heading, [f"{n}1" for n in range(len(heading))]]), kind)
    assert len([c for c in sheet.columns if c.field]) == len(heading)


@pytest.mark.parametrize(
    ("file", "sheet", "title", "month"),
    [
        ("iuran.xlsx", "Okt 2024", "", "2024-10"),
        ("iuran.xlsx", "A", "DAFTAR IURAN BULAN NOVEMBER 2024", "2024-11"),
        ("iuran 2024.xlsx", "DES", "", "2024-12"),
        ("Iuran_September_2024.xlsx", "A", "", "2024-09"),
        ("iuran.xlsx", "A", "IURAN OKTOBER S.D. DESEMBER 2024", None),
        ("iuran 2023.xlsx", "DES", "TAHUN 2024", None),
        ("iuran.xlsx", "A", "IURAN PESERTA", None),
    ],
)
def test_payments_without_a_column_for_the_month(
    tmp_path: Path, file: str, sheet: str, title: str, month: str | None
) -> None:
    path = xlsx(tmp_path / file, {sheet: [[title], ["NIK", "Nama", "Iuran"], [person(1)[1], "BUDI", 16800]]})
    if month is None:
        with pytest.raises(HeadingError, match="Bulan Iuran"):
            read(path, "payments")
        return
    found = read(path, "payments")
    assert (texts(found, "month"), found.notes) == ([month], (f"month_told:{month}",))


def test_the_title_does_not_speak_for_a_column_of_months_nobody_understood(tmp_path: Path) -> None:
    rows = [["NIK", "Nama", "Iuran", "Kolom X"], *([person(n)[1], "BUDI", 16800, f"2024-{n:02}"] for n in (10, 11, 12))]
    with pytest.raises(HeadingError, match="Bulan Iuran"):
        read(xlsx(tmp_path / "iuran.xlsx", {"Des 2024": rows}), "payments")
    rows[0][3] = "Bulan"
    assert texts(read(xlsx(tmp_path / "iuran.xlsx", {"Des 2024": rows}), "payments"), "month")[0] == "2024-10"


def test_a_cell_merged_over_rows_says_it_of_each(tmp_path: Path) -> None:
    path = tmp_path / "gabung.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("A")
    page.write_row(0, 0, ["Kelurahan", "NIK", "Nama"])
    for row in range(1, 6):
        page.write_row(row, 1, [person(row)[1], f"ORANG {row}"])
    page.merge_range("A2:A4", "Legok")
    page.write("A5", "Rawasari")
    page.merge_range("C5:C6", "BUDI")
    book.close()
    sheet = read(path)
    assert texts(sheet, "kelurahan") == ["Legok", "Legok", "Legok", "Rawasari", None]
    assert texts(sheet, "name")[-1] != "BUDI"


def test_a_stated_map_wins_and_joins(tmp_path: Path) -> None:
    rows = [
        ["soc_sec_id", "given_name", "surname", "date_of_birth", "status"],
        ["7654321", "ann", "smith", "19800512", "x"],
    ]
    stated = {"soc_sec_id": "nik", "given_name": "name", "surname": "name", "status": ""}
    sheet = read(csv_file(tmp_path, rows), map=stated)
    assert (texts(sheet, "nik"), texts(sheet, "name")) == (["7654321"], ["ann smith"])
    assert {c.heading: c.how for c in sheet.columns}["surname"] == "map"
    assert "status" not in fields(sheet)
    with pytest.raises(UsageError):
        read_lists([csv_file(tmp_path, rows)], kind="list", map={"surname": "nickname"})


def test_a_list_without_any_heading_is_told_by_what_it_holds(tmp_path: Path) -> None:
    sheet = read(csv_file(tmp_path, [row[1:] for row in people(5)]))
    assert texts(sheet, "nik") == [row[1] for row in people(5)]
    assert texts(sheet, "name") == [row[2] for row in people(5)]
    assert texts(sheet, "birth_date") == [row[4] for row in people(5)]
    assert (sheet.heading_row, sheet.notes) == (0, ("no_heading",))


def test_without_heading_and_without_nik_nobody_can_tell(tmp_path: Path) -> None:
    with pytest.raises(HeadingError):
        read(csv_file(tmp_path, [row[2:6] for row in people(5)]))


def test_cover_sheets_are_passed_over_and_said(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "b.xlsx", {"Sampul": [["LAPORAN"], ["Tahun 2024"]], "Data": [HEADING, *people(3)]})
    sheet = read(path)
    assert sheet.sheet == "Data"
    assert any(note.startswith("sheet_skipped:Sampul") for note in sheet.notes)


def test_a_known_word_before_a_hundred_signs_of_another_writing_says_nothing(tmp_path: Path) -> None:
    sheet = read(csv_file(tmp_path, [["No " + "\u3900" * 130, *HEADING[1:]], *people(5)]))
    assert texts(sheet, "nik") == [row[1] for row in people(5)]


@pytest.mark.parametrize(
    ("headings", "purpose"),
    [(("Uraian", "Keterangan"), "Uraian"), (("Keterangan", "Uraian"), "Uraian"), (("Keterangan",), "Keterangan")],
)
def test_of_a_payment_order_the_remark_is_the_purpose_only_where_nothing_else_is(
    tmp_path: Path, headings: tuple[str, ...], purpose: str
) -> None:
    head = ["No SP2D", "Tanggal", "SKPD/Kelurahan", *headings, "Nilai"]
    row = ["00123/SP2D/2026", "05-02-2026", "Kelurahan Legok", *(f"isi {text}" for text in headings), "16800"]
    sheet = read(csv_file(tmp_path, [head, row]), "disbursements")
    assert fields(sheet)["purpose"] == purpose
    assert fields(sheet)["office"] == "SKPD/Kelurahan"


@pytest.mark.parametrize("name", ["Nama Kepala Keluarga", "Kepala Keluarga", "Nama Kepala Rumah Tangga", "Nama KK"])
@pytest.mark.parametrize("nik", ["NIK Kepala Keluarga", "NIK KK", "No. KTP Kepala Keluarga", "NIK Kep. Keluarga"])
def test_of_a_list_of_heads_of_families_their_nik_is_the_nik(tmp_path: Path, name: str, nik: str) -> None:
    rows = [["No", name, nik, "Alamat"], *([n, person(n)[2], person(n)[1], "JL"] for n in (1, 2))]
    sheet = read(csv_file(tmp_path, rows))
    assert {key: fields(sheet).get(key) for key in ("name", "nik")} == {"name": name, "nik": nik}
    assert texts(sheet, "nik") == [person(1)[1], person(2)[1]]


def test_a_group_of_heads_beside_their_spouses(tmp_path: Path) -> None:
    rows = [["No", "KEPALA KELUARGA", None, "PASANGAN", None], [None, "NAMA", "NIK", "NAMA", "NIK"]]
    rows += [[n, person(n)[2], person(n)[1], person(n + 4)[2], person(n + 4)[1]] for n in (1, 2)]
    assert texts(read(xlsx(tmp_path / "d.xlsx", {"Data": rows})), "nik") == [person(1)[1], person(2)[1]]


@pytest.mark.parametrize("other", [["Nama", "NIK"], ["Nama Anggota Keluarga", "NIK"], ["Nama", "Tanggal Lahir"]])
def test_beside_other_people_the_head_is_somebody_else(tmp_path: Path, other: list[str]) -> None:
    rows = [[*other, "Nama Kepala Keluarga", "NIK Kepala Keluarga"]]
    for n in (1, 2):
        rows.append([person(n)[2], person(n)[1] if "NIK" in other else person(n)[4], person(9)[2], person(9)[1]])
    found = fields(read(csv_file(tmp_path, rows)))
    assert (found["name"], found.get("nik")) == (other[0], "NIK" if "NIK" in other else None)
