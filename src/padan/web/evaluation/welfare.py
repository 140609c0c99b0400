"""Sheets of what households live on: read in the reading process of lists, shown, then accepted or withdrawn.

A sheet is a list with further columns: name (or a code of the household), NIK or birth date (may be blank), No. KK,
kelurahan, members, expenditure, weight, stratum, cluster. Of the people nothing is kept but the family card's number.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from padan.domain.nik import read_kk
from padan.domain.numbers import read_amount
from padan.files.candidate_layouts import read_whole
from padan.files.layouts import compact
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.evaluation.models import WelfareRow, WelfareSheet, WelfareState
from padan.web.evaluation.refusals import NO_HOUSEHOLDS, NOT_WAITING
from padan.web.lists.reading import FileRefusedError, StoppedError
from padan.web.protection.intaking import file_keep, rows_read
from padan.web.refusals import both
from padan.web.regions.models import Region
from padan.web.regions.selectors import RegionIndex, region_index

HEADINGS: dict[str, tuple[str, ...]] = {
    "amount": (
        "Pengeluaran per Kapita", "Pengeluaran Per Kapita Sebulan", "Pengeluaran per Orang", "Konsumsi per Kapita",
        "Pendapatan per Kapita", "Proksi Pengeluaran", "Skor Pengeluaran", "Expenditure per capita",
    ),
    "whole_amount": (
        "Pengeluaran Rumah Tangga", "Pengeluaran Keluarga", "Total Pengeluaran", "Pengeluaran Sebulan", "Pengeluaran",
        "Household expenditure",
    ),
    "members": (
        "Jumlah Anggota", "Jumlah Anggota Keluarga", "Jumlah Anggota Rumah Tangga", "Anggota", "ART", "Jml Anggota",
        "Household size",
    ),
    "weight": ("Bobot", "Penimbang", "Weight", "Faktor Pengali"),
    "stratum": ("Strata", "Stratum", "Lapisan"),
    "cluster": ("Klaster", "Cluster", "Blok Sensus", "NKS", "SLS"),
}  # fmt: skip
TEMPLATE = (
    "Nama", "NIK", "No KK", "Kelurahan", "Jumlah Anggota", "Pengeluaran per Kapita", "Bobot", "Strata", "Klaster",
)  # fmt: skip
"""Headings of the blank sheet that is handed out."""
_KNOWN = {compact(word): (field, at) for field, words in HEADINGS.items() for at, word in enumerate(words)}
MOST_MEMBERS = 30
LARGEST = 10**9
BATCH = 1000


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a sheet as a whole. `month`: first day of the month that it speaks of."""

    kind: str
    source: str
    method: str
    month: date
    sample: bool
    aid_included: bool


def sheet_receive(*, acting: Appointment, about: About, file: "File[Any] | None", password: str = "") -> WelfareSheet:
    """Keep a sheet and have it read: `checked` with its rows, or `refused` with a sentence."""
    kept = file_keep(file)
    sheet = WelfareSheet(
        kind=about.kind, source=about.source.strip(), method=about.method.strip(), month=about.month,
        sample=about.sample, aid_included=about.aid_included, filename=kept.filename, sha256=kept.sha256,
        uploaded_by=acting.user, state=WelfareState.CHECKED,
    )  # fmt: skip
    try:
        with rows_read(kept, password=password) as rows:
            return _store(acting, sheet, rows)
    except (FileRefusedError, StoppedError) as error:
        sheet.pk = None
        sheet._state.adding = True
        return _refuse(acting, sheet, both(error))


@transaction.atomic
def _store(acting: Appointment, sheet: WelfareSheet, rows: Iterator[Mapping[str, Any]]) -> WelfareSheet:
    sheet.save()
    places, troubles = _Places(), Counter[str]()
    numbered = enumerate(rows, 1)
    while part := list(islice(numbered, BATCH)):
        made = [_row(sheet, number, line, places) for number, line in part]
        troubles.update(row.trouble for row in made)
        WelfareRow.objects.bulk_create(made)
    good = troubles.pop("", 0)
    sheet.counts = {"rows": good + troubles.total(), "good": good, "troubles": dict(troubles)}
    sheet.save(update_fields=["counts"])
    event_append(action="evaluation.sheet", acting=acting, about=sheet, detail=_detail(sheet))
    return sheet


