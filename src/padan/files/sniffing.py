"""What a file truly is, by its first bytes: names lie (HTML and CSV saved as .xls, a picture named .xlsx)."""

import io
import re
import zipfile

import olefile  # type: ignore[import-untyped]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_BYTES = 4096
_PICTURES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")
_HTML = re.compile(rb"^\s*(?:<!doctype\s+html|<html|<table|<body|<head|<meta|<style|<div|<!--)", re.I)
_TABLE = re.compile(rb"<table\b[^>]*>|<tr\b[^>]*>\s*<t[dh]\b", re.I)
"""A page may begin with anything: a warning of the server, a picture, a title."""
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_WEB_ARCHIVE = re.compile(rb"^(?:[\w-]+:[^\n]*\n)*MIME-Version:", re.I)
_SHORTCUT = re.compile(rb'^\s*\{.*"doc_id"', re.S)
_XML_SHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")


def kind_of_head(head: bytes) -> str:
    """`zip`, `ole`, `parquet`, `html`, `xml_sheet`, `text`, or what it is instead: `pdf`, `picture`, `word`, ..."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(b"PAR1"):
        return "parquet"
    return _other(head)


def _other(head: bytes) -> str:
    if head.lstrip().startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "word"
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and b"WEBP" in head[:16]) or head[4:8] == b"ftyp":
        return "picture"
    if head.startswith(_ARCHIVES):
        return "archive"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    plain = re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", head).replace(b"\x00", b"")
    if plain.lstrip().startswith(b"<?xml") and _XML_SHEET.search(plain):
        return "xml_sheet"
    plain = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", plain)
    if plain.lstrip().startswith(b"<svg"):
        return "picture"
    if _WEB_ARCHIVE.match(plain):
        return "mht"
    if _SHORTCUT.match(plain):
        return "shortcut"
    return "html" if _HTML.match(plain) or _TABLE.search(plain) else "text"


def kind_of_zip(archive: zipfile.ZipFile) -> str:
    """`workbook`, or what else the archive holds."""
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names or "xl/worksheets/sheet1.xml" in names:
        return "workbook"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names or "content.xml" in names:
        return "workbook" if _is_sheet_document(archive) else "word"
    if any(name.startswith("word/") for name in names):
        return "word"
    if any(name.endswith(".iwa") for name in names):
        return "numbers"
    return "slides" if any(name.startswith("ppt/") for name in names) else "archive"


def _is_sheet_document(archive: zipfile.ZipFile) -> bool:
    try:
        with archive.open("mimetype") as source:
            return b"spreadsheet" in source.read(200)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return "content.xml" in archive.namelist()


def kind_of_ole(data: bytes) -> str:
    """`encrypted` (a package with a password), `xls`, or what else the container holds."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {"/".join(path).lower() for path in container.listdir(streams=True)}
    except Exception:  # the container's reader raises many kinds for damaged files
        return "damaged"
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        return "encrypted"
    if streams & {"workbook", "book"}:
        return "xls"
    return "word" if "worddocument" in streams else "slides" if "powerpoint document" in streams else "other"
