"""The workbook rekonsiliasi.xlsx: a summary, the pairs to be answered, one sheet a bucket, and the figures."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from padan.documents.bucket_sheets import write_bucket
from padan.documents.content import BucketRow, Report, ReviewPair
from padan.documents.figure_sheets import (
    write_inputs,
    write_money,
    write_places,
    write_posts,
    write_recap,
    write_risks,
)
from padan.documents.review_sheet import write_review
from padan.documents.sheets import Sheet, Styles
from padan.documents.summary_sheet import write_summary
from padan.documents.wording import BUCKETS, Words, number, say
from padan.domain.decisions import REVIEW_SHEETS

CREATED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
"""A fixed date of creation: equal inputs must give equal bytes."""

BOOK_OPTIONS: Mapping[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Calibri", "font_size": 10},
}
_SUMMARY: Words = ("Ringkasan", "Summary")
_MONEY: Words = ("Iuran per Bulan", "Contributions")
_RISKS: Words = ("Risiko", "Risk")
_RECAP: Words = ("Rekap", "Recap")
_OFFICES: Words = ("Rekap Instansi", "By office")
_RESIDENCES: Words = ("Rekap Domisili", "By residence")
_POSTS: Words = ("Jabatan RT", "RT posts")
_INPUTS: Words = ("Masukan", "Inputs")


def write_workbook(
    path: Path,
    report: Report,
    buckets: Mapping[str, Iterable[BucketRow]],
    pairs: Iterable[ReviewPair],
    *,
    lang: str = "id",
    row_limit: int | None = None,
) -> None:
    """Writes the workbook. Rows come from iterators, sorted by harm, and are held one at a time.

    With `row_limit` only rows that need a human are written, at most so many in all: bucket `matched` is left out.
    """
    with xlsxwriter.Workbook(str(path), dict(BOOK_OPTIONS)) as book:
        book.set_properties({"title": say(("Rekonsiliasi kepesertaan", "Reconciliation"), lang), "created": CREATED})
        styles = Styles(book)
        footer = f"Padan {report.version}" + ("  RANCANGAN" if report.draft else "")

        def sheet(name: Words) -> Sheet:
            return Sheet(book, styles, say(name, lang), lang, footer)

        summary = sheet(_SUMMARY)
        write_review(sheet((REVIEW_SHEETS["id"], REVIEW_SHEETS["en"])), islice(pairs, row_limit))
        note = _write_buckets(sheet, report, buckets, row_limit)
        _write_figures(sheet, report)
        write_summary(summary, report, note)
        summary.page.activate()


def _write_buckets(
    sheet: Any, report: Report, buckets: Mapping[str, Iterable[BucketRow]], row_limit: int | None
) -> Words | None:
    """Writes a sheet for each bucket that has rows; what was left out, in words."""
    left = row_limit
    for bucket in BUCKETS:
        if bucket.key == "matched" and row_limit is not None:
            continue
        rows: Iterator[BucketRow] = iter(buckets.get(bucket.key, ()))
        written = write_bucket(sheet(bucket.sheet), bucket.key, rows if left is None else islice(rows, left))
        left = None if left is None else left - written
    if row_limit is None:
        return None
    return (
        f"Buku kerja ini memuat paling banyak {number(row_limit)} baris yang memerlukan manusia, terberat dahulu; "
        "seluruh baris ada di rows.parquet",
        f"This workbook holds at most {row_limit:,} rows that need a human, worst first; all rows are in rows.parquet",
    )


def _write_figures(sheet: Any, report: Report) -> None:
    if report.money:
        write_money(sheet(_MONEY), report.money)
    if report.risks:
        write_risks(sheet(_RISKS), report.risks)
    write_recap(sheet(_RECAP), report.recap)
    if report.offices:
        write_places(sheet(_OFFICES), ("Instansi pengirim", "Submitting office"), report.offices)
    if report.residences:
        write_places(sheet(_RESIDENCES), ("Tempat tinggal", "Residence"), report.residences)
    if report.posts:
        write_posts(sheet(_POSTS), report.posts)
    write_inputs(sheet(_INPUTS), report.inputs)
