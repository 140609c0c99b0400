"""The facts of one candidate as the rules of eligibility ask for them, and as they are kept with sources and days."""

from datetime import date
from typing import Any, cast

from padan.domain.eligibility import Limits
from padan.domain.nik import birth_date
from padan.domain.people_facts import Employer, Facts, job_on_list
from padan.web.protection import ruling
from padan.web.protection.gathering import Answer, Known
from padan.web.protection.models import Candidate, FactKind, Family, Person


class _Told:
    """What is known of one person. What is asked for is noted as it is kept: with its source and day."""

    def __init__(self, person: Person, known: Known) -> None:
        self.person = person
        self.known = known
        self.noted: dict[str, Any] = {}

    def newest(self, kind: FactKind) -> Answer | None:
        return self.known.facts.get((self.person.pk, kind))

    def note(self, name: str, value: Any, source: str, on: date | None) -> Any:
        """The value, noted."""
        self.noted[name] = {"value": value, "source": source, "day": on.isoformat() if on else ""}
        return value

    def answer(self, name: str, kind: FactKind) -> bool | None:
        said = self.newest(kind)
        return None if said is None else cast(bool, self.note(name, said.value == "yes", said.source, said.day))

    def nik_usable(self) -> bool | None:
        """No answer about another NIK than the one that stands now counts."""
        said = self.newest(FactKind.IDENTITY)
        if said is not None and said.about == self.person.nik and said.value == "no":
            return cast(bool, self.note("nik_usable", False, said.source, said.day))
        return bool(self.person.nik) or None

    def alive(self) -> bool | None:
        """What a list says of a death stands over what the population office answered."""
        said = self.answer("alive", FactKind.ALIVE)
        if self.person.died_on is not None:
            return cast(bool, self.note("alive", False, "daftar", self.person.died_on))
        return said

    def population_on(self) -> date | None:
        """The older of the population office's answers: as of that day both hold."""
        said = [self.newest(kind) for kind in (FactKind.ALIVE, FactKind.RESIDENT)]
        return min((one.day for one in said if one is not None), default=None)

    def born(self, day: date) -> date | None:
        born = self.person.birth_date or birth_date(self.person.nik or None, on=day)
        if born:
            self.note("born", born.isoformat(), "data orang", None)
        return born

    def over_age_said(self) -> bool:
        said = self.newest(FactKind.OVER_AGE)
        return bool(said and said.value == "yes" and self.note("over_age", True, said.source, said.day))

    def employer(self) -> Employer | None:
        said = self.newest(FactKind.EMPLOYER)
        return cast(Employer, self.note("employer", said.value, said.source, said.day)) if said else None

    def decile(self, family: Family | None) -> int | None:
        if not family or not family.decile:
            return None
        return cast(int, self.note("decile", family.decile, family.source, family.version))


_OF_THE_PROPOSAL = ("breadwinner", "dependants", "woman_headed", "disability", "job_risk")


def facts_of(
    candidate: Candidate, person: Person, family: Family | None, known: Known, limits: Limits, day: date
) -> tuple[Facts, dict[str, Any]]:
    """What the rules ask, and the same as it is kept with sources and days."""
    told = _Told(person, known)
    employer = told.newest(FactKind.EMPLOYER)
    job = candidate.said.get("job", "")
    facts = Facts(
        nik_usable=told.nik_usable(),
        alive=told.alive(),
        resident=told.answer("resident", FactKind.RESIDENT),
        population_on=told.population_on(),
        born=told.born(day),
        over_age_said=told.over_age_said(),
        employer=told.employer(),
        employer_on=employer.day if employer else None,
        own_cover=candidate.programme in known.own.get(person.pk, ()),
        covered_by=_covered_by(person.pk, candidate, known),
        paid_by_other=_payer(person.pk, candidate, known),
        job=job or None,
        job_listed=job_on_list(job, limits.jobs or ()),
        decile=told.decile(family),
        decile_source=family.source if family else "",
        decile_version=family.version if family else None,
        double=candidate.same_as_id is not None,
        also_proposed_by=_also(candidate, known),
        other_programme=_other_programme(person.pk, candidate, known),
    )
    for name in _OF_THE_PROPOSAL:
        if candidate.said.get(name):
            told.note(name, candidate.said[name], candidate.origin, candidate.made_at.date())
    return facts, told.noted


def _payer(person: int, candidate: Candidate, known: Known) -> str | None:
    paid = [f"{segment}, {office}" for key, segment, office in known.others.get(person, ()) if key]
    return "; ".join(sorted(set(paid))) or None


def _covered_by(person: int, candidate: Candidate, known: Known) -> str | None:
    """Other programmes of the grant that insure the person."""
    others = known.own.get(person, set()) - {candidate.programme}
    return ", ".join(sorted(ruling.programme_name(key) for key in others)) or None


def _also(candidate: Candidate, known: Known) -> str | None:
    others = {name for office, name in known.offices.get(candidate.pk, ()) if office != candidate.office_id}
    return ", ".join(sorted(others)) or None


def _other_programme(person: int, candidate: Candidate, known: Known) -> str | None:
    others = known.programmes.get((person, candidate.year), set()) - {candidate.programme}
    return ", ".join(sorted(ruling.programme_name(key) for key in others)) or None
