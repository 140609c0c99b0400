"""Whatever a user gives: a sentence and an exit code, never a traceback, never a hang."""

import errno
import gzip
import io
import os
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))
from sheet_makers import HEADING, csv_text, html, ole, people, person, xls, xlsx, zip_of

from padan.domain.errors import DecisionsError, HeadingError, PadanError, UnreadableFileError, system_reason
from padan.engine.loading import load
from padan.files import limits
from padan.files.decisions import read_answers
from padan.files.headings import meaning_of
from padan.files.letterhead import read_letterhead
from padan.files.queue_sheet import read_queue_sheet
from padan.files.reading import read_lists
from padan.files.reply_sheet import read_reply_sheet
from padan.pipeline import Request, run
from padan.safekeeping import demand_answers_kept
from thorough import one_in

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def good(folder: Path) -> Path:
    return xlsx(folder / "baik.xlsx", {"D": [HEADING, *people(20)]})


def truncated(folder: Path) -> bytes:
    return good(folder).read_bytes()[:-900]


def broken_member(folder: Path) -> bytes:
    data = bytearray(good(folder).read_bytes())
    member = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml")
    start = member.header_offset + 120
    data[start : start + 60] = b"\xff" * 60
    return bytes(data)


def honest_bomb(folder: Path) -> bytes:
    return zip_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<row/>" * 12_000_000})


def lying_bomb(folder: Path) -> bytes:
    """A member that states 1,000 bytes and unpacks to some 200 MB."""
    packed = zip_of({"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": zlib.compress(b"")})
    archive = zipfile.ZipFile(io.BytesIO(packed))
    member = archive.getinfo("xl/sharedStrings.xml")
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"".join(maker.compress(b"\0" * 1_000_000) for _ in range(200)) + maker.flush()
    name = member.filename.encode()
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, 0, len(body), 1000, len(name), 0) + name + body
    first = packed[: member.header_offset]
    central = b""
    for info, offset, size, packed_size in (
        (archive.getinfo("xl/workbook.xml"), 0, 11, archive.getinfo("xl/workbook.xml").compress_size),
        (member, len(first), 1000, len(body)),
    ):
        text = info.filename.encode()
        central += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 33, info.CRC, packed_size, size,
            len(text), 0, 0, 0, 0, 0, offset,
        ) + text  # fmt: skip
    body_end = first + local
    return body_end + central + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(central), len(body_end), 0)


def far_corner(folder: Path) -> bytes:
    """Two cells, at A1 and XFD900000: laid out in full they would fill any memory."""
    rows = [HEADING, person(1)]
    data = xlsx(folder / "sudut.xlsx", {"D": rows}).read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    far = b'<row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    return zip_of(members)


def no_sheet(folder: Path) -> bytes:
    archive = zipfile.ZipFile(good(folder))
    members = {name: archive.read(name) for name in archive.namelist() if "worksheets" not in name}
    return zip_of(members)


def encrypted_package(folder: Path) -> bytes:
    return ole("EncryptedPackage", b"x" * 5000)


def damaged_pages(folder: Path) -> bytes:
    """Found by fuzzing: a Parquet file whose footer is whole and whose data are not."""
    frame = pl.DataFrame({"nik": [p[1] for p in people(50)], "nama": [p[2] for p in people(50)]})
    frame.write_parquet(folder / "d.parquet")
    data = bytearray((folder / "d.parquet").read_bytes())
    data[20:120] = b"\xff" * 100
    return bytes(data)


def xml_sheet() -> bytes:
    row = "<Row><Cell><Data>{}</Data></Cell><Cell><Data>{}</Data></Cell></Row>"
    rows = "".join(row.format(*cells) for cells in (("NIK", "Nama"), *(p[1:3] for p in people(9))))
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    book = f'<Workbook xmlns="{space}"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>'
    return f'<?xml version="1.0"?>{book}'.encode()


