"""A city for tests of people: periods with lists and participants, their runs made directly, and published."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cast import Cast

from padan.web.accounts.models import Office
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.protection.models import Candidate, FactKind, Family, Person, PersonFact
from padan.web.protection.services import candidates_judge
from padan.web.protection.tying import persons_refresh
from padan.web.runs.models import CurrentRun, Run, RunRow, RunState

BUDI = {"nik": "9971011205809001", "name": "BUDI SANTOSO", "birth_date": "12-05-1980", "sex": "L", "mother": "AMINAH"}
RINA = {"nik": "9971014506859002", "name": "RINA WATI", "birth_date": "05-06-1985", "sex": "P", "mother": "ROHANA"}
JOKO = {"nik": "9971010303709003", "name": "JOKO SUSILO", "birth_date": "03-03-1970", "sex": "L", "mother": "SITI"}
WHOLE = {
    "address": "Jl. Mawar 1", "phone": "081200000000", "job": "Tukang parkir", "work_place": "Pasar Angso Duo",
    "work_hours": "6", "income": "1500000", "kk": "9971010101129001",
}  # fmt: skip
TODAY = date(2025, 2, 3)


@dataclass
class Quarter:
    """One period and its newest run."""

    cast: Cast
    period: Period
    run: Run

    def row(self, office: str, kind: str = Kind.LIST, segment: str = "pekerja_rentan", **values: str) -> Row:
        """A row of an accepted file of an office."""
        upload = self._upload(self.cast.offices[office], kind, segment if kind == Kind.LIST else "")
        number = upload.rows.count() + 1
        return Row.objects.create(
            upload=upload, number=number, sheet="Lembar1", row=number + 3, values=values, found=values,
            fingerprint=fingerprint(kind, values),
        )  # fmt: skip

    def _upload(self, office: Office, kind: str, segment: str) -> Upload:
        asked, _ = Requirement.objects.get_or_create(
            period=self.period, office=office, kind=kind, segment=segment, defaults={"due": self.period.due}
        )
        return asked.uploads.filter(state=UploadState.ACCEPTED).first() or Upload.objects.create(
            requirement=asked, filename=f"{kind}-{office.pk}.xlsx", sha256="0" * 64, size=1,
            state=UploadState.ACCEPTED, uploaded_by=self.cast.people["siti"].user,
        )  # fmt: skip

    def say(self, row: Row, bucket: str, office: str = "legok", match: Row | None = None, **said: Any) -> RunRow:
        """What the run found of a row."""
        owner = self.cast.offices[office]
        segment = said.pop("segment", row.upload.requirement.segment)
        return RunRow.objects.create(
            run=self.run, side=row.kind, row=row, bucket=bucket, match=match, submitter=owner, office=owner,
            segment=segment, residence=owner.region if owner.kind == "kelurahan" else None, **said,
        )  # fmt: skip

    def listed(self, office: str = "legok", segment: str = "pekerja_rentan", **values: str) -> Row:
        """Somebody on a list of whom the insurer knows nothing."""
        row = self.row(office, segment=segment, **values)
        self.say(row, "not_registered", office)
        return row

    def pair(self, left: dict[str, str], right: dict[str, str], bucket: str = "matched") -> tuple[Row, Row]:
        """A row of Legok's list and the participant it was matched with."""
        one, other = self.row("legok", **left), self.row("bpjs", Kind.PARTICIPANTS, **right)
        self.say(one, bucket, "legok", other)
        self.say(other, bucket, "legok", one, segment="pekerja_rentan")
        return one, other

    def publish(self) -> dict[str, int]:
        """The run becomes the current one, and its rows are tied to persons."""
        self.run.state = RunState.PUBLISHED
        self.run.save()
        CurrentRun.objects.update_or_create(period=self.period, defaults={"run": self.run})
        counts = persons_refresh(run=self.run)
        assert counts is not None
        return counts

    def next_run(self, **changed: Any) -> None:
        """Another run that finds the same of every row, save what the test then says."""
        before, self.run = self.run, Run.objects.create(period=self.period, number=self.run.number + 1)
        for said in RunRow.objects.filter(run=before):
            said.pk, said.run = None, self.run
            said.save()

    def found(self, row: Row) -> RunRow:
        """What the newest run says of a row."""
        return RunRow.objects.get(run=self.run, row=row)


def quarter(cast: Cast, year: int = 2025, number: int = 1) -> Quarter:
    """A period whose first run is under way."""
    first = date(year, 3 * number - 2, 1)
    period = Period.objects.create(
        key=f"{year}-Q{number}", name=f"Triwulan {number} Tahun {year}", first_month=first,
        last_month=first.replace(month=first.month + 2), due=date(year, 3 * number, 20),
    )  # fmt: skip
    return Quarter(cast, period, Run.objects.create(period=period, number=1))


def person(name: str) -> Person:
    """The one person of that name who stands."""
    return Person.objects.get(name=name, merged_into=None)


def cleared(candidate: Candidate, decile: int = 2) -> Candidate:
    """The same candidate once everybody has answered well of him, and his family is ranked."""
    human = candidate.person
    for kind, value, source in (
        (FactKind.EMPLOYER, "free", "branch"),
        (FactKind.IDENTITY, "yes", "dukcapil"),
        (FactKind.ALIVE, "yes", "dukcapil"),
        (FactKind.RESIDENT, "yes", "dukcapil"),
    ):
        PersonFact.objects.create(
            person=human, kind=kind, value=value, source=source, day=TODAY, about=human.nik, by_name="Uji"
        )
    Family.objects.update_or_create(
        no_kk=human.no_kk, source="dtsen", version=date(2025, 1, 1), defaults={"decile": decile}
    )
    candidates_judge(persons=[human.pk], today=TODAY)
    return Candidate.objects.select_related("person", "office").get(pk=candidate.pk)
