"""A person who stands twice: in one list, or on another list of the same office. Told before anything is accepted.

Two rows are the same person where they have one usable NIK, or one name and birth date. Only lists of people are looked
at: that the branch knows somebody by two numbers is its own matter, and told by the run.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.nik import read_nik
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.lists.storing import recount
from padan.web.periods.models import Kind, segment_name

TWICE, ELSEWHERE = "twice_in_list", "on_other_list"
CODES = frozenset({TWICE, ELSEWHERE})
IDENTITY = frozenset({"nik", "name", "birth_date"})
"""Fields by which two rows are found to be one person."""
BATCH = 500
MOST_NAMED = 3
"""Rows that a sentence names; more are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row by where it stands, and what a person is known by in it."""

    pk: int
    upload: int
    sheet: str
    row: int
    keys: tuple[str, ...]


def twins_mark(upload: Upload) -> None:
    """Write on the rows of a list of people who stands twice, and count the problems anew where that changed any."""
    if upload.requirement.kind != Kind.LIST:
        return
    places = list(_places(Row.objects.filter(upload=upload)))
    here, there = _by_key(places), _by_key(_places(_other_rows(upload)))
    told: dict[int, list[str]] = defaultdict(list)
    for place in places:
        if any(len(here[key]) > 1 for key in place.keys):
            told[place.pk].append(TWICE)
        if any(key in there for key in place.keys):
            told[place.pk].append(ELSEWHERE)
    if _write(upload, told):
        recount(upload)


def _write(upload: Upload, told: Mapping[int, list[str]]) -> bool:
    changed = []
    for row in upload.rows.only("upload", "problems").iterator(2000):
        wanted = [*(code for code in row.problems if code not in CODES), *told.get(row.pk, ())]
        if wanted != row.problems:
            row.problems = wanted
            changed.append(row)
    Row.objects.bulk_update(changed, ["problems"], BATCH)
    return bool(changed)


def _other_rows(upload: Upload) -> QuerySet[Row]:
    """The rows of the office's other lists of the period that are in force."""
    asked = upload.requirement
    return Row.objects.filter(
        upload__state=UploadState.ACCEPTED,
        upload__requirement__period=asked.period_id,
        upload__requirement__office=asked.office_id,
        upload__requirement__kind=Kind.LIST,
    ).exclude(upload__requirement=asked.pk)


def _places(rows: QuerySet[Row]) -> Iterator[Place]:
    said = rows.order_by("upload_id", "number").values_list("pk", "upload_id", "sheet", "row", "values")
    for pk, upload, sheet, row, values in said.iterator(5000):
        yield Place(pk, upload, sheet, row, tuple(_keys(values)))


def _keys(values: Mapping[str, str]) -> Iterator[str]:
    if number := read_nik(values.get("nik")).nik:
        yield number
    day, called = read_date(values.get("birth_date")).value, plain_text(values.get("name")).upper()
    if day and called:
        yield f"{called}|{day}"


def _by_key(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for key in place.keys:
            found[key].append(place)
    return found


def twins_told(upload: Upload, rows: Iterable[Row]) -> dict[int, str]:
    """For each of these rows that stands twice, a sentence that says where else."""
    wanted = [row for row in rows if CODES & set(row.problems)]
    if not wanted:
        return {}
    own = list(_places(Row.objects.filter(upload=upload)))
    names = _list_names(upload)
    here, there = _by_key(own), _by_key(_places(_other_rows(upload)))
    keys = {place.pk: place.keys for place in own}
    sheets = len({place.sheet for place in own}) > 1
    found = {}
    for row in wanted:
        same = {p.pk: p for key in keys.get(row.pk, ()) for p in (*here[key], *there.get(key, ())) if p.pk != row.pk}
        if same:
            found[row.pk] = _sentence([_place_words(p, upload, names, sheets) for p in same.values()])
    return found


def _list_names(upload: Upload) -> dict[int, str]:
    asked = upload.requirement
    others = Upload.objects.filter(
        state=UploadState.ACCEPTED, requirement__period=asked.period_id, requirement__office=asked.office_id
    )
    return {pk: segment_name(segment) for pk, segment in others.values_list("pk", "requirement__segment")}


def _place_words(place: Place, upload: Upload, names: Mapping[int, str], sheets: bool) -> str:
    row = f"{place.sheet} {place.row}" if sheets and place.sheet else str(place.row)
    if place.upload == upload.pk:
        return _("baris %(row)s") % {"row": row}
    return _("daftar %(list)s baris %(row)s") % {"list": names.get(place.upload, ""), "row": place.row}


def _sentence(words: list[str]) -> str:
    shown = ", ".join(words[:MOST_NAMED])
    more = len(words) - MOST_NAMED
    text = _("Orang yang sama: %(where)s") % {"where": shown}
    return _("%(text)s, dan %(n)s lagi.") % {"text": text, "n": more} if more > 0 else f"{text}."
