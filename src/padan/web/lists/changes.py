"""What a new file changes against the version before it: who was added, who is gone, who is told otherwise.

Rows are read one after another and told apart by content: those that say the same in both are done with at once, so
that a list of a hundred thousand is compared as surely as one of a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from padan.domain.cell_text import plain_text, unguarded
from padan.domain.dates import read_date
from padan.domain.fields import FIELDS
from padan.domain.nik import read_nik
from padan.domain.sex import read_sex
from padan.web.lists.models import Row, Upload
from padan.web.periods.models import Kind

COMPARED_KINDS = frozenset({Kind.LIST, Kind.PARTICIPANTS})
SHOWN = 50
"""People of each kind of change who are named; all are counted."""
AT_ONCE = 2000
_DAYS = frozenset({"birth_date", "start_date", "end_date", "death_date"})
_NUMBERS = frozenset({"nik", "kk"})
_PERSONAL = frozenset({"nik", "kk", "mother", "phone"})
_ORDER = {known.key: at for at, known in enumerate(FIELDS)}

Values = Mapping[str, str]
T = TypeVar("T")
_day_of = lru_cache(maxsize=50_000)(read_date)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is told otherwise. `personal`: to be masked."""

    label_id: str
    label_en: str
    before: str
    after: str
    personal: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A person who stands in both, with what differs."""

    row: Row
    differences: tuple[Difference, ...]


@dataclass
class People:
    """Rows of one kind of change: how many, and the first of them."""

    count: int = 0
    rows: list[Row] = field(default_factory=list)


@dataclass
class Changes:
    """The comparison of two versions. `compared` is False where only the numbers of rows can be told. `changed` names
    the first who are told otherwise, `changed_count` counts them all."""

    before: Upload
    compared: bool = True
    added: People = field(default_factory=People)
    gone: People = field(default_factory=People)
    changed: list[Changed] = field(default_factory=list)
    changed_count: int = 0

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.added.count or self.gone.count or self.changed_count)

    @property
    def most(self) -> int:
        """The number of people of the largest kind."""
        return max(self.added.count, self.gone.count, self.changed_count)


def changes_between(upload: Upload, before: Upload) -> Changes:
    """People are known again by all that a row says of who it is, else by their NIK, else by name and birth date; each
    row once."""
    found = Changes(before)
    if upload.requirement.kind not in COMPARED_KINDS:
        found.compared = False
        return found
    new, old, fields = _unlike(upload, before)
    pairs = _paired(new, old)
    taken = set(pairs.values())
    found.added = _people(pk for pk, _ in new if pk not in pairs)
    found.gone = _people(pk for pk, _ in old if pk not in taken)
    _compare(found, list(pairs.items()), fields)
    return found


Printed = tuple[int, str]
"""A row and its fingerprint."""


def _unlike(upload: Upload, before: Upload) -> tuple[list[Printed], list[Printed], set[str]]:
    """The rows of both that do not stand in the other word for word, and the fields that both fill."""
    waiting: dict[int, list[Printed]] = defaultdict(list)
    filled_new: set[str] = set()
    filled_old: set[str] = set()
    for pk, fingerprint, values in _rows(before):
        waiting[_said(values)].append((pk, fingerprint))
        filled_old.update(values)
    new: list[Printed] = []
    for pk, fingerprint, values in _rows(upload):
        filled_new.update(values)
        like = waiting.get(_said(values))
        if like:
            like.pop()
        else:
            new.append((pk, fingerprint))
    old = sorted(row for left in waiting.values() for row in left)
    return new, old, filled_new & filled_old


def _rows(upload: Upload) -> Iterator[tuple[int, str, Values]]:
    return upload.rows.order_by("number").values_list("pk", "fingerprint", "values").iterator(AT_ONCE)


def _said(values: Values) -> int:
    """All that a row says, as a number: equal for rows that say the same, in whatever order of columns."""
    return hash(frozenset(values.items()))


def _paired(new: Sequence[Printed], old: Sequence[Printed]) -> dict[int, int]:
    """New row -> the old row of the same person."""
    pairs = _by(new, old)
    taken = set(pairs.values())
    left = [_known(pk for pk, _ in new if pk not in pairs), _known(pk for pk, _ in old if pk not in taken)]
    for which in (0, 1):
        ours, theirs = ([(pk, keys[which]) for pk, keys in side.items()] for side in left)
        found = _by(ours, theirs)
        pairs |= found
        left = [
            {pk: keys for pk, keys in side.items() if pk not in done}
            for side, done in zip(left, (found.keys(), set(found.values())), strict=True)
        ]
    return pairs


def _by(new: Iterable[Printed], old: Iterable[Printed]) -> dict[int, int]:
    """Rows with one key, in their order; an empty key is none."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for pk, key in reversed(list(old)):
        if key:
            waiting[key].append(pk)
    return {pk: waiting[key].pop() for pk, key in new if key and waiting.get(key)}


def _known(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Of each row its NIK, and its name with the birth date; "" where it says too little."""
    found: dict[int, tuple[str, str]] = {}
    for chunk in _chunks(list(keys)):
        for pk, values in Row.objects.filter(pk__in=chunk).order_by("number").values_list("pk", "values"):
            found[pk] = read_nik(values.get("nik")).nik or "", _name_of(values)
    return found


def _name_of(values: Values) -> str:
    name = plain_text(values.get("name")).upper()
    born = _day_of(values.get("birth_date")).value
    return f"{name}|{born}" if name and born else ""


def _people(keys: Iterable[int]) -> People:
    found = list(keys)
    rows = Row.objects.filter(pk__in=found[:SHOWN]).order_by("number")
    return People(len(found), list(rows) if found else [])


def _compare(found: Changes, pairs: list[tuple[int, int]], fields: set[str]) -> None:
    """Count the pairs that are told otherwise, and name the first."""
    ordered = sorted(fields & _ORDER.keys(), key=_ORDER.__getitem__)
    shown: list[tuple[int, Values]] = []
    for chunk in _chunks(pairs):
        said = dict(Row.objects.filter(pk__in=[pk for pair in chunk for pk in pair]).values_list("pk", "values"))
        for pk, other in chunk:
            if any(_otherwise(key, said[pk], said[other]) for key in ordered):
                found.changed_count += 1
                if len(shown) < SHOWN:
                    shown.append((pk, said[other]))
    rows = Row.objects.in_bulk([pk for pk, _ in shown])
    found.changed = [Changed(rows[pk], tuple(_differences(rows[pk].values, old, fields))) for pk, old in shown]


def _otherwise(key: str, new: Values, old: Values) -> bool:
    one, other = new.get(key), old.get(key)
    return one != other and _meant(key, one) != _meant(key, other)


def _differences(new: Values, old: Values, fields: set[str]) -> Iterator[Difference]:
    for known in FIELDS:
        key = known.key
        if key in fields and _otherwise(key, new, old):
            shown = (old.get(key, ""), new.get(key, ""))
            yield Difference(known.label_id, known.label_en, *shown, personal=key in _PERSONAL)


def _meant(key: str, text: str | None) -> str:
    """What a value says, however it is written."""
    plain = unguarded(text).upper()
    if key in _DAYS:
        return str(_day_of(plain).value or plain)
    if key == "sex":
        return read_sex(plain) or plain
    return "".join(c for c in plain if c.isdigit()) or plain if key in _NUMBERS else plain


def _chunks(keys: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
