"""A file of any kind to grids: looks at its first bytes and calls the reader for what it truly is."""

from pathlib import Path

from padan.domain.errors import UnreadableFileError
from padan.files import limits
from padan.files.delimited import read_delimited
from padan.files.encrypted import decrypt, demand_open, is_encrypted_xls
from padan.files.grids import Grid
from padan.files.html_tables import read_html, read_xml_sheet
from padan.files.one_column import told_apart
from padan.files.parquet import read_parquet
from padan.files.sniffing import HEAD_BYTES, kind_of_head, kind_of_ole, kind_of_zip
from padan.files.workbook_parts import member_bytes, read_parts
from padan.files.workbooks import read_workbook

_COPY = (
    ", bukan lembar kerja; salin daftarnya ke templat Excel",
    ", not a sheet; copy the list into the Excel template",
)
_SAVE = ("; buka di Excel dan simpan ulang sebagai .xlsx", "; open it in Excel and save it as .xlsx")
_INSTEAD: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "pdf": (("PDF", "a PDF"), _COPY),
    "word": (("dokumen Word", "a Word document"), _COPY),
    "slides": (("presentasi", "a presentation"), _COPY),
    "picture": (("gambar atau foto", "a picture"), _COPY),
    "other": (("berkas jenis lain", "a file of another kind"), _COPY),
    "archive": (
        ("arsip (zip, rar, 7z atau gz)", "an archive (zip, rar, 7z or gz)"),
        (", bukan lembar kerja; keluarkan dulu berkas di dalamnya", ", not a sheet; unpack it first"),
    ),
    "xlsb": (("buku kerja biner .xlsb", "a binary workbook .xlsb"), _SAVE),
    "mht": (("arsip web (.mht)", "a web archive (.mht)"), _SAVE),
    "numbers": (
        ("lembar Numbers dari Apple", "a sheet of Apple Numbers"),
        ("; ekspor sebagai Excel (.xlsx)", "; export it as Excel (.xlsx)"),
    ),
    "shortcut": (
        ("pintasan ke Google Drive, bukan berkasnya", "a shortcut to Google Drive, not the file"),
        ("; buka di Google Sheets dan unduh sebagai .xlsx", "; open it in Google Sheets and download it as .xlsx"),
    ),
}
"""What a file is instead of a sheet, and what to do, each in Indonesian and English."""


def regular_file(path: Path) -> None:
    """Raises UnreadableFileError where the path is a device or a pipe, which may never end."""
    if not path.is_file():
        raise UnreadableFileError("bukan berkas biasa", "not a regular file")


def grids_of(path: Path, password: str | None) -> tuple[list[Grid], tuple[str, ...]]:
    """The grids of a file and notes on how it was opened; no grid where it is empty.

    Raises UnreadableFileError for what is no list; PasswordNeededError for a password missing or wrong.
    """
    grids, notes = _as_found(path, password)
    return [told_apart(grid) for grid in grids], notes


def _as_found(path: Path, password: str | None) -> tuple[list[Grid], tuple[str, ...]]:
    regular_file(path)
    if path.stat().st_size == 0:
        return [], ("empty_file",)
    with path.open("rb") as source:
        kind = kind_of_head(source.read(HEAD_BYTES))
    if kind == "parquet":
        return read_parquet(path), ()
    if kind == "text":
        return read_delimited(path), ()
    if kind in _INSTEAD:
        raise instead(kind)
    limits.check_workbook_size(path)
    return _from_bytes(path.read_bytes(), kind, password)


def _from_bytes(data: bytes, kind: str, password: str | None) -> tuple[list[Grid], tuple[str, ...]]:
    if kind == "html":
        return read_html(data), ()
    if kind == "xml_sheet":
        return read_xml_sheet(data), ()
    plain = plain_workbook(data, kind, password)
    notes = () if plain is data else ("decrypted",)
    parts = read_parts(plain)
    return read_workbook(parts.shorter or plain, parts), notes


def plain_workbook(data: bytes, kind: str, password: str | None) -> bytes:
    """The bytes of a workbook without its password; refuses what is no workbook."""
    if kind == "zip":
        archive = limits.open_zip(data)
        kind = kind_of_zip(archive)
        if kind == "workbook":
            demand_open(member_bytes(data, archive, "META-INF/manifest.xml"))
            return data
    elif kind == "ole":
        kind = kind_of_ole(data)
        if kind == "encrypted":
            return plain_workbook(decrypt(data, password), "zip", None)
        if kind == "xls":
            return decrypt(data, password) if is_encrypted_xls(data) else data
    raise instead(kind)


def instead(kind: str) -> UnreadableFileError:
    """The error for a file that is something else than a sheet."""
    if kind == "damaged":
        return limits.damaged()
    (is_id, is_en), (do_id, do_en) = _INSTEAD.get(kind, _INSTEAD["other"])
    return UnreadableFileError(f"ini {is_id}{do_id}", f"this is {is_en}{do_en}")
