"""Objects for the walk of rights: a person and his proposal of Legok, the like of Rawasari, and what goes out."""

from datetime import date

from cast import Cast
from protection_city import BUDI, JOKO, RINA, quarter
from rights_samples import Sample

from padan.web.accounts.models import Appointment
from padan.web.protection.models import (
    Candidate,
    CandidateSheet,
    Enquiry,
    Mutation,
    Person,
    PersonMerge,
    PersonPair,
    PersonSource,
    Repair,
)
from padan.web.roles import Role

TODAY = date(2025, 2, 3)
OTHER = {"nik": "9971010404759004", "name": "SITI RAHMA", "birth_date": "04-04-1975"}


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room; offices other than kelurahan have a person of their own list."""
    city = quarter(cast, 2025, 2)
    city.listed("legok", **BUDI)
    city.listed("rawasari", **RINA)
    city.listed("dinsos", "tkk", **JOKO)
    city.listed("sipin", "tkk", **OTHER)
    city.publish()
    people = {name: _person(nik) for name, nik in _NIKS.items()}
    own = {Role.OPD_CLERK: "dinsos", Role.KECAMATAN_CLERK: "legok", Role.CAMAT: "legok"}
    by_person = {key: {role: {"pk": make(people[name])} for role, name in own.items()} for key, make in _MAKERS.items()}
    found = {
        url: Sample({"pk": _MAKERS[key](people["legok"])}, {"pk": _MAKERS[key](people["rawasari"])}, own=by_person[key])
        for url, key in (
            ("protection:person", "person"), ("protection:reveal", "person"), ("protection:source_part", "source"),
            ("protection:merge_undo", "merge"), ("protection:pair_answer", "pair"),
        )
    }  # fmt: skip
    here, there = (Candidate.objects.get(person=people[name]).pk for name in ("legok", "rawasari"))
    for url in ("candidate", "fill", "step"):
        found[f"protection:{url}"] = Sample({"pk": here}, {"pk": there})
    sheets = {office: _sheet(cast, who) for office, who in _WHO.items()}
    for url in ("sheet", "sheet_accept", "sheet_withdraw"):
        found[f"protection:{url}"] = Sample(
            {"pk": sheets["legok"]}, {"pk": sheets["rawasari"]},
            own={Role.OPD_CLERK: {"pk": sheets["dinsos"]}, Role.BAPPEDA: {"pk": sheets["bappeda"]}},
        )  # fmt: skip
    return {**found, **_exchange(cast, people)}


_NIKS = {"legok": BUDI["nik"], "rawasari": RINA["nik"], "dinsos": JOKO["nik"], "sipin": OTHER["nik"]}
_WHO = {"legok": "siti", "rawasari": "rawasari_clerk", "dinsos": "opd", "bappeda": "bappeda"}


def _person(nik: str) -> Person:
    return Person.objects.get(nik=nik, merged_into=None)


def _source(person: Person) -> int:
    return PersonSource.objects.filter(person=person, detached_at=None).latest("pk").pk


def _merge(person: Person) -> int:
    gone = Person.objects.create(name="LAMA", merged_into=person)
    return PersonMerge.objects.create(kept=person, gone=gone, rule="human").pk


def _pair(person: Person) -> int:
    return PersonPair.objects.create(one=person, other=Person.objects.create(name="MIRIP")).pk


_MAKERS = {"person": lambda person: person.pk, "source": _source, "merge": _merge, "pair": _pair}


def _sheet(cast: Cast, who: str) -> int:
    acting: Appointment = cast.people[who]
    return CandidateSheet.objects.create(
        office=acting.office, programme="pekerja_rentan", year=2025, origin="dtsen", version=TODAY, state="checked",
        filename="calon.xlsx", sha256="0" * 64, uploaded_by=acting.user,
    ).pk  # fmt: skip


def _exchange(cast: Cast, people: dict[str, Person]) -> dict[str, Sample]:
    """What went to the branch is the branch's; what went to Dukcapil is not. Repairs are an office's own."""
    made = {"year": 2025, "programme": "pekerja_rentan", "made_by": cast.bappeda.user}
    branch, dukcapil = (Enquiry.objects.create(asked=asked, **made).pk for asked in ("branch", "dukcapil"))
    mutation = Mutation.objects.create(
        number="UJI-1", columns=[{"heading": "NIK", "field": "nik", "fixed": ""}], **made
    )
    repairs = {
        name: Repair.objects.create(
            person=person, office=cast.offices[name], kind="moved", day=TODAY, source="Dukcapil"
        ).pk
        for name, person in people.items()
    }
    sipin = {"pk": repairs["sipin"]}
    own = {Role.OPD_CLERK: {"pk": repairs["dinsos"]}, Role.KECAMATAN_CLERK: sipin, Role.CAMAT: sipin}
    return {
        **{
            f"protection:{url}": Sample({"pk": branch}, {"pk": dukcapil})
            for url in ("enquiry", "enquiry_download", "enquiry_answers")
        },
        **{
            f"protection:{url}": Sample({"pk": mutation.pk})
            for url in ("mutation", "mutation_download", "mutation_answers")
        },
        "protection:repair_done": Sample({"pk": repairs["legok"]}, {"pk": repairs["rawasari"]}, own=own),
    }
