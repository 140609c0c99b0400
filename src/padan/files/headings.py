"""Finds the heading of a sheet and says what each column means.

A heading may stand below title rows, take two or three rows, and be merged. A block of rows is scored by the number of
different fields its headings name; the best block wins, the earliest among equals.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from padan.files import layouts
from padan.files.layouts import compact
from padan.files.month_headings import named_months, says_only_paid

SEARCHED_ROWS = 40
DEEPEST_HEADING = 500
SURE_FIELDS = 2.5
"""What a heading scores that names as many fields as any list has."""
LONGEST_HEADING = 80
LONGEST_PART = 20
IGNORE_KEY = "-"
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_FILLERS = re.compile(
    r"\b(sesuai|ktp|e-?ktp|wajib|diisi|rp|calon|peserta|yang|bersangkutan|anda|saudara|sdr|format|angka|digit|16)\b|\*",
    re.I,
)
_PATTERNS = tuple((re.compile(pattern), key) for pattern, key in layouts.PATTERNS)
_DATA_LIKE = re.compile(r"\d{5,}|\d[\d.' ]{9,}\d|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_OF_OTHERS = re.compile(
    r"\b(ayah|ibu|suami|istri|isteri|pasangan|waris|wali|anak|pelapor|saksi|pengusul|pendamping|petugas|penanggung)\b",
    re.I,
)
"""Words above a group of headings that speak of somebody else than the person of the row."""
_OF_HEADS = re.compile(r"\bkep(?:ala)?\b\W*(?:keluarga|kel|kk|rumah\W*tangga)\b|^\W*(?:nama|nik)\W*kk\W*$", re.I)
"""Of the head of a family: P3KE lists name nobody else."""
_NUMBER_WORD = re.compile(r"\b(?:nik|ktp)\b", re.I)
_PERSONAL = frozenset(
    {"name", "nik", "birth_date", "birth_place", "+birth", "+name_nik", "sex", "phone", "address", "job"}
)
_GROUP = re.compile(r"\b(?:rt|rw|kk)\b.*\d", re.I)
_COUNTER = re.compile(r"^\(?\d{1,2}\)?\.?$")
_MONTH_NUMBER = re.compile(r"20\d\d(?:0[1-9]|1[0-2])|0?1[-/.](?:0?[1-9]|1[0-2])[-/.]20\d\d")
_BULAN = re.compile(r"\b(?:bulan|bln)\b", re.I)
_ABOVE_MONTHS = re.compile(r"\b(?:bulan|bln|iuran|pembayaran|tahun|thn)\b|\b20\d\d\b", re.I)
"""Words over the columns of months."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one heading means. `rank`: 0 is the surest; `key` starts with `+` for one column that holds two fields.

    `part` is the place of a column that gives a piece of the field (first and last name); `tick` is the letter that a
    mark in the column stands for; `months` are the year (None where untold), the first and the last month whose
    payments the column holds: the key then ends in them.
    """

    key: str
    rank: int
    part: int | None = None
    tick: str | None = None
    months: tuple[int | None, int, int] | None = None

    @property
    def ignored(self) -> bool:
        """Known, and of no use."""
        return self.key == IGNORE_KEY


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """The rows `first`..`last` (0-based among the rows looked at) and, for each column, its text and meaning."""

    first: int
    last: int
    texts: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    @property
    def score(self) -> float:
        """Different fields named; guessed ones count less, and every further row costs a little."""
        best: dict[str, float] = {}
        for meaning in self.meanings:
            if meaning is not None and not meaning.ignored:
                worth = 1.0 if meaning.rank < 100 else 0.8 if meaning.rank < 500 else 0.5
                best[meaning.key] = max(best.get(meaning.key, 0.0), worth)
        return sum(best.values()) - 0.1 * (self.last - self.first)


def _exact(form: str, kind: str) -> Meaning | None:
    if form in layouts.KNOWN_COMPOSITES:
        return Meaning("+" + layouts.KNOWN_COMPOSITES[form], 0)
    if form in layouts.KNOWN_PARTS:
        field, place = layouts.KNOWN_PARTS[form]
        return Meaning(field, 50, part=place)
    first = layouts.KNOWN_FIRST.get(kind, {})
    if form in first:
        return Meaning(first[form], 50 if form in layouts.LAST_RESORT else 0)
    if kind not in layouts.MONEY_KINDS and form in layouts.KNOWN_PAYMENTS_ONLY:
        return Meaning(IGNORE_KEY, 0)
    if form in layouts.KNOWN:
        field, rank = min(layouts.KNOWN[form], key=lambda found: found[1])
        return Meaning(field, rank)
    return Meaning(IGNORE_KEY, 0) if form in layouts.KNOWN_IGNORED else None


def _misspelt(form: str, kind: str) -> Meaning | None:
    if len(form) < 6:
        return None
    allowed = 1 if len(form) < 12 else 2
    near = process.extract(form, _long_words(), scorer=Levenshtein.distance, score_cutoff=allowed, limit=None)
    if not near:
        return None
    _, closest = min((distance, word) for word, distance, _ in near)
    found = _exact(closest, kind)
    return None if found is None else Meaning(found.key, found.rank + 100, found.part)


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    """Known headings that are long enough to be told when misspelt."""
    known = {*layouts.KNOWN, *layouts.KNOWN_COMPOSITES, *layouts.KNOWN_PARTS, *layouts.KNOWN_IGNORED}
    return tuple(sorted(word for word in known if len(word) >= 5))


def _patterned(text: str) -> Meaning | None:
    plain = " ".join(re.sub(r"[^0-9a-z]+", " ", text.lower()).split())
    for rank, (pattern, key) in enumerate(_PATTERNS):
        if pattern.search(plain):
            return Meaning(key, 500 + rank)
    return None


@lru_cache(maxsize=20_000)
def meaning_of(text: str, kind: str) -> Meaning | None:
    """What a heading's text means in a file of this kind; None where nobody can say."""
    if not text or len(text) > LONGEST_HEADING:
        return None
    bare = _BRACKETS.sub(" ", text)
    forms = (compact(text), compact(bare), compact(_FILLERS.sub(" ", bare)))
    for form in forms:
        if form and (found := _exact(form, kind)) is not None:
            return found
    for form in forms:
        if form and (found := _misspelt(form, kind)) is not None:
            return found
    return _patterned(text)


