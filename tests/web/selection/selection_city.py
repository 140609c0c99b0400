"""Candidates of 2026 in two kelurahan, eligible and checked: what tests of selection start from."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cast import Cast

from padan.web.cover.models import Standing
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.protection.models import Candidate, CandidateState, Person
from padan.web.runs.models import Run, RunState
from padan.web.selection.models import Choice, Decree, Selection
from padan.web.selection.planning import Plan
from padan.web.selection.services import NewDecree, decree_make, selection_ask

RENTAN, MISKIN = "pekerja_rentan", "miskin_ekstrem"
DECREED_ON = date(2026, 2, 2)


@dataclass
class SelectionCity:
    """The cast and the candidates by name."""

    cast: Cast
    candidates: dict[str, Candidate] = field(default_factory=dict)

    def propose(
        self, name: str, rank: int | None, *, office: str = "legok", programme: str = RENTAN, facts: Any = None,
        state: str = CandidateState.ELIGIBLE, step: str = "checked", person: Person | None = None, **more: Any,
    ) -> Candidate:  # fmt: skip
        """One candidate as the room of people leaves him."""
        serial = 9001 + len(self.candidates)
        person = person or Person.objects.create(name=name, nik=f"987101010180{serial}")
        self.candidates[name] = Candidate.objects.create(
            person=person, programme=programme, year=2026, office=self.cast.offices[office], origin="musyawarah",
            musyawarah_rank=rank, state=state, step=step,
            facts={key: {"value": value, "source": "uji", "day": ""} for key, value in (facts or {}).items()}, **more,
        )  # fmt: skip
        return self.candidates[name]

    def many(self, count: int, *, office: str = "legok", programme: str = RENTAN, first: int = 1) -> None:
        """So many, ranked from `first` on, named after their rank."""
        for rank in range(first, first + count):
            self.propose(f"{office.upper()} {programme[:1].upper()}{rank}", rank, office=office, programme=programme)

    def covered(self, *names: str) -> None:
        """These are covered now: the family would get Rp 42 m."""
        period, _ = Period.objects.get_or_create(
            key="2025-12",
            defaults={
                "name": "Desember 2025", "first_month": date(2025, 12, 1), "last_month": date(2025, 12, 1),
                "due": date(2026, 1, 10),
            },
        )  # fmt: skip
        office = self.cast.offices["legok"]
        asked, _ = Requirement.objects.get_or_create(
            period=period, office=office, kind=Kind.LIST, segment=RENTAN, defaults={"due": period.due}
        )
        upload = asked.uploads.first() or Upload.objects.create(
            requirement=asked, filename="uji.xlsx", sha256="0" * 64, size=1, state=UploadState.ACCEPTED,
            uploaded_by=self.cast.siti.user,
        )  # fmt: skip
        run = Run.objects.filter(period=period).first() or Run.objects.create(
            period=period, number=1, state=RunState.PUBLISHED
        )
        for name in names:
            candidate = self.candidates[name]
            number = upload.rows.count() + 1
            row = Row.objects.create(upload=upload, number=number, row=number, fingerprint=f"{number:064}")
            Standing.objects.create(
                person=candidate.person, segment=candidate.programme, office=candidate.office, registered=True,
                known_until=date(2025, 12, 1), state="active", benefit_now=42_000_000, benefit_full=42_000_000,
                period=period, run=run, row=row,
            )  # fmt: skip

    def select(self, *, programme: str = RENTAN, **more: Any) -> Selection:
        """A selection of 2026, made at once."""
        return selection_ask(acting=self.cast.bappeda, plan=Plan(2026, programme, **more))

    def decree(self, selection: Selection, number: str = "12/2026") -> Decree:
        """It is set by a decree of 2 February 2026."""
        said = NewDecree(number, DECREED_ON, "Penetapan pekerja rentan")
        return decree_make(acting=self.cast.bappeda, selection=selection, said=said)

    def choice(self, selection: Selection, name: str) -> Choice:
        """Where somebody ended."""
        return Choice.objects.get(selection=selection, candidate=self.candidates[name])


def names(choices: Any) -> list[str]:
    """Whom choices are of, in order."""
    return [choice.candidate.person.name for choice in choices]
