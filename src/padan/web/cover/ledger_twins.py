"""Whom the ledger may know under another record: of somebody like that its silence says nothing.

The same NIK; the same name and birth date; in one place the same name or the same birth date; or a pair of records that
nobody has told apart yet. All of a person's records together are looked at, for whoever is merged stands for all.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date

from padan.web.cover.ledger_members import Of, Stood
from padan.web.protection.models import PairState, Person, PersonPair

_Record = tuple[str, str, date | None]
"""NIK, letters of the name, birth date."""


def may_be_paid(found: Mapping[Of, Stood], paid: Mapping[Of, Collection[int]]) -> set[Of]:
    """Those of `found` who may be somebody for whom payments of the same programme are. `paid`: for whom, and the
    places that paid."""
    asked = {of: one for of, one in found.items() if of not in paid}
    if not asked:
        return set()
    records = {pk: (nik, _letters(name), born) for pk, nik, name, born in _people(asked, paid)}
    keys: dict[str, set[Hashable]] = defaultdict(set)
    for (person, programme), places in paid.items():
        if person in records:
            keys[programme].update(key for place in places for key in _keys(records[person], place))
    pairs = set(PersonPair.objects.filter(state=PairState.OPEN).values_list("one_id", "other_id"))
    linked = _linked(pairs)
    return {
        of
        for of, one in asked.items()
        if any(key in keys[of[1]] for key in _keys(records[of[0]], one.place))
        or any((other, of[1]) in paid for other in linked.get(of[0], ()))
    }


def _people(*groups: Iterable[Of]) -> Iterator[tuple[int, str, str, date | None]]:
    wanted = {person for group in groups for person, _ in group}
    rows = Person.objects.values_list("pk", "nik", "name", "birth_date").iterator(5000)
    yield from (row for row in rows if row[0] in wanted)


def _keys(record: _Record, place: int) -> Iterator[Hashable]:
    nik, name, born = record
    if nik:
        yield nik
    if name:
        yield place, name
    if born:
        yield place, born
        yield name, born


def _letters(name: str) -> str:
    return "".join(sign for sign in name.upper() if sign.isalpha())


def _linked(pairs: Iterable[tuple[int, int]]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
