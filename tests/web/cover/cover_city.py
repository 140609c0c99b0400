"""A quarter whose run is published and whose rows are tied to persons: what tests of cover start from."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cast import Cast
from review_city import City, make_city

from padan.web.cover.models import Refreshed, Standing
from padan.web.cover.services import months_refresh
from padan.web.lists.models import Row
from padan.web.periods.models import Kind
from padan.web.protection.models import Person, PersonSource, Refresh
from padan.web.runs.models import RunRow

MONTHS = ("2024-10", "2024-11", "2024-12")
SHARE = 16_800
MARKS = {"P": ("paid", SHARE, False), "U": ("unpaid", 0, False), "?": ("unpaid", 0, True)}


def figures(marks: str) -> dict[str, Any]:
    """A row's months and amounts from marks: P paid, U unpaid, ? unclear, - none."""
    told = [(month, *MARKS[mark]) for month, mark in zip(MONTHS, marks, strict=True) if mark in MARKS]
    return {
        "months": {month: status for month, status, _, _ in told},
        "amounts": {month: [SHARE, paid, unclear] for month, _, paid, unclear in told},
    }


@dataclass
class CoverCity:
    """The city of the review's tests, with persons."""

    city: City
    persons: dict[str, Person] = field(default_factory=dict)
    at: int = 0

    @property
    def cast(self) -> Cast:
        """The named cast."""
        return self.city.cast

    def person(self, name: str, **more: Any) -> Person:
        """A person of that name, the same for the same name."""
        if name not in self.persons:
            self.persons[name] = Person.objects.create(name=name, nik=f"15710101018{90000 + len(self.persons)}", **more)
        return self.persons[name]

    def tie(self, row: Row, person: Person, office: str) -> None:
        """The row is one of the person's."""
        PersonSource.objects.create(
            person=person, key="0" * 64, kind=row.kind, row=row, period=self.city.period,
            office=self.cast.offices[office],
        )  # fmt: skip

    def listed(
        self, name: str, marks: str, *, office: str = "legok", segment: str = "pekerja_rentan", values: Any = None,
        branch: Any = None, **more: Any,
    ) -> RunRow:  # fmt: skip
        """Somebody on an office's list whom the branch knows, with three months."""
        person = self.person(name)
        self.at += 1
        told = {"name": name, "nik": person.nik, "start_date": "2023-01-01", **(values or {})}
        row = self.city.row(office, **told)
        other = self.city.row("bpjs", Kind.PARTICIPANTS, **{**told, "kpj": f"24{self.at:09}", **(branch or {})})
        for one in (row, other):
            self.tie(one, person, office)
        region = self.cast.offices[office].region
        residence = region if region.level == "kelurahan" else None
        said = {"segment": segment, "residence": residence, **figures(marks), **more}
        found = self.city.say(row, "matched", office, other, **said)
        self.city.say(other, "matched", office, row, **said)
        return found

    def alone(self, name: str, side: str, marks: str = "---", office: str = "legok", values: Any = None) -> RunRow:
        """Somebody on one side alone."""
        person = self.person(name)
        told = {"name": name, "nik": person.nik, "start_date": "2023-01-01", **(values or {})}
        row = self.city.row(office, side, **told)
        self.tie(row, person, office)
        bucket = "not_registered" if side == Kind.LIST else "not_listed"
        return self.city.say(row, bucket, office, segment="pekerja_rentan", **figures(marks))

    def publish(self) -> dict[str, int]:
        """The run is published, its rows are tied, and its months go into the record; anew where rows were added."""
        self.city.run.summary = {"money": {"total": {}}}
        self.city.publish()
        Refresh.objects.get_or_create(run=self.city.run)
        Refreshed.objects.filter(run=self.city.run).delete()
        return months_refresh(self.city.run)

    def standing(self, name: str) -> Standing:
        """Where the one protection of that name stands."""
        return Standing.objects.get(person__name=name)


def make_cover_city(cast: Cast) -> CoverCity:
    """2024-Q4, nobody in it yet."""
    return CoverCity(make_city(cast, as_of=date(2024, 12, 31)))