@lru_cache(maxsize=20_000)
def _combined(parts: tuple[str, ...], kind: str) -> Meaning | None:
    """The meaning of the texts of one column from the top row of its heading to the lowest."""
    filled = [part for position, part in enumerate(parts) if part and part not in parts[:position]]
    if kind == "payments" and (month := _of_a_month(_month_said(filled))) is not None:
        return month
    if len(filled) < 2:
        return _tick(filled, kind) or meaning_of(filled[0] if filled else "", kind)
    above, below = " ".join(filled[:-1]), filled[-1]
    if (tick := _tick(filled, kind)) is not None:
        return tick
    for text in (f"{above} {below}", f"{below} {above}"):
        if (found := _exact(compact(text), kind)) is not None:
            return found
    if _OF_OTHERS.search(above) and (found := meaning_of(below, kind)) is not None and found.key in _PERSONAL:
        return Meaning(IGNORE_KEY, 0)
    return _below_birth(above, below, kind) or meaning_of(below, kind) or meaning_of(f"{above} {below}", kind)


def _month_said(filled: Sequence[str]) -> str:
    """The words of a column, a bare number below `Bulan` or `Iuran Tahun 2026` as the month it is."""
    text = " ".join(filled)
    if len(filled) > 1 and _COUNTER.match(filled[-1].strip()) and _ABOVE_MONTHS.search(filled[-2]):
        number = re.sub(r"\D", "", filled[-1])
        return f"{_BULAN.sub(' ', ' '.join(filled[:-1]))} bulan {number}"
    return text


def _of_a_month(text: str) -> Meaning | None:
    """The meaning of a column that holds what was paid for one month, or its date or number of payment."""
    named = named_months(text) if len(text) <= LONGEST_HEADING else None
    if named is None:
        return None
    found = None if says_only_paid(named.rest) else meaning_of(named.rest.strip(), "payments")
    if found is None and not says_only_paid(named.rest):
        return None
    field = "amount" if found is None else found.key
    if field not in layouts.OF_A_MONTH:
        return None
    key = f"{field}@{named.year or ''}/{named.first:02}-{named.last:02}"
    return Meaning(key, 20, months=(named.year, named.first, named.last))


def _tick(filled: Sequence[str], kind: str) -> Meaning | None:
    """Two columns `L` and `P` to be ticked, under `Jenis Kelamin` or with nothing above."""
    if not filled or compact(filled[-1]) not in layouts.KNOWN_TICKS:
        return None
    if len(filled) > 1 and compact(_BRACKETS.sub(" ", filled[0])) not in layouts.KNOWN_SEX_PARENTS:
        return None
    return Meaning("sex", 60, tick=layouts.KNOWN_TICKS[compact(filled[-1])])


def _below_birth(above: str, below: str, kind: str) -> Meaning | None:
    parent = meaning_of(above, kind)
    if parent is None or parent.key not in {"+birth", "birth_date", "birth_place"}:
        return None
    plain = below.lower()
    if re.search(r"\b(tgl|tanggal)\b", plain):
        return Meaning("birth_date", 1)
    return Meaning("birth_place", 1) if re.search(r"\b(tempat|tmp|tpt|tmpt|kota)\b", plain) else None