def far_cell(place: bytes) -> Callable[[Path], bytes]:
    """A sheet of a few rows, one cell of which says that it stands far from them."""

    def made(folder: Path) -> bytes:
        members = zipfile.ZipFile(
            io.BytesIO(xlsx(folder / "asal.xlsx", {"Daftar": [HEADING, *people(9)]}).read_bytes())
        )
        parts = {name: members.read(name) for name in members.namelist()}
        sheet = next(name for name in parts if "sheet1.xml" in name)
        parts[sheet] = re.sub(rb'r="C5"', b'r="' + place + b'"', parts[sheet])
        return zip_of(parts)

    return made


UNREADABLE: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "an empty file": ("kosong.csv", lambda folder: b""),
    "a picture": ("foto.xlsx", lambda folder: PNG),
    "a photo": ("foto.csv", lambda folder: b"\xff\xd8\xff\xe0" + bytes(3000)),
    "a PDF": ("daftar.xlsx", lambda folder: b"%PDF-1.7\n" + bytes(range(256))),
    "a Word document": ("daftar.xlsx", lambda folder: zip_of({"word/document.xml": b"<w/>"})),
    "an old Word document": ("daftar.xls", lambda folder: ole("WordDocument", b"x" * 5000)),
    "rich text": ("daftar.xls", lambda folder: b"{\\rtf1 daftar}"),
    "a presentation": ("d.xlsx", lambda folder: zip_of({"ppt/presentation.xml": b"<p/>"})),
    "any zip": ("d.zip.xlsx", lambda folder: zip_of({"a.txt": b"x"})),
    "an empty zip": ("d.xlsx", lambda folder: zip_of({})),
    "a binary workbook": ("d.xlsx", lambda folder: zip_of({"xl/workbook.bin": b"x"})),
    "a truncated workbook": ("d.xlsx", truncated),
    "the start of a workbook": ("d.xlsx", lambda folder: good(folder).read_bytes()[:200]),
    "a broken member": ("d.xlsx", broken_member),
    "a zip bomb": ("bom.xlsx", honest_bomb),
    "a zip bomb that lies": ("bom.xlsx", lying_bomb),
    "a cell in the far corner": ("sudut.xlsx", far_corner),
    "a workbook without a sheet": ("d.xlsx", no_sheet),
    "a truncated xls": ("d.xls", lambda folder: xls(folder / "b.xls", {"D": [HEADING, person(1)]}).read_bytes()[:900]),
    "an encrypted workbook, damaged": ("d.xlsx", encrypted_package),
    "bytes of no kind": ("d.csv", lambda folder: bytes(range(256)) * 40),
    "zeros": ("d.xlsx", lambda folder: bytes(10_000)),
    "a broken Parquet": ("d.parquet", lambda folder: b"PAR1" + b"x" * 100),
    "a Parquet with damaged pages": ("d.parquet", damaged_pages),
    "a cell in row 22147483648": ("d.xlsx", far_cell(b"C22147483648")),
    "a cell in row 950000 of column XFA": ("d.xlsx", far_cell(b"XFA950000")),
    "a cell in column XFDXFD": ("d.xlsx", far_cell(b"XFDXFD5")),
    "a cell in column xfa, row 950000": ("d.xlsx", far_cell(b"xfa950000")),
    "a page without a table": ("d.xls", lambda folder: b"<html><body>galat</body></html>"),
    "a page cut inside its table": ("d.xls", lambda folder: html([HEADING, *people(9)])[:-200]),
    "a page cut after a row": ("d.xls", lambda folder: html([HEADING, *people(9)]).partition(b"</table>")[0]),
    "an XML sheet cut after a row": ("d.xls", lambda folder: xml_sheet().partition(b"</Table>")[0]),
    "17,000 columns": ("d.csv", lambda folder: csv_text([["NIK", "Nama", *["x"] * 17_000], person(1)]).encode()),
    "a cell of 5 MB": ("d.csv", lambda folder: csv_text([["NIK", "Nama"], [person(1)[1], "A" * 5_000_000]]).encode()),
}


