"""Tells rows of people from what else stands below a heading.

A row with a usable NIK, or with a name and a birth date, is never left out, whatever else it says.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from padan.files.filling import DITTO
from padan.files.layouts import ID_FIELDS, KNOWN, KNOWN_DATE_PARTS, KNOWN_IGNORED, compact
from padan.files.sections import Section, is_section, section_says

NIK_LIKE = (
    r"^\W*(?:NIK\W*)?(?:[0-9OoIl|][ .,'`_/-]{0,2}){8,17}\W*$|^\d[.,]\d+[eE]\+?\d+$"
    r"|(?:^|[^0-9A-Za-z])\d{16}(?:$|[^0-9A-Za-z])"
)
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
_EXAMPLE = re.compile(r"^\W*(?:contoh|cth|misal(?:nya)?)\b", re.I)
_SENTENCE = re.compile(r"^\W*(?:[^\W\d_]\S*\s+){5,}\S+\W*$")
"""Six words and more: a remark at the foot, no name."""
_COUNTER = re.compile(r"^\(?(\d{1,3})\)?\.?(?:\s*=.*)?$")
_LETTER = re.compile(r"^\(?([a-z])\)?\.?$", re.I)
_HEADING_WORDS = frozenset({*KNOWN, *KNOWN_IGNORED, "tempat", *(word for words in KNOWN_DATE_PARTS for word in words)})
MOST_SIGNED_CELLS = 4
NEAR_HEADING = 2


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row below the heading that is no data row. `row` as seen in Excel (for CSV the line).

    `reason`: `repeated_heading`, `numbering`, `subtotal`, `signature`, `note` or `title`.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """What must be known of a sheet to sort its rows: positions of cells are those of `c0`, `c1`, ...

    `silent` columns give no field, `leading` ones are the first and those of names and NIK; `shared` ones may hold
    ditto marks; `begins_table` tells the heading of another table by its cells.
    """

    heading_rows: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    counters: tuple[int, ...]
    amounts: tuple[int, ...]
    silent: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()
    shared: tuple[int, ...] = ()
    begins_table: Callable[[Mapping[int, str]], bool] = lambda texts: False


@dataclass(frozen=True, slots=True)
class Sorted:
    """How the rows below a heading were sorted. `filled` are not blank, `hidden` of them hidden.

    `sections` speak for the rows below them (they are among `left_out`); `dittoed` columns have ditto marks; at row
    `next_table` the heading of another table stands, and above it the last person in row `last_above`.
    """

    filled: int
    hidden: int
    left_out: tuple[LeftOut, ...]
    sections: tuple[Section, ...] = ()
    dittoed: tuple[int, ...] = ()
    next_table: int | None = None
    last_above: int = 0


def protection(kind: str, fields: Mapping[str, pl.Expr]) -> pl.Expr:
    """True for rows that are never left out."""
    tests = [
        fields[field].str.contains(ID_LIKE.get(field, r"\d{4,}")).fill_null(False)
        for field in ID_FIELDS[kind]
        if field in fields
    ]
    if kind == "posts":
        numbered = fields["rt"].str.contains(r"\d")
        if "kelurahan" not in fields:
            return numbered.fill_null(False)
        placed = numbered & fields["kelurahan"].str.contains(r"\p{L}{3}")
        return (placed & ~fields["kelurahan"].str.contains(_TOTAL_WORD)).fill_null(False)
    if kind == "payments" and {"name", "month", "amount"} <= fields.keys():
        paid = fields["amount"].str.contains(r"\d") & fields["month"].is_not_null()
        named = fields["name"].str.contains(r"\p{L}") & ~fields["name"].str.contains(_TOTAL_WORD)
        tests.append((paid & named).fill_null(False))
    if "name" in fields and "birth_date" in fields:
        named = fields["name"].str.contains(r"\p{L}") & fields["birth_date"].str.contains(DATE_LIKE)
        tests.append(named.fill_null(False))
    return pl.any_horizontal(tests) if tests else pl.lit(False)


def sort_rows(body: pl.LazyFrame, protected: pl.Expr, width: int, sorting: Sorting) -> Sorted:
    """Tells the rows that are no data rows, and what they say.

    `body` holds `row` and c0... below the heading. Only rows without protection are looked at one by one.
    """
    cells = [pl.col(f"c{position}") for position in range(width)]
    marked = body.filter(pl.any_horizontal(cell.is_not_null() for cell in cells)).with_columns(protected.alias("kept"))
    same = [pl.col(f"c{p}").str.contains(DITTO).any().fill_null(False).alias(f"d{p}") for p in sorting.shared]
    counts, doubtful = pl.collect_all(
        [
            marked.select(
                pl.len().alias("rows"),
                pl.col("hidden").sum(),
                pl.col("row").filter(pl.col("kept")).max().alias("last"),
                *same,
            ),
            marked.filter(~pl.col("kept")).select("row", *cells),
        ]
    )
    rows, hidden, last, *found = counts.row(0)
    sorter = _Sorter(sorting, last or 0)
    left = sorter.sort(doubtful)
    again = [item.row for item in left if item.reason == "repeated_heading" and item.row < (last or 0)]
    if again and len(left) < doubtful.height:
        sorter = _Sorter(sorting, last or 0, _feet(marked, again))
        left = sorter.sort(doubtful)
    dittoed = tuple(position for position, there in zip(sorting.shared, found, strict=True) if there)
    above = 0
    if sorter.next_table is not None:
        kept = marked.filter(pl.col("kept") & (pl.col("row") < sorter.next_table)).select(pl.col("row").max())
        above = kept.collect().item() or 0
    return Sorted(rows, hidden or 0, tuple(left), tuple(sorter.sections), dittoed, sorter.next_table, above)


def _feet(marked: pl.LazyFrame, headings: Sequence[int]) -> list[tuple[int, int]]:
    """For each heading that comes again the last person above it and its own row: a page ends between."""
    kept = marked.filter(pl.col("kept")).select("row").sort("row")
    again = pl.LazyFrame({"heading": sorted(headings)}, schema={"heading": pl.Int64})
    found = again.join_asof(kept.with_columns(last=pl.col("row")), left_on="heading", right_on="row").collect()
    return [(last or 0, heading) for heading, last in found.select("heading", "last").iter_rows()]


class _Sorter:
    """Goes down the doubtful rows once; remembers whether the signatures at the foot have begun."""

    def __init__(self, sorting: Sorting, last: int, feet: Sequence[tuple[int, int]] = ()) -> None:
        self.sorting = sorting
        self.last = last
        self.feet = feet
        self.signing = False
        self.sections: list[Section] = []
        self.next_table: int | None = None
        lines = [frozenset(compact(cell) for cell in row if cell) for row in sorting.heading_rows]
        self.headings = [*lines, frozenset().union(*lines)] if len(lines) > 1 else lines

    def sort(self, doubtful: pl.DataFrame) -> list[LeftOut]:
        found: list[LeftOut] = []
        titles: list[int] = []
        for row, *cells in doubtful.iter_rows():
            texts = {position: cell.strip() for position, cell in enumerate(cells) if cell is not None}
            if self.next_table is None and self.sorting.begins_table(texts):
                self.next_table = row
                continue
            reason = self._reason(row, texts, found[-1] if found else None)
            if reason is None and self._is_title(texts):
                titles.append(row)
                continue
            if reason == "repeated_heading":
                self.signing = False
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
        numbers = [texts[position] for position in self.sorting.counters if position in texts]
        if any(map(_EXAMPLE.match, numbers)):
            return "note"
        counted = any(map(_COUNTER.match, numbers))
        if _is_total(texts) and (not counted or self._says_nothing_else(texts)):
            return "subtotal"
        foot = self._is_foot(row)
        if row < self.last and is_section(texts, self.sorting.silent, self.sorting.leading):
            text = next(iter(texts.values()))
            says = section_says(text)
            of_segment = says.keys() == {"segment"} and not foot and min(texts) in self.sorting.silent
            if says and (of_segment or not _SIGNATURE.match(text)):
                self.sections.append((row, text))
                return "title"
            if not foot and min(texts) in self.sorting.silent:
                return "title"
        if not foot or counted:
            return None
        return self._at_foot(texts) or ("title" if self._is_new_title(row, texts) else None)

    def _is_new_title(self, row: int, texts: Mapping[int, str]) -> bool:
        """Whether one text alone stands where a page has ended and its heading is about to come again."""
        if row > self.last or len(set(texts.values())) > 1:
            return False
        return min(texts) in self.sorting.silent or any(0 < end - row <= NEAR_HEADING for _, end in self.feet)

    def _is_foot(self, row: int) -> bool:
        """Whether no person follows, or none before the heading comes again."""
        return row > self.last or any(begin < row < end for begin, end in self.feet)

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
        return below and (any(set(forms) <= heading for heading in self.headings) or _HEADING_WORDS.issuperset(forms))

    def _at_foot(self, texts: Mapping[int, str]) -> str | None:
        if len(texts) <= MOST_SIGNED_CELLS and any(_SIGNATURE.match(text) for text in texts.values()):
            self.signing = True
            return "signature"
        if self.signing and len(texts) <= MOST_SIGNED_CELLS:
            return "signature"
        if set(texts) <= set(self.sorting.amounts):
            return "subtotal"
        first = texts[min(texts)]
        remark = _NOTE.match(first) or (len(texts) == 1 and _SENTENCE.match(first))
        return "note" if len(texts) <= 2 and remark else None


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