def _mapped(parts: Sequence[str], mapping: Mapping[str, str], kind: str) -> Meaning | None:
    """The meaning the user has stated for a heading, looked up by its own text or that of its lowest row."""
    if not mapping:
        return None
    for text in (" ".join(part for part in parts if part), parts[-1] if parts else ""):
        field = mapping.get(compact(text)) if text else None
        if field in layouts.OF_A_MONTH and kind == "payments" and (month := _of_a_month(text)) is not None:
            return month
        if field is not None:
            return Meaning(field or IGNORE_KEY, -1, part=0)
    return None


def looks_like_data(cells: Sequence[str]) -> bool:
    """Long numbers, dates, or nothing but counters: a row that is no heading."""
    filled = [cell for cell in cells if cell]
    if any(_DATA_LIKE.search(cell) for cell in filled):
        return True
    return bool(filled) and all(_COUNTER.match(cell.strip()) for cell in filled)


def _names_months(top: Sequence[Sequence[str]], place: int, kind: str) -> bool:
    """Whether the numbers of a row are months: `202601 202602`, or `1 2 3` below a wide `Bulan` alone."""
    if kind != "payments":
        return False
    row = top[place]
    others = [cell for cell in row if not _MONTH_NUMBER.fullmatch(cell.strip())]
    if len(row) - len(others) > 1 and not looks_like_data(others):
        return True
    filled = [position for position, cell in enumerate(row) if cell]
    if place == 0 or len(filled) < 2 or not all(_COUNTER.match(row[position].strip()) for position in filled):
        return False
    above = top[place - 1]
    return all(owner >= 0 and _ABOVE_MONTHS.search(above[owner]) for owner in map(_owners(above).__getitem__, filled))


def _speaks_for_a_group(row: Sequence[str]) -> bool:
    """Whether one text alone names an RT, RW or No. KK with its number: it stands between people, not in a heading."""
    told = {text for text in row if text}
    return len(told) == 1 and _GROUP.search(told.pop()) is not None


def _spread(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Upper heading rows with a text carried to the right over blanks that have a text below them."""
    spread = [list(row) for row in rows]
    for upper, lower in pairwise(spread):
        for position in range(1, len(upper)):
            if not upper[position] and lower[position] and lower[position - 1]:
                upper[position] = upper[position - 1]
    return spread


def block_at(
    top: Sequence[Sequence[str]], first: int, last: int, kind: str, mapping: Mapping[str, str]
) -> HeadingBlock:
    """The rows `first`..`last` read as one heading."""
    stacks = list(zip(*_spread(top[first : last + 1]), strict=True))
    meanings = tuple(_mapped(stack, mapping, kind) or _combined(stack, kind) for stack in stacks)
    texts = tuple(" ".join(dict.fromkeys(part.strip() for part in stack if part)) for stack in stacks)
    return HeadingBlock(first, last, texts, _settle_heads(texts, _settle_days(stacks, _settle_ticks(meanings))))


def _settle_ticks(meanings: tuple[Meaning | None, ...]) -> tuple[Meaning | None, ...]:
    """A lone `L` or `P` ticks nothing; a pair of them does."""
    letters = {meaning.tick for meaning in meanings if meaning is not None and meaning.tick}
    if letters in ({"L", "P"}, set()):
        return meanings
    return tuple(None if meaning is not None and meaning.tick else meaning for meaning in meanings)


def _settle_days(stacks: Sequence[Sequence[str]], meanings: tuple[Meaning | None, ...]) -> tuple[Meaning | None, ...]:
    """Day, month and year of birth in three columns side by side are one date, where no column has the whole of it."""
    lowest = [next((compact(part) for part in reversed(stack) if part), "") for stack in stacks]
    above = [compact(" ".join(part for part in stack if part)) for stack in stacks]
    for place in range(len(lowest) - 2):
        three = range(place, place + 3)
        if not all(lowest[p] in words for p, words in zip(three, layouts.KNOWN_DATE_PARTS, strict=True)):
            continue
        others = {m.key for p, m in enumerate(meanings) if m is not None and p not in three}
        if "birth_date" not in others and (all("lahir" in above[p] for p in three) or "+birth" not in others):
            parts = tuple(Meaning("birth_date", 40, part=part) for part in range(3))
            return meanings[:place] + parts + meanings[place + 3 :]
    return meanings


def _settle_heads(texts: Sequence[str], meanings: tuple[Meaning | None, ...]) -> tuple[Meaning | None, ...]:
    """Where the only names are those of heads of families, their NIK is the NIK: elsewhere it is somebody else's."""
    names = [
        text for text, meaning in zip(texts, meanings, strict=True) if meaning is not None and meaning.key == "name"
    ]
    known = {meaning.key for meaning in meanings if meaning is not None}
    if not names or known & {"nik", "+name_nik"} or not all(map(_OF_HEADS.search, names)):
        return meanings
    return tuple(
        Meaning("nik", 90) if (m is None or m.ignored) and _OF_HEADS.search(text) and _NUMBER_WORD.search(text) else m
        for text, m in zip(texts, meanings, strict=True)
    )


def _blocks(top: Sequence[Sequence[str]], start: int, kind: str, mapping: Mapping[str, str]) -> Iterator[HeadingBlock]:
    texty = [
        any(row) and not _speaks_for_a_group(row) and (not looks_like_data(row) or _names_months(top, place, kind))
        for place, row in enumerate(top)
    ]
    for first in range(start, min(len(top), SEARCHED_ROWS if start == 0 else DEEPEST_HEADING)):
        for last in range(first, min(first + 3, len(top))):
            if not texty[last]:
                break
            yield block_at(top, first, last, kind, mapping)


def find_heading(top: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]) -> HeadingBlock | None:
    """The best heading among the first rows; None where no row reads like one.

    Where no row names a field, the row of texts just above the first row of data is taken: its columns may still be
    understood by their content.
    """
    best = max(_blocks(top, 0, kind, mapping), key=lambda block: block.score, default=None)
    if best is not None and best.score >= 1:
        return best
    return _row_above_data(top, kind, mapping)


