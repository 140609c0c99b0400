"""Settles which column gives which field, and how: copied, joined, split or told by content."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from padan.domain.dates import read_date
from padan.domain.errors import HeadingError
from padan.domain.fields import LABELS
from padan.domain.months import read_month
from padan.domain.nik import column_is_kk
from padan.files import content
from padan.files.headings import HeadingBlock, Meaning
from padan.files.layouts import COMPOSITES, COUNTERS, ONE_OF, TOLD_BY_CONTENT, compact
from padan.files.month_headings import FIRST_YEAR, LAST_YEAR
from padan.files.month_lines import Across, hold_payments, holds_words, month_label, price_of_marks

Texts = list[str | None]
HEADINGS_TOLD = 20
_OF_ANOTHER = re.compile(
    r"\b(kk|kep|kepala|ketua|petugas|pendamping|penanggung|pengusul|pelapor|operator|kader|pj|lama|semula)\b", re.I
)
"""Words in a heading that speak of somebody else where another column speaks of the person."""


@dataclass(frozen=True, slots=True)
class Column:
    """How one heading was understood. A column that holds two fields stands here twice.

    `position` is 0-based; `heading` the text as found; `field` None where it is not understood; `how` is one of
    `heading`, `content`, `map`, `ignored`.
    """

    position: int
    heading: str
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field's text comes from. `way`: `copy`, `join`, `day` (day, month, year), `boxes` (a digit a column),
    `ticks` (L, P), `months` (a column for each month, told by `across`) or the half of a composite column."""

    way: str
    positions: tuple[int, ...]
    across: Across | None = None


@dataclass(slots=True)
class Settlement:
    """The columns of one sheet while they are being settled."""

    block: HeadingBlock
    cells: list[Texts]
    kind: str
    sources: dict[str, Source]
    hows: dict[str, str]

    def take(self, field: str, source: Source, how: str) -> None:
        """Gives a field its source, unless it has one."""
        if field not in self.sources:
            self.sources[field] = source
            self.hows[field] = how

    def positions(self, key: str) -> list[int]:
        """Columns whose heading means `key`, the surest first."""
        found = [(m.rank, position) for position, m in enumerate(self.block.meanings) if m is not None and m.key == key]
        return [position for _, position in sorted(found)]

    def meaning(self, position: int) -> Meaning:
        """The meaning of a column that has one."""
        found = self.block.meanings[position]
        assert found is not None
        return found

    def heading(self, position: int) -> str:
        """The heading of a column, or its letter where it has none."""
        return self.block.texts[position] or f"kolom {letters(position)}"


def letters(position: int) -> str:
    """The letters Excel shows above a 0-based column."""
    text, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def settle(
    block: HeadingBlock, cells: list[Texts], kind: str, told: Mapping[str, str] | None = None, year: str = ""
) -> tuple[tuple[Column, ...], dict[str, Source]]:
    """The columns in order and the source of each field; `cells` are sample texts by column, `told` what the sheet
    says of all its rows, `year` that of months whose headings name none.

    Raises HeadingError where a needed field is missing or two columns both look like NIK.
    """
    work = Settlement(block, cells, kind, {}, {})
    _by_heading(work)
    if kind == "payments":
        _months_across(work, year)
    if kind in TOLD_BY_CONTENT:
        _put_right(work)
        _by_content(work)
    _check_needed(work, told or {})
    return tuple(_columns(work)), work.sources


def _by_heading(work: Settlement) -> None:
    keys = dict.fromkeys(m.key for m in work.block.meanings if m is not None and not m.ignored and m.months is None)
    for field in [key for key in keys if not key.startswith("+")]:
        _one_field(work, field)
    for key in [key for key in keys if key.startswith("+")]:
        composite = key.removeprefix("+")
        for field in COMPOSITES[composite][0]:
            work.take(field, Source(field, (work.positions(key)[0],)), "heading")


