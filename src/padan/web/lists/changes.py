"""What a new file changes against the version before it: who was added, who is gone, who is told otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from padan.domain.cell_text import plain_text, unguarded
from padan.domain.dates import read_date
from padan.domain.fields import FIELDS
from padan.domain.nik import read_nik
from padan.domain.sex import read_sex
from padan.web.lists.models import Row, Upload
from padan.web.periods.models import Kind

MOST_ROWS = 5000
"""Rows on either side up to which people are compared one by one; past it only the numbers are told."""
COMPARED_KINDS = frozenset({Kind.LIST, Kind.PARTICIPANTS})
_DAYS = frozenset({"birth_date", "start_date", "end_date", "death_date"})
_NUMBERS = frozenset({"nik", "kk"})
_PERSONAL = frozenset({"nik", "kk", "mother", "phone"})


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
class Changes:
    """The comparison of two versions. `compared` is False where only the numbers of rows can be told."""

    before: Upload
    compared: bool = True
    added: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.gone or self.changed)


def changes_between(upload: Upload, before: Upload) -> Changes:
    """People are known again by their NIK, else by name and birth date, else by all they say; each row once."""
    found = Changes(before)
    sizes = (upload.size_in_rows, before.size_in_rows)
    if upload.requirement.kind not in COMPARED_KINDS or max(sizes) > MOST_ROWS:
        found.compared = False
        return found
    new, old = list(upload.rows.order_by("number")), list(before.rows.order_by("number"))
    fields = _filled(new) & _filled(old)
    pairs = _paired(new, old)
    left = {row.pk for row in old}
    for row in new:
        other = pairs.get(row.pk)
        if other is None:
            found.added.append(row)
            continue
        left.discard(other.pk)
        if differences := tuple(_differences(row.values, other.values, fields)):
            found.changed.append(Changed(row, differences))
    found.gone = [row for row in old if row.pk in left]
    return found


def _filled(rows: Iterable[Row]) -> set[str]:
    return {name for row in rows for name in row.values}


def _paired(new: Iterable[Row], old: Iterable[Row]) -> dict[int, Row]:
    """New row -> the old row of the same person."""
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for key in (_by_nik, _by_name, _by_print):
        waiting: dict[str, list[Row]] = {}
        for row in old:
            if row.pk not in taken and (found := key(row)):
                waiting.setdefault(found, []).append(row)
        for row in new:
            if row.pk not in pairs and (found := key(row)) and waiting.get(found):
                pairs[row.pk] = waiting[found].pop(0)
                taken.add(pairs[row.pk].pk)
    return pairs


def _by_nik(row: Row) -> str:
    return read_nik(row.values.get("nik")).nik or ""


def _by_name(row: Row) -> str:
    name = plain_text(row.values.get("name")).upper()
    born = read_date(row.values.get("birth_date")).value
    return f"{name}|{born}" if name and born else ""


def _by_print(row: Row) -> str:
    """Rows that say too little to tell a person by are the same where they say the same."""
    return row.fingerprint


def _differences(new: Mapping[str, str], old: Mapping[str, str], fields: set[str]) -> Iterable[Difference]:
    for known in FIELDS:
        key = known.key
        if key in fields and _meant(key, new.get(key)) != _meant(key, old.get(key)):
            shown = (old.get(key, ""), new.get(key, ""))
            yield Difference(known.label_id, known.label_en, *shown, personal=key in _PERSONAL)


def _meant(key: str, text: str | None) -> str:
    """What a value says, however it is written."""
    plain = unguarded(text).upper()
    if key in _DAYS:
        return str(read_date(plain).value or plain)
    if key == "sex":
        return read_sex(plain) or plain
    return "".join(c for c in plain if c.isdigit()) or plain if key in _NUMBERS else plain