def find_deep_heading(top: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]) -> HeadingBlock | None:
    """The best heading below the first rows, under long notes; None where none names as many fields as a list has."""
    best = max(_blocks(top, SEARCHED_ROWS, kind, mapping), key=lambda block: block.score, default=None)
    return best if best is not None and best.score >= SURE_FIELDS else None


def no_heading(top: Sequence[Sequence[str]]) -> HeadingBlock | None:
    """A heading of no words just above the first row of data, for a list that has none; None where no row is data."""
    data = next((index for index, row in enumerate(top) if any(row) and looks_like_data(row)), None)
    if data is None:
        return None
    width = len(top[data])
    return HeadingBlock(data, data - 1, ("",) * width, (None,) * width)


def with_row_below(
    block: HeadingBlock, top: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]
) -> HeadingBlock:
    """The heading with a row of words that part its wide headings (`Tgl`, `Bln`, `Thn` below `Tanggal Lahir`)."""
    below = top[block.last + 1] if 0 < block.last + 1 < len(top) else []
    filled = [position for position, text in enumerate(below) if text]
    if not filled or block.last - block.first > 1 or looks_like_data(below):
        return block
    if any(len(below[position]) > LONGEST_PART or re.search(r"\d", below[position]) for position in filled):
        return block
    owners = _owners(top[block.last])
    counts = Counter(owners[position] for position in filled)
    lone = [position for position in filled if owners[position] < 0 or counts[owners[position]] == 1]
    if len(lone) < len(filled) and all(_stands_alone(top[block.last], below, position, kind) for position in lone):
        return block_at(top, block.first, block.last + 1, kind, mapping)
    return block


def _stands_alone(heading: Sequence[str], below: Sequence[str], position: int, kind: str) -> bool:
    """Whether a word of the lower row is a known heading by itself, with nothing above it."""
    return not heading[position] and _exact(compact(below[position]), kind) is not None


def with_row_above(
    block: HeadingBlock, top: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]
) -> HeadingBlock:
    """The heading with the row above, where its own words come twice and the words above tell them apart."""
    words = [compact(text) for text in block.texts if text]
    if block.first == 0 or block.last - block.first > 1 or len(set(words)) == len(words):
        return block
    above = [text for text in dict.fromkeys(top[block.first - 1]) if text]
    if len(above) < 2 or looks_like_data(top[block.first - 1]):
        return block
    wider = block_at(top, block.first - 1, block.last, kind, mapping)
    before, after = (sum(m is not None and m.key == "nik" for m in b.meanings) for b in (block, wider))
    return wider if 0 < after < before else block


def _owners(heading: Sequence[str]) -> list[int]:
    """For each column the place where the wide heading above it begins; -1 where there is none."""
    owners: list[int] = []
    for position, text in enumerate(heading):
        goes_on = position > 0 and (not text or text == heading[position - 1])
        owners.append(owners[-1] if goes_on else position if text else -1)
    return owners


def _row_above_data(top: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]) -> HeadingBlock | None:
    filled = [index for index, row in enumerate(top) if any(row)]
    data = next((index for index in filled if looks_like_data(top[index])), None)
    above = [index for index in filled if data is not None and index < data]
    if not above or sum(1 for cell in top[above[-1]] if cell) < 2:
        return None
    return block_at(top, above[-1], above[-1], kind, mapping)