def _one_field(work: Settlement, field: str) -> None:
    found = work.positions(field)
    stated = [position for position in found if work.meaning(position).rank < 0]
    if stated:
        work.take(field, Source("join" if len(stated) > 1 else "copy", tuple(sorted(stated))), "map")
        return
    ticks = {tick: position for position in found if (tick := work.meaning(position).tick)}
    whole = [position for position in found if work.meaning(position).part is None and not work.meaning(position).tick]
    parts = sorted(
        (work.meaning(position).part, position) for position in found if work.meaning(position).part is not None
    )
    pieces = [position for _, position in parts]
    if field == "nik":
        _identity_numbers(work, whole)
    elif whole:
        chosen = _fullest_first(work, _own_names(work, whole) if field == "name" else whole)
        extra = pieces if field == "address" else []
        work.take(field, Source("join" if extra else "copy", (chosen, *extra)), "heading")
    elif pieces and field == "birth_date":
        work.take(field, Source("day" if len(pieces) == 3 else "copy", tuple(pieces)), "heading")
    elif pieces:
        work.take(field, Source("join" if len(pieces) > 1 else "copy", tuple(pieces)), "heading")
    elif len(ticks) == 2:
        work.take(field, Source("ticks", (ticks["L"], ticks["P"])), "heading")


def _months_across(work: Settlement, year: str) -> None:
    """A column for each month, where no column tells the month of the row."""
    found: dict[str, list[int]] = {}
    for position, meaning in enumerate(work.block.meanings):
        if meaning is not None and meaning.months is not None:
            found.setdefault(meaning.key.partition("@")[0], []).append(position)
    amounts = found.get("amount", [])
    if not hold_payments([work.cells[position] for position in amounts]) or _tells_months(work):
        return
    found["amount"] = [position for position in amounts if not holds_words(work.cells[position])]
    across = {field: _labelled(work, positions, year) for field, positions in found.items()}
    paid, written = [position for position, _ in across["amount"]], work.sources.pop("amount", None)
    price = written.positions[0] if written else None
    price, in_all = price_of_marks(work.cells, paid, price, "" if price is None else work.heading(price))
    for field in ("month", "month_from", "month_to"):
        work.sources.pop(field, None)
    for field, columns in across.items():
        told = Across(columns, price, in_all) if field == "amount" else Across(columns)
        work.sources[field] = Source("months", tuple(position for position, _ in columns), told)
        work.hows[field] = "heading"
    work.sources["month"], work.hows["month"] = Source("months", tuple(paid), Across(across["amount"])), "heading"


def _tells_months(work: Settlement) -> bool:
    """Whether a column called after the month of the row holds months."""
    for field in ("month", "month_from"):
        if field in work.sources:
            told = [text for text in work.cells[work.sources[field].positions[0]] if text]
            if told and sum(read_month(text) is not None for text in told) > len(told) / 2:
                return True
    return False


def _labelled(work: Settlement, positions: Sequence[int], year: str) -> tuple[tuple[int, str], ...]:
    """The columns with the month of each. Raises HeadingError where its year is told nowhere, or where two are one."""
    labels: dict[int, str] = {}
    for position in positions:
        told, first, last = work.meaning(position).months or (None, 0, 0)
        if told is None and not year:
            raise _no_year([work.heading(p) for p in positions])
        labels[position] = month_label(told or int(year), first, last)
    twice = next((label for label in labels.values() if list(labels.values()).count(label) > 1), None)
    if twice is not None:
        raise _one_month_twice([work.heading(p) for p, label in labels.items() if label == twice])
    return tuple(sorted(labels.items(), key=lambda item: item[1]))


def _no_year(headings: Sequence[str]) -> HeadingError:
    return HeadingError(
        f"kolom bulan tidak menyebut tahun (antara {FIRST_YEAR} dan {LAST_YEAR}). Tulis tahunnya pada judul kolom "
        "(“Jan 2026”), atau satu tahun saja pada judul tabel, nama lembar atau nama berkas. Judul kolom bulan:",
        "the columns of months name no year. Write it into their headings (“Jan 2026”), or one year alone into the "
        "title, the sheet's name or the file's name. Headings of months:",
        tuple(headings),
    )


def _one_month_twice(headings: Sequence[str]) -> HeadingError:
    return HeadingError(
        "beberapa kolom adalah bulan yang sama; sisakan satu, atau tulis tahunnya:",
        "several columns are the same month; leave one of them, or write their years:",
        tuple(headings),
    )


