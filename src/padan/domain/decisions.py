"""What a human decided about two records, and the words and columns in which it is written and read.

A decision is bound to what the two records say (not to a file or a row), so that it survives a new upload and
falls away when a record changes. The writer of the workbook and the reader of its answers share this module.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.nik import read_nik

Key = tuple[str, ...]
SIDES: tuple[str, ...] = ("list", "participants")
IDENTITY: tuple[str, ...] = ("side", "nik", "name", "birth_date", "kpj")
NOTES: tuple[str, ...] = ("decision", "by", "at", "note")
CSV_COLUMNS: tuple[str, ...] = (*(f"a_{key}" for key in IDENTITY), *(f"b_{key}" for key in IDENTITY), *NOTES)
JAKARTA = timezone(timedelta(hours=7), "WIB")


class Answer(Enum):
    """What a human said of two records: the value is the word of decisions.csv."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = ""


ANSWER_WORDS: Mapping[str, Mapping[Answer, str]] = {
    "id": {Answer.SAME: "sama", Answer.DIFFERENT: "bukan", Answer.UNKNOWN: "belum tahu"},
    "en": {Answer.SAME: "same", Answer.DIFFERENT: "different", Answer.UNKNOWN: "cannot tell"},
}
"""The words of the drop-down in the review sheet, by language."""

_ACCEPTED: Mapping[str, Answer] = {
    **{word: answer for words in ANSWER_WORDS.values() for answer, word in words.items()},
    **dict.fromkeys(("orang yang sama", "orang sama", "ya", "yes", "human_same"), Answer.SAME),
    **dict.fromkeys(
        ("beda", "berbeda", "tidak sama", "bukan orang yang sama", "tidak", "no", "not same", "human_different"),
        Answer.DIFFERENT,
    ),
    **dict.fromkeys(("", "-", "?", "tidak tahu", "ragu", "unknown", "undecided", "belum"), Answer.UNKNOWN),
}

SIDE_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {"list": "Daftar Pemda", "participants": "Peserta BPJS"},
    "en": {"list": "City list", "participants": "Participants"},
}

_IDENTITY_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("Sisi", "NIK", "Nama", "Tanggal lahir", "KPJ"),
    "en": ("Side", "NIK", "Name", "Birth date", "KPJ"),
}
_NOTE_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("Jawaban", "Diputuskan oleh", "Tanggal keputusan", "Catatan"),
    "en": ("Answer", "Decided by", "Decided on", "Note"),
}


def _headings(lang: str) -> dict[str, str]:
    sides = {
        f"{mark}_{key}": f"{word} ({mark.upper()})"
        for mark in ("a", "b")
        for key, word in zip(IDENTITY, _IDENTITY_WORDS[lang], strict=True)
    }
    return sides | dict(zip(NOTES, _NOTE_WORDS[lang], strict=True))


REVIEW_HEADINGS: Mapping[str, Mapping[str, str]] = {lang: _headings(lang) for lang in ANSWER_WORDS}
"""Headings of the review sheet for each column of decisions.csv, by language."""


REVIEW_SHEETS: Mapping[str, str] = {"id": "Tinjauan", "en": "Review"}
"""Name of the sheet that is filled in, by language."""

_MARKS: Mapping[str, str] = {
    **dict.fromkeys(("a", "1", "list", "left", "daftar", "pemda"), "a"),
    **dict.fromkeys(("b", "2", "participants", "participant", "right", "peserta", "bpjs"), "b"),
}
_KEYS: Mapping[str, str] = {
    **dict.fromkeys(("side", "sisi", "pihak"), "side"),
    **dict.fromkeys(("nik",), "nik"),
    **dict.fromkeys(("name", "nama"), "name"),
    **dict.fromkeys(("birth_date", "birthdate", "tanggal_lahir", "tgl_lahir"), "birth_date"),
    **dict.fromkeys(("kpj", "no_kpj"), "kpj"),
    **dict.fromkeys(("decision", "keputusan", "jawaban", "answer"), "decision"),
    **dict.fromkeys(("by", "oleh", "diputuskan_oleh", "decided_by"), "by"),
    **dict.fromkeys(("at", "tanggal", "tanggal_keputusan", "decided_on", "decided_at", "date"), "at"),
    **dict.fromkeys(("note", "catatan", "keterangan"), "note"),
}


def columns_of(headings: Iterable[str | None]) -> dict[str, int]:
    """Which column of `CSV_COLUMNS` stands where: `a_nik`, `list_nik`, `nik_1`, "NIK (A)" all mean the same.

    A bare `nik` means the first record the first time and the second record the second time.
    """
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        mark, key = _parted(re.sub(r"[^a-z0-9]+", "_", plain_text(heading).casefold()).strip("_"))
        if key in IDENTITY and not mark:
            mark = "b" if f"a_{key}" in found else "a"
        column = f"{mark}_{key}" if key in IDENTITY else key
        if column and column not in found:
            found[column] = position
    return found


def _parted(slug: str) -> tuple[str, str]:
    """The record a heading is about ("" where it does not say) and its key ("" where it is none of ours)."""
    if slug in _KEYS:
        return "", _KEYS[slug]
    first, _, rest = slug.partition("_")
    if first in _MARKS and rest in _KEYS:
        return _MARKS[first], _KEYS[rest]
    rest, _, last = slug.rpartition("_")
    return (_MARKS[last], _KEYS[rest]) if last in _MARKS and rest in _KEYS else ("", "")