def far_record(row: int, column: int) -> Callable[[Path], bytes]:
    """An .xls of a few rows, one cell of which says that it stands far from them. Found by fuzzing: the reader laid out
    a sheet of four thousand million cells, and no error of Python's could stop it."""

    def made(folder: Path) -> bytes:
        data = xls(folder / "asal.xls", {"Daftar": [HEADING, *people(9)]}).read_bytes()
        near, far = (struct.pack("<HHHH", 0x203, 14, *place) for place in ((2, 0), (row, column)))
        assert near in data
        return data.replace(near, far)

    return made


def far_extent(folder: Path) -> bytes:
    data = xls(folder / "asal.xls", {"Daftar": [HEADING, *people(9)]}).read_bytes()
    stated = struct.pack("<HHIIHHH", 0x200, 14, 0, 10, 0, 7, 0)
    assert stated in data
    return data.replace(stated, struct.pack("<HHIIHHH", 0x200, 14, 0, 2**31, 0, 60_000, 0))


def wide_spans(rows: int) -> bytes:
    line = "<tr>" + "<td colspan=1000>x</td>" * 16 + "</tr>"
    return f"<html><table>{line * rows}</table></html>".encode()


def far_index(rows: int) -> bytes:
    line = b'<Row><Cell ss:Index="16000"><Data>x</Data></Cell></Row>' * rows
    return xml_sheet().replace(b"<Table>", b"<Table>" + line).replace(b"<Workbook ", b'<Workbook xmlns:ss="urn:ss" ')


UNREADABLE |= {
    "a cell in column 65536 of an xls": ("d.xls", far_record(65535, 65535)),
    "a cell in the last row of column 1,000 of an xls": ("d.xls", far_record(65535, 999)),
    "an xls that says it is large": ("d.xls", far_extent),
    "cells over a thousand columns each": ("d.xls", lambda folder: wide_spans(4_000)),
    "cells far to the right": ("d.xls", lambda folder: far_index(4_000)),
    "a Parquet with a cell of 5 MB": (
        "d.parquet",
        lambda folder: parquet_bytes({"nik": ["1"], "nama": ["A" * 5_000_000]}),
    ),
    "a Parquet without a column": ("d.parquet", lambda folder: parquet_bytes({})),
    "a workbook without any sheet in its index": ("d.xlsx", lambda folder: without_sheets(good(folder).read_bytes())),
    "an xls without a sheet": ("d.xls", lambda folder: ole("Workbook", BIFF_WITHOUT_SHEETS)),
    "an XML workbook without a sheet": ("d.xls", lambda folder: re.sub(b"<Worksheet.*</Worksheet>", b"", xml_sheet())),
    "17,000 columns in Parquet": ("d.parquet", lambda folder: parquet_bytes({f"k{n}": ["x"] for n in range(17_000)})),
}
BIFF_WITHOUT_SHEETS = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 1997, 0, 6) + struct.pack("<HH", 0x0A, 0)
INSTEAD = {
    "an archive of RAR": (b"Rar!\x1a\x07\x00" + bytes(range(256)), "keluarkan dulu berkas di dalamnya"),
    "an archive of 7z": (b"7z\xbc\xaf\x27\x1c" + bytes(range(256)), "keluarkan dulu berkas di dalamnya"),
    "a packed CSV": (gzip.compress(b"NIK,Nama\n" * 99), "keluarkan dulu berkas di dalamnya"),
    "a sheet of Numbers": (zip_of({"Index/Document.iwa": b"x"}), "ekspor sebagai Excel"),
    "a binary workbook": (zip_of({"xl/workbook.bin": b"x"}), "simpan ulang sebagai .xlsx"),
    "a web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n<table></table>", "arsip web"),
    "a shortcut": (b'{"url":"https://docs.google.com/open?id=x","doc_id":"x"}', "unduh sebagai .xlsx"),
    "a drawing": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>', "ini gambar"),
    "an empty disk": (bytes(9000), "minta salinan baru"),
}