def _own_names(work: Settlement, found: Sequence[int]) -> list[int]:
    """Of several columns of names those of the person of the row, not of the head of the family or of an officer."""
    own = [p for p in found if not _OF_ANOTHER.search(work.heading(p)) and content.holds_names(work.cells[p])]
    return own if len(found) > 1 and own else list(found)


def _fullest_first(work: Settlement, found: Sequence[int]) -> int:
    """The surest column that has any cell; the surest of all where none has."""
    return next((position for position in found if any(work.cells[position])), found[0])


def _identity_numbers(work: Settlement, found: Sequence[int]) -> None:
    """Of several columns called NIK: equal ones count once, a column of No. KK is put right, one of another person is
    passed over, two are refused. Sixteen columns of one digit each are one."""
    boxes = sorted(position for position in found if content.holds_single_digits(work.cells[position]))
    if len(boxes) in (15, 16, 17):
        work.take("nik", Source("boxes", tuple(boxes)), "heading")
        return
    filled = [position for position in found if any(work.cells[position])] or list(found[:1])
    different = [
        position
        for index, position in enumerate(filled)
        if not any(work.cells[position] == work.cells[other] for other in filled[:index])
    ]
    if len(different) > 1:
        different = [p for p in different if content.holds_numbers_of_16(work.cells[p])] or different[:1]
    if len(different) > 1:
        births = _birth_dates(work)
        cards = [p for p in different if column_is_kk(work.cells[p], birth_dates=births) is True]
        if cards and len(cards) < len(different) and not work.positions("kk"):
            work.take("kk", Source("copy", (cards[0],)), "content")
        different = [p for p in different if p not in cards] or different
    if len(different) > 1:
        different = [p for p in different if not _OF_ANOTHER.search(work.heading(p))] or different
    if len(different) > 1:
        raise _two_niks({position: work.heading(position) for position in sorted(different)})
    if different:
        work.take("nik", Source("copy", (different[0],)), "heading")


def _two_niks(headings: Mapping[int, str]) -> HeadingError:
    alike = len(set(headings.values()) - {""}) < len(headings)
    named = [(f"“{text}”", f" {letters(place)}" if alike else "") for place, text in headings.items()]
    both_id, both_en = (
        word.join(f"{text} ({column}{letter})" if letter else text for text, letter in named)
        for word, column in ((" dan ", "kolom"), (" and ", "column"))
    )
    return HeadingError(
        f"dua kolom sama-sama tampak seperti NIK: {both_id}; beri nama “NIK” pada satu kolom saja",
        f"two columns both look like NIK: {both_en}; call only one of them “NIK”",
    )


def _birth_dates(work: Settlement) -> list[date | None] | None:
    found = work.positions("birth_date") or work.positions("+birth")
    return [read_date(value).value for value in work.cells[found[0]]] if found else None


def _put_right(work: Settlement) -> None:
    """NIK under the heading No. KK and No. KK under the heading NIK are exchanged where the cells leave no doubt."""
    nik, kk = work.sources.get("nik"), work.sources.get("kk")
    if nik is None or kk is None or (nik.way, kk.way) != ("copy", "copy"):
        return
    births = _birth_dates(work)
    if column_is_kk(work.cells[kk.positions[0]], birth_dates=births) is not False:
        return
    if column_is_kk(work.cells[nik.positions[0]], birth_dates=births) is True:
        work.sources |= {"nik": kk, "kk": nik}
        work.hows |= {"nik": "content", "kk": "content"}


def _by_content(work: Settlement) -> None:
    """Fields still without a column, told from the cells of columns whose headings say nothing."""
    free = [p for p, meaning in enumerate(work.block.meanings) if meaning is None and any(work.cells[p])]
    counted = [
        position
        for position, (text, meaning) in enumerate(zip(work.block.texts, work.block.meanings, strict=True))
        if meaning is not None and meaning.rank >= 0 and compact(text) in COUNTERS
    ]
    numbers = [p for p in sorted({*free, *counted}) if content.holds_numbers_of_16(work.cells[p])]
    if not {"nik", "kk"} <= work.sources.keys():
        _numbers_by_content(work, numbers)
    rest = [position for position in free if position not in numbers]
    if "rt" not in work.sources:
        _numbered_rt(work)
    if "birth_date" not in work.sources:
        rest = _births_by_content(work, rest)
    if "sex" not in work.sources:
        rest = _first_that(work, rest, "sex", content.holds_sex)
    if "name" not in work.sources:
        _first_that(work, rest, "name", content.holds_names)