@dataclass(frozen=True, slots=True)
class RecordKey:
    """What one record says of who it is: its side and the texts as they stand in the file ("" where blank)."""

    side: str
    nik: str
    name: str
    birth_date: str
    kpj: str

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise ValueError(f"side: {self.side!r}")

    def key(self) -> Key:
        """What is compared: side, NIK, name, birth date (ISO), KPJ, without regard to how each is written.

        A record whose date is written another way is the same record; one whose NIK lost a digit is another.
        """
        born = read_date(self.birth_date).value
        return (
            self.side,
            read_nik(self.nik).nik or plain_text(self.nik).casefold(),
            plain_text(self.name).casefold(),
            born.isoformat() if born else plain_text(self.birth_date).casefold(),
            plain_text(self.kpj).casefold(),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer for two records, who gave it and when; `source` is the file and row it was read from."""

    a: RecordKey
    b: RecordKey
    answer: Answer
    by: str = ""
    at: str = ""
    note: str = ""
    source: str = ""

    @property
    def same(self) -> bool:
        """True where the two records are one person."""
        return self.answer is Answer.SAME

    def pair(self) -> tuple[Key, Key]:
        """The two records in a fixed order, so that (A, B) and (B, A) are one pair."""
        first, second = sorted((self.a.key(), self.b.key()))
        return first, second


def read_answer(text: str | None) -> Answer | None:
    """The answer a word gives; blank is UNKNOWN, and None means the word is not known."""
    return _ACCEPTED.get(plain_text(text).casefold().rstrip("."))


def read_side(text: str | None) -> str | None:
    """The side a word names: its key, or a heading of either language."""
    plain = plain_text(text).casefold()
    for words in SIDE_WORDS.values():
        for side, word in words.items():
            if plain in (side, word.casefold()):
                return side
    return {"daftar": "list", "pemda": "list", "peserta": "participants", "bpjs": "participants"}.get(plain)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Decisions that cannot all be true."""

    decisions: tuple[Decision, ...]


def settle(decisions: Iterable[Decision]) -> tuple[list[Decision], list[Contradiction]]:
    """One decision a pair, in the order first seen, and the contradictions that no later date decides.

    Where a pair is answered more than once the later `at` prevails. `A same B, B same C, A different C` is a
    contradiction as well. An UNKNOWN gives way to any answer.
    """
    by_pair: dict[tuple[Key, Key], list[Decision]] = {}
    for decision in decisions:
        by_pair.setdefault(decision.pair(), []).append(decision)
    settled: list[Decision] = []
    clashes: list[Contradiction] = []
    for given in by_pair.values():
        answered = [d for d in given if d.answer is not Answer.UNKNOWN] or given
        winner = _standing(answered)
        if winner is None:
            clashes.append(Contradiction(tuple(answered)))
        else:
            settled.append(winner)
    return settled, clashes or _circles(settled)


def _standing(given: list[Decision]) -> Decision | None:
    """The decision that stands: its date is later than that of every one that differs; the last read of several."""
    for candidate in reversed(given):
        if all(d.answer is candidate.answer or _is_later(candidate.at, d.at) for d in given):
            return candidate
    return None


def _is_later(one: str, other: str) -> bool:
    """True where `one` is surely later; on one day a time must be given on both sides."""
    a, b = _moment(one), _moment(other)
    if a is None or b is None:
        return False
    if a[1] is None or b[1] is None:
        return a[0] > b[0]
    return (a[0], a[1]) > (b[0], b[1])


_CLOCK = re.compile(r"(?<=[\sT,])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$")


def _moment(text: str) -> tuple[date, time | None] | None:
    """Date and, where given, time (Asia/Jakarta) of an `at`: ISO 8601, or as people write it; None if unreadable."""
    plain = plain_text(text).removesuffix("WIB").rstrip()
    try:
        if len(plain) > 10:
            moment = datetime.fromisoformat(plain)
            moment = moment.astimezone(JAKARTA).replace(tzinfo=None) if moment.tzinfo else moment
            return moment.date(), moment.time()
    except ValueError:
        pass
    clock = _CLOCK.search(plain)
    day = read_date(plain[: clock.start()].rstrip(" ,T") if clock else plain).value
    return (day, _time(clock)) if day else None


def _time(clock: re.Match[str] | None) -> time | None:
    if clock is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _circles(settled: list[Decision]) -> list[Contradiction]:
    """Each `different` whose two records a chain of `same` joins, with that chain."""
    joined: dict[Key, list[Decision]] = {}
    for decision in settled:
        if decision.same:
            for end in decision.pair():
                joined.setdefault(end, []).append(decision)
    found = []
    for decision in settled:
        if decision.answer is Answer.DIFFERENT:
            start, goal = decision.pair()
            chain = _chain(joined, start, goal) if start != goal else ()
            if chain:
                found.append(Contradiction((*chain, decision)))
    return found


def _chain(joined: Mapping[Key, list[Decision]], start: Key, goal: Key) -> tuple[Decision, ...]:
    """The shortest chain of `same` from one record to another; empty where there is none."""
    came: dict[Key, tuple[Decision, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            return came[here]
        for decision in joined.get(here, ()):
            first, second = decision.pair()
            there = second if first == here else first
            if there not in came:
                came[there] = (*came[here], decision)
                queue.append(there)
    return ()