def parquet_bytes(columns: dict[str, list[str]]) -> bytes:
    packed = io.BytesIO()
    pl.DataFrame(columns).write_parquet(packed)
    return packed.getvalue()


def without_sheets(data: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist() if "worksheets" not in name}
    parts["xl/workbook.xml"] = re.sub(rb"<sheet .*?/>", b"", parts["xl/workbook.xml"])
    return zip_of(parts)


@pytest.mark.parametrize("name", INSTEAD)
def test_each_other_kind_of_file_is_told_what_to_do(tmp_path: Path, name: str) -> None:
    data, words = INSTEAD[name]
    (tmp_path / "daftar.xlsx").write_bytes(data)
    with pytest.raises(UnreadableFileError, match=words):
        read_lists([tmp_path / "daftar.xlsx"], kind="list")


@pytest.mark.parametrize("make", [far_corner, far_record(65535, 65535)])
def test_answers_with_a_cell_in_the_far_corner_are_refused(tmp_path: Path, make: Callable[[Path], bytes]) -> None:
    path = tmp_path / "jawaban.xlsx"
    path.write_bytes(make(tmp_path))
    with pytest.raises(DecisionsError, match=r"jawaban\.xlsx"):
        read_answers([path])
    for read in (read_queue_sheet, read_reply_sheet):
        with pytest.raises(UnreadableFileError):
            read(path)


def test_a_cell_past_the_limit_is_named_by_its_row(tmp_path: Path) -> None:
    names = ["A", "B", "C" * 2_000_000, "D"]
    (tmp_path / "d.csv").write_text(csv_text([["NIK", "Nama"], *([str(n), name] for n, name in enumerate(names))]))
    (tmp_path / "d.parquet").write_bytes(parquet_bytes({"nik": list("0123"), "nama": names}))
    for file, row in (("d.csv", 4), ("d.parquet", 3)):
        with pytest.raises(UnreadableFileError, match=f"di baris {row} lebih dari 1 MB"):
            read_lists([tmp_path / file], kind="list")


