"""Files that mean harm, or are no lists: each gets a sentence, and takes neither memory nor the server with it."""

import io
import resource
import zipfile

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from list_files import BUDI, PEOPLE, asked, handed_in, workbook

from padan.web.lists import reading, services
from padan.web.lists.models import Row, Upload, UploadState
from thorough import one_in

pytestmark = [pytest.mark.one_database, one_in(4)]

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200


def _bomb(sheet: bytes) -> bytes:
    """A workbook whose sheet unpacks to a thousand times its size."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([BUDI]))) as plain,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in plain.namelist():
            bomb.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else plain.read(name))
    return out.getvalue()


def _wide() -> bytes:
    """A sheet of a million columns."""
    return (",".join(f"k{n}" for n in range(1_000_000)) + "\n" + "1," * 999_999 + "1\n").encode()


def _linked() -> bytes:
    """A workbook with a link to a file elsewhere."""
    out = io.BytesIO()
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    with (
        zipfile.ZipFile(io.BytesIO(workbook(PEOPLE))) as plain,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in plain.namelist():
            made.writestr(name, plain.read(name))
        made.writestr("xl/externalLinks/externalLink1.xml", link)
    return out.getvalue()


REFUSED = {
    "bomb": ("bom.xlsx", lambda: _bomb(b"<worksheet>" + b" " * 40_000_000), "zip bomb"),
    "cut short": ("potong.xlsx", lambda: workbook(PEOPLE)[:2000], "rusak atau terpotong"),
    "picture named xlsx": ("foto.xlsx", lambda: PNG, "gambar atau foto"),
    "a million columns": ("lebar.csv", _wide, "kolom"),
    "word": ("daftar.docx", lambda: b"PK\x03\x04" + b"\x00" * 40, "rusak"),
    "nothing": ("kosong.xlsx", lambda: b"", "kosong"),
    "random": ("acak.xlsx", lambda: bytes(range(256)) * 40, ""),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_list_gets_a_sentence(cast: Cast, kind: str) -> None:
    name, content, told = REFUSED[kind]
    file = SimpleUploadedFile(name, content())
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert upload.state == UploadState.REFUSED
    assert told in upload.refusal
    assert "Traceback" not in upload.refusal
    assert not Row.objects.exists()
    after = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    assert after.state == UploadState.CHECKED


def test_the_same_refused_file_twice_stands_once(cast: Cast) -> None:
    for _ in range(2):
        services.upload_receive(acting=cast.siti, requirement=asked(cast), file=SimpleUploadedFile("f.xlsx", PNG))
    assert Upload.objects.count() == 1


def test_a_table_of_html_saved_as_xls_is_read_as_what_it_is(cast: Cast) -> None:
    cells = "".join(f"<td>{text}</td>" for text in BUDI)
    html = f"<html><table><tr><th>NIK</th><th>Nama</th><th>Tanggal Lahir</th><th>JK</th></tr><tr>{cells}</tr></table>"
    file = SimpleUploadedFile("daftar.xls", html.encode())
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert upload.rows.get().values["name"] == "Budi Santoso"


def test_links_to_other_files_are_not_followed(cast: Cast) -> None:
    file = SimpleUploadedFile("tautan.xlsx", _linked())
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert (upload.state, upload.counts["rows"]) == (UploadState.CHECKED, 3)


def test_reading_leaves_the_site_as_small_as_it_was(cast: Cast) -> None:
    file = SimpleUploadedFile("bom.xlsx", _bomb(b"<worksheet>" + b" " * 15_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    services.upload_receive(acting=cast.siti, requirement=asked(cast), file=file)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_reading_process_that_died_is_started_again(cast: Cast) -> None:
    services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in([BUDI]))
    process = reading._nursery.process
    assert process is not None
    process.kill()
    process.wait()
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    assert upload.state == UploadState.CHECKED


def test_a_reading_past_its_limits_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipe of a child that was stopped closes before the end is said."""
    monkeypatch.setattr(reading._nursery, "ask", lambda request, pipe: None)
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    assert upload.state == UploadState.REFUSED
    assert "terlalu besar atau terlalu rumit" in upload.refusal


def test_more_rows_than_the_site_takes_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    upload = services.upload_receive(acting=cast.siti, requirement=asked(cast), file=handed_in())
    assert upload.state == UploadState.REFUSED
    assert "3 baris, lebih dari 2" in upload.refusal


def test_five_hundred_rows_ask_the_record_as_little_as_fifty(cast: Cast) -> None:
    wanted, asked_of = asked(cast), {}
    for count in (50, 500):
        rows = [
            (f"157101{n % 28 + 1:02}01809{n:03}", f"Warga Nomor {n}", f"{n % 28 + 1:02}-01-1980", "L")
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            upload = services.upload_receive(acting=cast.siti, requirement=wanted, file=handed_in(rows))
        assert upload.counts["rows"] == count
        asked_of[count] = len(queries)
    assert asked_of[500] <= asked_of[50] + 3
