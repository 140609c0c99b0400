"""A quarter with candidates of every kind, for tests of the evaluation: a December that is known by heart."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from review_city import make_city

from padan.web.cover.models import Fact, PersonMonth
from padan.web.cover.services import months_refresh
from padan.web.evaluation.computing import evaluations_compute
from padan.web.evaluation.services import About, Sourced, sheet_accept, sheet_receive
from padan.web.lists.models import Row
from padan.web.periods.models import Kind
from padan.web.protection.models import Candidate, Family, Person, PersonSource, Refresh
from padan.web.runs.models import RunPair, RunRow

TODAY = date(2025, 1, 15)
DECEMBER = date(2024, 12, 1)
PROGRAMME = "pekerja_rentan"
SHARE = 16_800
MONTHS = ("2024-10", "2024-11", "2024-12")
SOURCE = Sourced("BPS, uji", certain=False)
HOUSEHOLDS = "Nama,NIK,No KK,Kelurahan,Jumlah Anggota,Pengeluaran per Kapita,Bobot,Klaster\n"
PAGES = (
    "/evaluasi/", "/evaluasi/sasaran/", "/evaluasi/manfaat/", "/evaluasi/kemiskinan/", "/evaluasi/perlindungan/",
    "/evaluasi/perlindungan/angka-kematian/", "/evaluasi/sebelum-sesudah/", "/evaluasi/mutu-data/",
)  # fmt: skip
"""All that this room shows."""


@dataclass
class EvaluationCity:
    """The city of the review's tests, with persons, candidates and months."""

    cast: Cast
    at: int = 0

    def __post_init__(self) -> None:
        self.city = make_city(self.cast, as_of=date(2024, 12, 31))

    def person(self, name: str, *, decile: int | None = None, **more: Any) -> Person:
        """A person with a family card of his own, ranked where a decile is given."""
        self.at += 1
        kk = f"99710101011{90000 + self.at}"
        if decile is not None:
            Family.objects.create(no_kk=kk, source="dtsen", version=date(2024, 1, 1), decile=decile)
        said = {"birth_date": date(1980, 5, 1), "sex": "L", "no_kk": kk, **more}
        return Person.objects.create(name=name, nik=f"15710101018{90000 + self.at}", **said)

    def proposed(self, person: Person, state: str = "eligible", office: str = "legok", job: str = "Sopir") -> Candidate:
        """A candidate of 2024."""
        return Candidate.objects.create(
            person=person, programme=PROGRAMME, year=2024, office=self.cast.offices[office], origin="musyawarah",
            state=state, said={"job": job}, family=Family.objects.filter(no_kk=person.no_kk).first(),
        )  # fmt: skip

    def row(self, person: Person, office: str, kind: str = Kind.LIST) -> Row:
        """A row of a list that speaks of the person."""
        row = self.city.row(office, kind, name=person.name, nik=person.nik, start_date="2023-01-01")
        PersonSource.objects.create(
            person=person, key="0" * 64, kind=kind, row=row, period=self.city.period, office=self.cast.offices["legok"]
        )
        return row

    def listed(self, person: Person, marks: str = "PPP", *, office: str = "legok", **more: Any) -> RunRow:
        """On an office's list and known to the branch, with three months: P paid, U unpaid."""
        row, other = self.row(person, office), self.row(person, "bpjs", Kind.PARTICIPANTS)
        paid = [mark == "P" for mark in marks]
        said = {
            "segment": PROGRAMME, "residence": self.cast.offices[office].region, "rule": "nik", "probability": 1.0,
            "months": {m: "paid" if p else "unpaid" for m, p in zip(MONTHS, paid, strict=True)},
            "amounts": {m: [SHARE, SHARE * p, False] for m, p in zip(MONTHS, paid, strict=True)},
            **more,
        }  # fmt: skip
        found = self.city.say(row, "matched", office, other, **said)
        self.city.say(other, "matched", office, row, **said)
        return found

    def may_be(self, person: Person, other: Row, chance: float) -> None:
        """A pair that waits for a human: the person's row, and one that the branch pays for."""
        row = self.row(person, "legok")
        self.city.say(row, "review", "legok", segment=PROGRAMME)
        RunPair.objects.create(run=self.city.run, one=row, other=other, probability=chance, decision="review")

    def publish(self) -> None:
        """The run is published, its months go into the record, and everything is computed."""
        self.city.run.summary = {"money": {"total": {}}}
        self.city.publish()
        Refresh.objects.get_or_create(run=self.city.run)
        months_refresh(self.city.run)
        self.compute()

    def compute(self) -> str:
        """What the worker computes."""
        return evaluations_compute(TODAY)


def known_city(cast: Cast) -> EvaluationCity:
    """Legok: two eligible and paid (one by a link of 0.8), one eligible and unpaid who may be a paid stranger (0.4),
    one eligible and uncovered, one not eligible but paid, one dead but paid; Rawasari: one eligible and paid."""
    city = EvaluationCity(cast)
    for name, decile, chance in (("SURE", 1, 1.0), ("LIKELY", 2, 0.8)):
        person = city.person(name, decile=decile)
        city.proposed(person)
        city.listed(person, probability=chance, rule="nik" if chance == 1 else "bukti")
    stranger = city.person("STRANGER", sex="P")
    paid = city.listed(stranger)
    waiting = city.person("WAITING", decile=1)
    city.proposed(waiting)
    city.may_be(waiting, paid.match, 0.4)
    city.proposed(city.person("UNCOVERED", decile=3, sex="P"), job="Pedagang kecil")
    rich = city.person("RICH", decile=9)
    city.proposed(rich, "not_eligible")
    city.listed(rich)
    dead = city.person("DEAD", decile=1, died_on=date(2024, 11, 3))
    city.proposed(dead)
    city.listed(dead)
    far = city.person("FAR", decile=1)
    city.proposed(far, office="rawasari")
    city.listed(far, office="rawasari")
    city.publish()
    return city


def months_paid() -> int:
    """Months of December that are paid."""
    return PersonMonth.objects.filter(month=DECEMBER, fact=Fact.PAID).count()


def households(lines: list[str], name: str = "pengeluaran.csv") -> SimpleUploadedFile:
    """A sheet of households."""
    return SimpleUploadedFile(name, (HOUSEHOLDS + "\n".join(lines) + "\n").encode())


def accepted_sheet(cast: Cast, lines: list[str], *, aid_included: bool = False, sample: bool = True) -> int:
    """A sheet that counts; gives its id."""
    about = About("expenditure", "Survei uji", "Contoh acak", DECEMBER, sample, aid_included)
    sheet = sheet_receive(acting=cast.people["bappeda"], about=about, file=households(lines))
    sheet_accept(acting=cast.people["bappeda"], sheet=sheet)
    return int(sheet.pk)
