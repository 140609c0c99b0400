"""What a candidate's enrolment says: the person's record, and what was filled in for the proposal."""

from collections.abc import Iterable, Mapping

from padan.domain.dates import read_date
from padan.domain.nik import read_nik
from padan.web.protection.models import Candidate, Person

OF_PERSON: tuple[str, ...] = ("nik", "name", "birth_date", "sex", "mother", "kk")
"""Fields that belong to the person, not to one proposal."""

OF_PROPOSAL: tuple[str, ...] = (
    "birth_place", "address", "rt", "rw", "phone", "job", "work_place", "work_hours", "income", "program", "period",
    "breadwinner", "dependants", "woman_headed", "disability", "job_risk",
)  # fmt: skip
"""Fields that a proposal keeps."""


def said_of(candidate: Candidate, person: Person) -> dict[str, str]:
    """{field key: text} of all that is filled in; who the person is comes from his record."""
    own = {
        "nik": person.nik,
        "name": person.name,
        "birth_date": f"{person.birth_date:%d-%m-%Y}" if person.birth_date else "",
        "sex": person.sex,
        "mother": person.mother_name,
        "kk": person.no_kk,
    }
    return {**candidate.said, **{field: text for field, text in own.items() if text}}


def kept_of(values: Mapping[str, str], *, year: int) -> dict[str, str]:
    """What a proposal keeps of a record, with what holds for every enrolment where the record does not say it."""
    usual = {"program": "JKK, JKM", "period": f"01-{year} s.d. 12-{year}"}
    return {**usual, **{field: values[field] for field in OF_PROPOSAL if values.get(field)}}


def missing_of(said: Mapping[str, str], fields: Iterable[str]) -> list[str]:
    """Keys of fields that enrolment needs and nobody has filled in so that it can be read."""
    return [field for field in fields if not _filled(field, said.get(field, ""))]


def _filled(field: str, text: str) -> bool:
    if field == "nik":
        return read_nik(text).nik is not None
    if field == "birth_date":
        return read_date(text).value is not None
    return bool(text.strip())