@transaction.atomic
def _refuse(acting: Appointment, sheet: WelfareSheet, sentence: str) -> WelfareSheet:
    sheet.state, sheet.refusal = WelfareState.REFUSED, sentence
    sheet.save()
    event_append(action="evaluation.sheet_refuse", acting=acting, about=sheet, detail=_detail(sheet))
    return sheet


def _detail(sheet: WelfareSheet) -> dict[str, Any]:
    return {"source": sheet.source, "sha256": sheet.sha256, "rows": sheet.counts.get("rows", 0)}


class _Places:
    """Kelurahan by what a sheet calls them."""

    def __init__(self) -> None:
        self._index: RegionIndex = region_index()
        self._found: dict[str, Region | None] = {}

    def find(self, text: str) -> Region | None:
        """The one that is surely meant."""
        if text not in self._found:
            sure = [one.region for one in self._index.find(text) if one.how in ("name", "former_name")] if text else []
            self._found[text] = sure[0] if len(sure) == 1 else None
        return self._found[text]


def _row(sheet: WelfareSheet, number: int, line: Mapping[str, Any], places: _Places) -> WelfareRow:
    said, values = _said(line["found"]), line["values"]
    members = read_whole(said.get("members"), lowest=1, highest=MOST_MEMBERS)
    weight = _number(said["weight"]) if "weight" in said else 1.0
    amount = _amount(said, members)
    place = places.find(str(values.get("kelurahan") or ""))
    kk = read_kk(values.get("kk")) or ""
    return WelfareRow(
        sheet=sheet, number=number, row=line["row"], no_kk=kk if len(kk) == 16 else "", kelurahan=place,
        members=members or 1, amount=amount, weight=weight or 0.0, stratum=said.get("stratum", "")[:60],
        cluster=said.get("cluster", "")[:60], trouble=_trouble(said, amount, members, weight),
    )  # fmt: skip


def _said(found: Mapping[str, str]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for heading, text in found.items():
        field, rank = _KNOWN.get(compact(heading), ("", 0))
        if field and text.strip() and rank < best.get(field, (99, ""))[0]:
            best[field] = (rank, text.strip())
    return {field: text for field, (_, text) in best.items()}


def _amount(said: Mapping[str, str], members: int | None) -> int | None:
    """Rupiah a person and month; a household's whole amount is shared by its members."""
    a_head = read_amount(said.get("amount"))
    if a_head is None and members:
        whole = read_amount(said.get("whole_amount"))
        a_head = None if whole is None else round(whole / members)
    return a_head if a_head is not None and 0 <= a_head <= LARGEST else None


def _number(text: str) -> float | None:
    """A weight: 812,5 or 812.5."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if 0 < found < LARGEST else None


def _trouble(said: Mapping[str, str], amount: int | None, members: int | None, weight: float | None) -> str:
    if "members" not in said or members is None:
        return "no_members"
    if amount is None:
        return "no_amount"
    return "no_weight" if weight is None else ""


@transaction.atomic
def sheet_accept(*, acting: Appointment, sheet: WelfareSheet) -> WelfareSheet:
    """Its households count from now on. Raises ConflictError where it no longer waits."""
    held = WelfareSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.state != WelfareState.CHECKED:
        raise NOT_WAITING
    if not held.counts.get("good"):
        raise NO_HOUSEHOLDS
    held.state, held.accepted_at = WelfareState.ACCEPTED, timezone.now()
    held.save(update_fields=["state", "accepted_at"])
    event_append(action="evaluation.sheet_accept", acting=acting, about=held, detail=_detail(held))
    return held


@transaction.atomic
def sheet_withdraw(*, acting: Appointment, sheet: WelfareSheet) -> WelfareSheet:
    """It counts no more, and its figures are shown no more. Raises ConflictError where it was withdrawn already."""
    held = WelfareSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.state == WelfareState.WITHDRAWN:
        raise NOT_WAITING
    held.state = WelfareState.WITHDRAWN
    held.save(update_fields=["state"])
    event_append(action="evaluation.sheet_withdraw", acting=acting, about=held, detail=_detail(held))
    return held
