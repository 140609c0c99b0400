"""Large plain CSV by a lazy scan; what is less plain goes to `padan.files.delimited`.

Plain is UTF-8, a record a line, and quotation marks nowhere but around whole cells.
"""

import codecs
import re
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from padan.files import limits
from padan.files.grids import ERROR_TEXTS, Grid, column_name

FROM_BYTES = 8 * 1024 * 1024
_CHUNK = 8 * 1024 * 1024
_ODD = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
EXCEL_TEXT = r'^="(.*)"$'
"""A cell that Excel is told to take as text."""
_ODD_TEXT = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", *(text.encode() for text in ERROR_TEXTS))


def scan_plain(path: Path, delimiter: str, width: int) -> Grid | None:
    """The grid of a large plain CSV, its rows not held in memory; None where the file is small or not plain.

    Blank cells are null and a record is a line, exactly as the other way of reading gives them.
    """
    if path.stat().st_size < FROM_BYTES or not 1 < width <= limits.MAX_COLUMNS:
        return None
    quoted = _is_quoted(path, delimiter)
    if quoted is None:
        return None
    schema = {column_name(position): pl.String for position in range(width)}
    cells = pl.col(pl.String).str.replace(EXCEL_TEXT, "$1") if quoted else pl.col(pl.String)
    quote = '"' if quoted else None
    scan = (
        pl.scan_csv(
            path, has_header=False, separator=delimiter, quote_char=quote, schema=schema, missing_columns="insert"
        )
        .with_row_index("row", offset=1)
        .select(pl.col("row").cast(pl.Int64), pl.when(cells.str.strip_chars() != "").then(cells).name.keep())
        .with_columns(hidden=pl.lit(False))
    )
    try:
        longest = scan.select(pl.max_horizontal(cells.str.len_bytes().max())).collect(engine="streaming").item()
    except PolarsError:  # a line with more cells than the first ones: the other way takes it
        return None
    return None if (longest or 0) > limits.MAX_CELL_BYTES else Grid("", scan, width)


def _is_quoted(path: Path, delimiter: str) -> bool | None:
    """Whether some cells of a plain CSV stand in quotation marks, which takes twice the time to read; None for no plain
    CSV."""
    marks = False
    sign = re.escape(delimiter).encode()
    quoted = re.compile(rb'"(?<![^%b\n]")(?:[^"\r\n]|"")*+"(?![^%b\r\n])' % (sign, sign))
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            chunk += source.readline()
            if len(chunk.translate(None, _ODD)) != len(chunk) or any(odd in chunk for odd in _ODD_TEXT):
                return None
            if chunk.count(b"\r") != chunk.count(b"\r\n"):
                return None
            if b'"' in chunk:
                marks = True
                if b'"' in quoted.sub(b"", chunk):
                    return None
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
    return marks