def test_where_no_heading_is_found_the_sentence_says_which_are_needed(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("DAFTAR\nPEKERJA\n")
    for kind, words in (("list", "Nama; NIK atau Tanggal Lahir"), ("groups", "NPP; Instansi atau Segmen")):
        with pytest.raises(HeadingError, match=words):
            read_lists([tmp_path / "d.csv"], kind=kind)  # type: ignore[arg-type]


def test_two_columns_of_one_name_are_told_apart_by_their_letters(tmp_path: Path) -> None:
    rows = [["No", "NIK", "NIK", "Nama"], *([n, person(n)[1], person(n + 40)[1], person(n)[2]] for n in range(1, 9))]
    (tmp_path / "d.csv").write_text(csv_text(rows))
    with pytest.raises(HeadingError, match=r"“NIK” \(kolom B\) dan “NIK” \(kolom C\)"):
        read_lists([tmp_path / "d.csv"], kind="list")


@one_in(3)
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_list_gives_a_sentence(tmp_path: Path, name: str) -> None:
    file, make = UNREADABLE[name]
    folder = tmp_path / "asal"
    folder.mkdir()
    path = tmp_path / file
    path.write_bytes(make(folder))
    with pytest.raises(UnreadableFileError) as caught:
        read_lists([path], kind="list")
    assert caught.value.exit_code == 10
    assert file in caught.value.text("id")
    assert file in caught.value.text("en")
    assert "Traceback" not in caught.value.text()


def test_a_lying_member_is_given_up_before_it_is_unpacked(tmp_path: Path) -> None:
    data = lying_bomb(tmp_path)
    pieces = limits.inflated(data, limits.open_zip(data).getinfo("xl/sharedStrings.xml"))
    with pytest.raises(UnreadableFileError, match="zip bomb"):
        next(pieces)


def test_word_and_pdf_are_told_to_use_the_template(tmp_path: Path) -> None:
    path = tmp_path / "daftar.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    with pytest.raises(UnreadableFileError, match="templat Excel"):
        read_lists([path], kind="list")


def test_what_never_ends_is_refused_before_it_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    for path in (Path("/dev/zero"), tmp_path / "pipa.csv"):
        with pytest.raises(UnreadableFileError, match="bukan berkas biasa"):
            read_lists([path], kind="list")
        with pytest.raises(DecisionsError) as caught:
            read_answers([path])
        assert "bukan berkas biasa" in caught.value.text("id")
        with pytest.raises(UnreadableFileError, match="bukan berkas biasa"):
            read_letterhead(path)


@one_in(3)
@pytest.mark.parametrize("way", ["deleted", "cut", "grown", "replaced"])
def test_a_parquet_changed_while_it_is_read_is_told(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path, other = tmp_path / "p.parquet", tmp_path / "o.parquet"
    for file, count in ((path, 9), (other, 8)):
        rows = [{"NIK": p[1], "Nama": p[2], "Tgl Lahir": p[4]} for p in people(count)]
        pl.DataFrame(rows).write_parquet(file)

    def changing(*given: object) -> None:
        {
            "deleted": path.unlink,
            "cut": lambda: os.truncate(path, path.stat().st_size // 2),
            "grown": lambda: path.write_bytes(path.read_bytes() + b"x"),
            "replaced": lambda: other.replace(path),
        }[way]()
        load(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("padan.pipeline.load", changing)
    with pytest.raises(UnreadableFileError, match=r"p\.parquet: berkas diubah atau dihapus selagi dibaca"):
        run(Request((path,), (good(tmp_path),), tmp_path / "h", workbook=False, minutes=False))
    assert not (tmp_path / "h").exists()


def test_a_link_that_leads_to_itself_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "decisions.csv").write_text("nik,nik,decision\n9871014505809001,9871014505809002,same\n")
    with pytest.raises(DecisionsError):
        demand_answers_kept(tmp_path / "h", [tmp_path / "a"])
    with pytest.raises(UnreadableFileError):
        read_lists([tmp_path / "a"], kind="list")


@pytest.mark.parametrize("content", ["\n", "\n\n\r\n\n", " \n\t\n", ";;\n;;\n"])
def test_a_text_of_nothing_but_blank_lines_has_no_rows(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kosong.csv"
    path.write_text(content)
    (sheet,) = read_lists([path], kind="list")
    assert (sheet.rows, sheet.notes) == (0, ("empty_file",))


def test_missing_files_and_folders_without_lists(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="tidak ada"):
        read_lists([tmp_path / "hilang.xlsx"], kind="list")
    with pytest.raises(UnreadableFileError, match="folder tanpa berkas"):
        read_lists([tmp_path], kind="list")


def test_all_bad_files_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "foto.xlsx").write_bytes(PNG)
    (tmp_path / "tanpa_judul.csv").write_text("1;2\n3;4\n")
    paths = [tmp_path / "hilang.xlsx", tmp_path / "foto.xlsx", good(tmp_path), tmp_path / "tanpa_judul.csv"]
    with pytest.raises(UnreadableFileError) as caught:
        read_lists(paths, kind="list")
    assert len(caught.value.details) == 3
    for name in ("hilang.xlsx", "foto.xlsx", "tanpa_judul.csv"):
        assert any(name in line for line in caught.value.details)


def test_every_line_of_a_sentence_is_in_the_language_asked(tmp_path: Path) -> None:
    (tmp_path / "foto.xlsx").write_bytes(PNG)
    heading = ["NIK", "Alamat"]
    xlsx(tmp_path / "dua.xlsx", {"A": [heading, ["1571010101809001", "X"]], "B": [heading, ["1571010101809002", "Y"]]})
    with pytest.raises(UnreadableFileError) as caught:
        read_lists([tmp_path / "foto.xlsx", tmp_path / "dua.xlsx"], kind="list")
    indonesian, english = caught.value.text("id"), caught.value.text("en")
    assert "ini gambar" in indonesian
    assert "A: kolom yang diperlukan tidak ada: Nama." in indonesian
    assert not {"picture", "needed", "missing", "headings", "found"} & set(indonesian.lower().replace(":", "").split())
    assert "this is a picture" in english
    assert "A: a needed column is missing: name." in english
    assert not {"gambar", "kolom", "lembar", "berkas"} & set(english.lower().split())


def test_the_reason_of_the_system_is_told_in_words() -> None:
    full, odd = (
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDOM, "Numerical argument out of domain"),
    )
    assert (system_reason(full), system_reason(full).text_en) == ("ruang penyimpanan habis", "No space left on device")
    assert system_reason(odd) == f"galat sistem {errno.EDOM}"


def test_several_without_headings_are_a_heading_error(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("1;2\n3;4\n")
    with pytest.raises(HeadingError) as caught:
        read_lists([tmp_path], kind="list")
    assert [line[:5] for line in caught.value.details] == ["a.csv", "b.csv"]


def test_a_workbook_of_a_million_rows_and_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 1000)
    path = xlsx(tmp_path / "d.xlsx", {"D": [HEADING, *people(600)[:500], *people(600)[:501]]})
    with pytest.raises(UnreadableFileError, match=r"1\.000\.000 baris"):
        read_lists([path], kind="list")
    (tmp_path / "d.csv").write_text(csv_text([HEADING, *people(600), *people(600)]))
    assert read_lists([tmp_path / "d.csv"], kind="list")[0].rows == 1200


def test_a_workbook_past_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_WORKBOOK_BYTES", 1000)
    with pytest.raises(UnreadableFileError, match="50 MB"):
        read_lists([good(tmp_path)], kind="list")


def test_odd_values_are_read_as_they_stand(tmp_path: Path) -> None:
    rows = [["NIK", "Nama", "Tanggal Lahir", "Upah"]]
    rows += [
        [person(1)[1], "😀 BUDI \u202eNAMA", "31 Februari 1980", "-16800"],
        ["0", "=1+1", "99-99-9999", "Rp 16.800,00"],
    ]
    path = tmp_path / "aneh.csv"
    path.write_text(csv_text(rows, ";"), encoding="utf-8")
    (sheet,) = read_lists([path], kind="list")
    assert sheet.data.select("name", "birth_date", "wage").collect().rows() == [
        ("😀 BUDI NAMA", "31 Februari 1980", "-16800"),
        ("=1+1", "99-99-9999", "Rp 16.800,00"),
    ]


@pytest.mark.parametrize("kind", ["list", "participants", "payments", "posts", "groups"])
def test_a_list_of_nothing_but_titles(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "judul.csv"
    path.write_text("DAFTAR\nPEKERJA\nRENTAN\n")
    with pytest.raises(PadanError) as caught:
        read_lists([path], kind=kind)  # type: ignore[arg-type]
    assert caught.value.exit_code == 11


def test_the_public_sample_of_a_village_office_reads_with_no_setting() -> None:
    """OpenSID's sample is not ours to ship: PADAN_OPENSID_SAMPLE says where it lies, else its headings stand in."""
    sample = os.environ.get("PADAN_OPENSID_SAMPLE")
    headings = "alamat dusun rw rt nama no_kk nik sex tempatlahir tanggallahir agama_id pekerjaan_id ayah_nik nama_ayah"
    if sample:
        (sheet,) = read_lists([Path(sample)], kind="list")
        assert (sheet.rows, sheet.left_out) == (97, ())
        understood = {column.heading: column.field for column in sheet.columns}
    else:
        understood = {text: found.key for text in headings.split() if (found := meaning_of(text, "list"))}
    assert {key: understood[key] for key in ("nama", "nik", "no_kk", "sex", "tempatlahir", "tanggallahir", "rt")} == {
        "nama": "name", "nik": "nik", "no_kk": "kk", "sex": "sex", "tempatlahir": "birth_place",
        "tanggallahir": "birth_date", "rt": "rt",
    }  # fmt: skip
    assert understood["ayah_nik"] in (None, "-")
    assert understood["nama_ayah"] in (None, "-")