def _numbers_by_content(work: Settlement, numbers: Sequence[int]) -> None:
    births = _birth_dates(work) if numbers else None
    cards = {position: column_is_kk(work.cells[position], birth_dates=births) for position in numbers}
    niks = [position for position in numbers if cards[position] is not True]
    if "nik" not in work.sources and niks:
        sure = [position for position in niks if cards[position] is False] or niks
        if len(sure) > 1:
            raise _two_niks({position: work.heading(position) for position in sure})
        work.take("nik", Source("copy", (sure[0],)), "content")
    others = [position for position in numbers if cards[position] is True]
    if others:
        work.take("kk", Source("copy", (others[0],)), "content")


def _numbered_rt(work: Settlement) -> None:
    """`Nama RT` above "RT 01" is the RT, not a name."""
    used = {position for source in work.sources.values() for position in source.positions}
    for position in work.positions("name"):
        if position not in used and content.holds_rt(work.cells[position]):
            work.take("rt", Source("copy", (position,)), "content")


def _births_by_content(work: Settlement, free: list[int]) -> list[int]:
    for position in free:
        if not content.holds_dates(work.cells[position]):
            continue
        readings = [read_date(value) for value in work.cells[position] if value]
        if median(reading.value.year for reading in readings if reading.value) > 2012:
            continue
        placed = sum(1 for reading in readings if reading.place) > len(readings) / 2
        for field in ("birth_place", "birth_date") if placed else ("birth_date",):
            work.take(field, Source(field if placed else "copy", (position,)), "content")
        return [other for other in free if other != position]
    return free


def _first_that(work: Settlement, free: list[int], field: str, test: Callable[[content.Texts], bool]) -> list[int]:
    for position in free:
        if test(work.cells[position]):
            work.take(field, Source("copy", (position,)), "content")
            return [other for other in free if other != position]
    return free


def _check_needed(work: Settlement, told: Mapping[str, str]) -> None:
    known = work.sources.keys() | (told.keys() if not _may_hold_months(work) else set())
    missing = [ways for ways in ONE_OF[work.kind] if not any(set(way) <= known for way in ways)]
    if not missing:
        return
    found = tuple(text for text in work.block.texts if text)[:HEADINGS_TOLD]
    id_words, en_words = in_words(missing)
    raise HeadingError(
        f"kolom yang diperlukan tidak ada: {id_words}. Judul kolom yang ditemukan:",
        f"a needed column is missing: {en_words}. Headings found:",
        found,
    )


def in_words(needed: Sequence[Sequence[Sequence[str]]]) -> tuple[str, str]:
    """Columns that are needed, in Indonesian and English: each is one or another."""
    return (
        "; ".join(_either(ways, "atau", english=False) for ways in needed),
        "; ".join(_either(ways, "or", english=True) for ways in needed),
    )


def _may_hold_months(work: Settlement) -> bool:
    """Whether a column that nobody understood looks like the months, which a title must not speak for."""
    used = {position for source in work.sources.values() for position in source.positions}
    for position in set(range(len(work.cells))) - used:
        told = [text for text in work.cells[position] if text]
        if told and sum(read_month(text) is not None for text in told) > len(told) / 2:
            return True
    return False


def _either(ways: Sequence[Sequence[str]], word: str, *, english: bool) -> str:
    labels = [LABELS[way[0]].label_en if english else LABELS[way[0]].label_id for way in ways]
    return f" {word} ".join(dict.fromkeys(labels))


def _columns(work: Settlement) -> Iterable[Column]:
    for position, text in enumerate(work.block.texts):
        fields = [field for field, source in work.sources.items() if position in source.positions]
        if not fields and (text or any(work.cells[position])):
            yield Column(position, text, None, "ignored")
        for field in fields:
            yield Column(position, text, field, work.hows[field])
