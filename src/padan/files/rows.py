"""Tells rows of people from what else stands below a heading.

A row with a usable NIK, or with a name and a birth date, is never left out, whatever else it says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from padan.files.layouts import ID_FIELDS, compact

NIK_LIKE = r"^\W*(?:NIK\W*)?(?:[0-9OoIl|][ .,'`_/-]{0,2}){8,17}\W*$|^\d[.,]\d+[eE]\+?\d+$"
ID_LIKE = {"nik": NIK_LIKE}
DATE_LIKE = r"\d.*[-/. ].*\d|^\d{4,8}$"
_TOTAL_ALONE = re.compile(
    r"\W*(?:(?:sub|grand)[\s-]*)?(?:jumlah|total|jml|jlh)(?:\s+(?:total|seluruh(?:nya)?|semua(?:nya)?|orang|penerima|peserta))*\W*",
    re.I,
)
_TOTAL = re.compile(r"^\W*(?:(?:sub|grand)[\s-]*)?(?:jumlah|total|jml|jlh|subtotal|subjumlah|rata-rata)\b", re.I)
_TOTAL_WORD = f"(?i){_TOTAL.pattern}"
_SIGNATURE = re.compile(
    r"^\W*(?:mengetahui|menyetujui|disetujui|diketahui|nip\b|nrp\b|lurah\b|camat\b|a\.?n\.?\s|an\.\s|plt\.?\b|plh\.?\b"
    r"|kepala\s+(?:dinas|badan|bagian|kantor|seksi|desa|bidang)|sekretaris\b|dibuat\b|diperiksa|disusun|yang membuat"
    r"|tanda tangan|ttd\b|petugas\b|operator\b|bendahara\b|pengelola\b|penanggung jawab|ketua\s+(?:rt|lpm)\b|kasi\b"
    r"|[a-z ]{3,20},\s*(?:tanggal\s*)?(?:\d{1,2}\s+)?(?:[a-z]{3,9}|[.…_]{2,})[\s.…_]*20(?:\d\d|[.…_]*)\s*$)",
    re.I,
)
_NOTE = re.compile(r"^\W*(?:keterangan|catatan|ket|note|sumber|nb|dicetak|halaman|hal)\b|^\*", re.I)
_COUNTER = re.compile(r"^\(?(\d{1,3})\)?\.?(?:\s*=.*)?$")
_LETTER = re.compile(r"^\(?([a-z])\)?\.?$", re.I)
MOST_SIGNED_CELLS = 4


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row below the heading that is no data row. `row` as seen in Excel (for CSV the line).

    `reason`: `repeated_heading`, `numbering`, `subtotal`, `signature`, `note` or `title`.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """What must be known of a sheet to sort its rows: positions of cells are those of `c0`, `c1`, ..."""

    heading_rows: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    counters: tuple[int, ...]
    amounts: tuple[int, ...]


def protection(kind: str, fields: Mapping[str, pl.Expr]) -> pl.Expr:
    """True for rows that are never left out."""
    tests = [
        fields[field].str.contains(ID_LIKE.get(field, r"\d{4,}")).fill_null(False)
        for field in ID_FIELDS[kind]
        if field in fields
    ]
    if kind == "posts":
        placed = fields["rt"].str.contains(r"\d") & fields["kelurahan"].str.contains(r"\p{L}{3}")
        return (placed & ~fields["kelurahan"].str.contains(_TOTAL_WORD)).fill_null(False)
    if kind == "payments" and {"name", "month", "amount"} <= fields.keys():
        paid = fields["amount"].str.contains(r"\d") & fields["month"].is_not_null()
        tests.append((paid & ~fields["name"].str.contains(_TOTAL_WORD)).fill_null(False))
    if "name" in fields and "birth_date" in fields:
        named = fields["name"].str.contains(r"\p{L}") & fields["birth_date"].str.contains(DATE_LIKE)
        tests.append(named.fill_null(False))
    return pl.any_horizontal(tests) if tests else pl.lit(False)


def left_out(body: pl.LazyFrame, protected: pl.Expr, width: int, sorting: Sorting) -> tuple[int, int, list[LeftOut]]:
    """How many rows are not blank, how many of them are hidden, and those that are no data rows.

    `body` holds `row` and c0... below the heading. Only rows without protection are looked at one by one.
    """
    cells = [pl.col(f"c{position}") for position in range(width)]
    marked = body.filter(pl.any_horizontal(cell.is_not_null() for cell in cells)).with_columns(protected.alias("kept"))
    counts, doubtful = pl.collect_all(
        [
            marked.select(
                pl.len().alias("rows"), pl.col("hidden").sum(), pl.col("row").filter(pl.col("kept")).max().alias("last")
            ),
            marked.filter(~pl.col("kept")).select("row", *cells),
        ]
    )
    rows, hidden, last = counts.row(0)
    return rows, hidden or 0, _Sorter(sorting, last or 0).sort(doubtful)


class _Sorter:
    """Goes down the doubtful rows once; remembers whether the signatures at the foot have begun."""

    def __init__(self, sorting: Sorting, last: int) -> None:
        self.sorting = sorting
        self.last = last
        self.signing = False
        self.headings = [frozenset(compact(cell) for cell in row if cell) for row in sorting.heading_rows]

    def sort(self, doubtful: pl.DataFrame) -> list[LeftOut]:
        found: list[LeftOut] = []
        titles: list[int] = []
        for row, *cells in doubtful.iter_rows():
            texts = {position: cell.strip() for position, cell in enumerate(cells) if cell is not None}
            reason = self._reason(row, texts, found[-1] if found else None)
            if reason is None and self._is_title(texts):
                titles.append(row)
                continue
            if reason == "repeated_heading":
                found += [LeftOut(title, "title") for title in titles if title > row - 15]
            titles = titles if reason is None else []
            if reason is not None:
                found.append(LeftOut(row, reason))
        return found

    def _is_title(self, texts: Mapping[int, str]) -> bool:
        return " ".join(texts.values()) in self.sorting.titles

    def _reason(self, row: int, texts: Mapping[int, str], before: LeftOut | None) -> str | None:
        if self._repeats_heading(row, texts, before):
            return "repeated_heading"
        if _is_numbering(list(texts.values())):
            return "numbering"
        counted = any(_COUNTER.match(texts[position]) for position in self.sorting.counters if position in texts)
        if _is_total(texts) and (not counted or self._says_nothing_else(texts)):
            return "subtotal"
        return None if counted or row < self.last else self._at_foot(texts)

    def _says_nothing_else(self, texts: Mapping[int, str]) -> bool:
        """Whether beside the number and the amounts of a counted row only the word for a total stands."""
        spoken = self.sorting.counters + self.sorting.amounts
        rest = [text for position, text in texts.items() if position not in spoken]
        return len(rest) == 1 and _TOTAL_ALONE.fullmatch(rest[0]) is not None

    def _repeats_heading(self, row: int, texts: Mapping[int, str], before: LeftOut | None) -> bool:
        forms = [compact(text) for text in texts.values()]
        for heading in self.headings:
            same = sum(1 for form in forms if form and form in heading)
            if same >= 2 and same >= 0.6 * len(forms):
                return True
        below = before is not None and before.reason == "repeated_heading" and before.row == row - 1
        return below and any(set(forms) <= heading for heading in self.headings)

    def _at_foot(self, texts: Mapping[int, str]) -> str | None:
        if len(texts) <= MOST_SIGNED_CELLS and any(_SIGNATURE.match(text) for text in texts.values()):
            self.signing = True
            return "signature"
        if self.signing and len(texts) <= MOST_SIGNED_CELLS:
            return "signature"
        if set(texts) <= set(self.sorting.amounts):
            return "subtotal"
        first = texts[min(texts)]
        return "note" if len(texts) <= 2 and _NOTE.match(first) else None


def _is_numbering(texts: Sequence[str]) -> bool:
    """`1 2 3 4` or `a b c d` under a heading: counters that begin with the first and rise from left to right."""
    letters = "".join(found[1] for text in texts if (found := _LETTER.match(text))).lower()
    if len(letters) >= 3 and len(letters) == len(texts):
        return "abcdefghijklmnopqrstuvwxyz".startswith(letters)
    numbers = [int(found[1]) for text in texts if (found := _COUNTER.match(text))]
    if len(numbers) < 3 or len(numbers) < len(texts) or numbers[0] > 2:
        return False
    return all(a < b <= a + 3 for a, b in pairwise(numbers))


def _is_total(texts: Mapping[int, str]) -> bool:
    """Begins with JUMLAH or TOTAL, and says little else in words."""
    first = [texts[position] for position in sorted(texts)[:2]]
    return (
        any(_TOTAL.match(text) for text in first)
        and sum(1 for text in texts.values() if re.search(r"[^\W\d_]{3}", text)) <= 3
    )
