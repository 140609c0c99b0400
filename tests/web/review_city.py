"""A period with lists, participants and a published run, made directly: what tests of cases start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cast import Cast

from padan.web.accounts.models import Office
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.review.models import Case
from padan.web.review.selectors import open_counts
from padan.web.review.services import cases_refresh
from padan.web.runs.models import CurrentRun, Run, RunPair, RunRow, RunState

NIK = "1571010101809001"
BASE = {"nik": NIK, "name": "ZULKARNAIN EFFENDI", "birth_date": "01-01-1980", "sex": "L", "kelurahan": "Legok"}


@dataclass
class City:
    """One period; `say` tells what the run found of a row, `publish` makes cases of it."""

    cast: Cast
    period: Period
    run: Run
    uploads: dict[tuple[int, str], Upload] = field(default_factory=dict)

    def row(self, office: str, kind: str = Kind.LIST, **values: str) -> Row:
        """A row of an accepted file of an office; participants are always the branch's."""
        upload = self._upload(self.cast.offices["bpjs" if kind == Kind.PARTICIPANTS else office], kind)
        said = {**BASE, **values}
        number = upload.rows.count() + 1
        return Row.objects.create(
            upload=upload,
            number=number,
            sheet="Lembar1",
            row=number + 3,
            values=said,
            found=said,
            fingerprint=fingerprint(kind, said),
        )

    def _upload(self, office: Office, kind: str) -> Upload:
        known = self.uploads.get((office.pk, kind))
        if known is None:
            segment = "pekerja_rentan" if kind == Kind.LIST else ""
            asked, _ = Requirement.objects.get_or_create(
                period=self.period, office=office, kind=kind, segment=segment, defaults={"due": date(2025, 1, 20)}
            )
            asked.uploads.filter(state=UploadState.ACCEPTED).update(state=UploadState.REPLACED)
            known = self.uploads[office.pk, kind] = Upload.objects.create(
                requirement=asked,
                filename=f"{kind}-{office.pk}.xlsx",
                sha256="0" * 64,
                size=1,
                state=UploadState.ACCEPTED,
                uploaded_by=self.cast.people["siti"].user,
            )
        return known

    def upload_again(self) -> None:
        """Further rows stand in new files."""
        self.uploads.clear()

    def say(self, row: Row, bucket: str, office: str = "legok", match: Row | None = None, **said: Any) -> RunRow:
        """What the run found of a row."""
        fields = {"asks": True, "harm": 42_000_000, **said}
        owner = self.cast.offices[office]
        return RunRow.objects.create(
            run=self.run, side=row.kind, row=row, bucket=bucket, match=match, submitter=owner, office=owner, **fields
        )

    def pair(
        self, one: Row, other: Row, within: str = "", decision: str = "review", probability: float = 0.7
    ) -> RunPair:
        """Two rows that the run weighed."""
        reasons = [{"field": "name", "outcome": "near", "weight": 1.0, "text": "nama hampir sama"}]
        return RunPair.objects.create(
            run=self.run,
            one=one,
            other=other,
            within=within,
            probability=probability,
            decision=decision,
            reasons=reasons,
        )

    def publish(self) -> None:
        """The run becomes the current one, and its cases are made."""
        self.run.state = RunState.PUBLISHED
        self.run.save()
        CurrentRun.objects.update_or_create(period=self.period, defaults={"run": self.run})
        cases_refresh(run=self.run)

    def next_run(self) -> None:
        """Another run begins."""
        self.run = Run.objects.create(period=self.period, number=self.run.number + 1)

    def case(self, kind: str) -> Case:
        """The one case of a kind."""
        return Case.objects.get(period=self.period, kind=kind)


def open_count(period: Period, office: Office) -> int:
    """Cases of an office that a signature waits for."""
    return open_counts(period, [office.pk]).get(office.pk, 0)


def make_city(cast: Cast, **period: Any) -> City:
    """A quarter of 2024 whose first run is under way."""
    told: Mapping[str, Any] = {"key": "2024-Q4", "name": "Triwulan 4 Tahun 2024", **period}
    opened = Period.objects.create(
        first_month=date(2024, 10, 1), last_month=date(2024, 12, 1), due=date(2025, 1, 20), **told
    )
    return City(cast, opened, Run.objects.create(period=opened, number=1))


def doubtful_pair(city: City, participant_office: str = "legok") -> tuple[Row, Row]:
    """A list row of Legok and a participant of whom it is not sure that they are one person."""
    left = city.row("legok")
    right = city.row("legok", Kind.PARTICIPANTS, name="ZULKARNAEN EFENDI", nik="1571010101809011", kpj="24001")
    city.say(left, "review")
    city.say(right, "review", participant_office)
    city.pair(left, right)
    return left, right
