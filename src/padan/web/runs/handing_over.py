"""Step one of a run: the accepted rows of each file, written where the engine reads them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from padan import handover
from padan.domain.segments import read_segment
from padan.web.accounts.models import Office
from padan.web.lists.models import Row, Upload
from padan.web.lists.npp_register import npp_rows
from padan.web.periods.models import Kind, Period
from padan.web.roles import OfficeKind
from padan.web.runs.asking import accepted
from padan.web.runs.standing_verdicts import decisions_of

SIDES: dict[str, str] = {Kind.LIST: "list", Kind.PARTICIPANTS: "participants"}
"""Kinds whose rows are people, and the engine's word for their side."""

_KINDS: dict[str, handover.Kind] = {
    Kind.LIST: "list",
    Kind.PARTICIPANTS: "participants",
    Kind.PAYMENTS: "payments",
    Kind.POSTS: "posts",
    Kind.GROUPS: "groups",
}


@dataclass(frozen=True, slots=True)
class Handed:
    """One accepted file as handed to the engine: `rows` are the ids of its rows, record 1 first."""

    upload: Upload
    path: Path
    rows: Sequence[int]

    @property
    def kind(self) -> str:
        """Which kind of file it is."""
        return self.upload.requirement.kind

    @property
    def office(self) -> Office:
        """The office that handed it in."""
        return self.upload.requirement.office


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that one run reads. `register`: entries of the register of NPP that were made on the page, before those of
    its files."""

    files: Sequence[Handed]
    decisions: Path
    days: tuple[date, ...]
    register: tuple[Path, ...] = ()
    by_name: Mapping[tuple[str, str], Handed] = field(default_factory=dict)

    def paths(self, kind: Kind) -> tuple[Path, ...]:
        """The files of one kind."""
        return tuple(handed.path for handed in self.files if handed.kind == kind)

    def handed(self, side: str, file: str) -> Handed:
        """The file that the engine calls so on that side."""
        return self.by_name[side, Path(file).name]


def inputs_write(period: Period, folder: Path, tell: Callable[[int, int], None]) -> Inputs:
    """Write every accepted file of the period into `folder`, and the verdicts beside them."""
    uploads = list(accepted(period))
    files = []
    for done, upload in enumerate(uploads):
        tell(done, len(uploads))
        files.append(_hand_over(upload, folder))
    decisions = folder / "decisions.csv"
    handover.write_decisions(decisions_of(period), decisions)
    by_name = {(SIDES[handed.kind], handed.path.name): handed for handed in files if handed.kind in SIDES}
    return Inputs(files, decisions, _days(period, uploads), _register(folder), by_name)


def _register(folder: Path) -> tuple[Path, ...]:
    rows = npp_rows()
    if not rows:
        return ()
    path = folder / "daftar-npp.parquet"
    handover.write(rows, path, kind="groups")
    return (path,)


def _hand_over(upload: Upload, folder: Path) -> Handed:
    office, segment = upload.requirement.office, upload.requirement.segment
    region = office.region
    name = handover.file_name(
        upload.requirement_id,
        segment=segment,
        kelurahan=region.name if office.kind == OfficeKind.KELURAHAN else "",
        kecamatan=_kecamatan(office),
    )
    ids: list[int] = []
    path = folder / upload.requirement.kind / name
    path.parent.mkdir(exist_ok=True)
    handover.write(_values(upload, ids), path, kind=_KINDS[upload.requirement.kind])
    return Handed(upload, path, ids)


def _kecamatan(office: Office) -> str:
    if office.kind == OfficeKind.KECAMATAN:
        return office.region.name
    return office.region.parent.name if office.kind == OfficeKind.KELURAHAN and office.region.parent else ""


def _values(upload: Upload, ids: list[int]) -> Iterator[handover.Values]:
    """What each row says, in order; what its sheet says of all its rows stands in for a segment that it lacks."""
    told = {s.get("sheet", ""): read_segment((s.get("hints") or {}).get("segment")) for s in upload.understanding}
    rows = Row.objects.filter(upload=upload).order_by("number")
    for pk, sheet, values in rows.values_list("pk", "sheet", "values"):
        ids.append(pk)
        segment = told.get(sheet)
        yield values if values.get("segment") or not segment else {**values, "segment": segment}


def _days(period: Period, uploads: Sequence[Upload]) -> tuple[date, ...]:
    """The as-of day of each side: the newest that its files were said to stand for, else the period's."""
    found = {
        kind: max((u.as_of for u in uploads if u.requirement.kind == kind and u.as_of), default=period.as_of)
        for kind in SIDES
    }
    known = tuple(day for day in found.values() if day)
    return known if len(known) == len(found) else known[:1]
