"""Whether a candidate is ready to register: every field that the law asks for, and who filled it in."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.fields import LABELS
from padan.domain.law import RULE_KINDS
from padan.domain.nik import read_nik
from padan.domain.people_facts import HIGHEST_DECILE
from padan.domain.person_keys import lone_key, person_key
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import (
    Candidate,
    Family,
    FamilySource,
    Person,
    PersonSource,
    SourceKind,
    TiedBy,
)
from padan.web.protection.refusals import NO_VERSION
from padan.web.protection.saying import OF_PERSON, said_of
from padan.web.protection.telling import persons_retell
from padan.web.refusals import NOT_THERE

CRITERIA = ("breadwinner", "dependants", "woman_headed", "disability", "job_risk")
"""What is asked for the order of candidates; none of it is needed for enrolment."""


def label_of(field: str) -> str:
    """What a form calls a field."""
    english = get_language() == "en"
    if field in LABELS:
        return LABELS[field].label_en if english else LABELS[field].label_id
    choices = {c.key: c for f in RULE_KINDS["enrolment_fields"].fields for c in f.choices}
    if field in choices:
        return choices[field].label_en if english else choices[field].label_id
    return {
        "breadwinner": _("Pencari nafkah utama"),
        "dependants": _("Jumlah tanggungan"),
        "woman_headed": _("Kepala keluarga perempuan"),
        "disability": _("Penyandang disabilitas"),
        "job_risk": _("Risiko pekerjaan"),
    }.get(field, field)


@transaction.atomic
def candidate_fill(
    *,
    acting: Appointment,
    candidate: Candidate,
    values: Mapping[str, str],
    family: Mapping[str, str] | None = None,
    today: date,
) -> Candidate:
    """Fill in what enrolment and the order need; fields that are not given stay as they are.

    `family`: {kk, source, version, decile} where the form ranks the family. What is said of who the person is becomes a
    source of its own, and stands before lists. Only the office whose candidate it is fills in.
    """
    if candidate.office_id != acting.office_id:
        raise NOT_THERE
    candidate = Candidate.objects.select_for_update().select_related("person").get(pk=candidate.pk)
    person, known = candidate.person, said_of(candidate, candidate.person)
    stated = {field: plain_text(text) for field, text in values.items() if plain_text(text) != known.get(field, "")}
    own = {field: text for field, text in stated.items() if field not in OF_PERSON}
    candidate.said = {field: text for field, text in {**candidate.said, **own}.items() if text}
    if family and family.get("decile"):
        candidate.family = family_put(family, kelurahan=person.kelurahan_id)
    candidate.save(update_fields=["said", "family"])
    about = {field: text for field, text in stated.items() if field in OF_PERSON}
    if about:
        _say(acting, person, about)
    event_append(action="protection.fill", acting=acting, about=candidate, detail={"fields": sorted(stated)})
    candidates_judge(candidates=[candidate.pk], today=today)
    return Candidate.objects.select_related("person").get(pk=candidate.pk)


def _say(acting: Appointment, person: Person, about: Mapping[str, str]) -> None:
    """One source of what was typed for a person; a later one of the same office takes its place."""
    typed = PersonSource.objects.filter(
        person=person, kind=SourceKind.PROPOSAL, tied_by=TiedBy.HUMAN, office=acting.office_id, detached_at=None
    ).first()
    said = {**(typed.said if typed else {}), **about}
    whole = {"nik": person.nik, "name": person.name, **said}
    key = person_key(whole) or lone_key(f"typed {person.pk} {acting.office_id}")
    if typed is None:
        PersonSource.objects.create(
            person=person, key=key, kind=SourceKind.PROPOSAL, said=said, office=acting.office, tied_by=TiedBy.HUMAN
        )
    else:
        typed.said, typed.key = said, key
        typed.save(update_fields=["said", "key"])
    persons_retell([person.pk])


def family_put(said: Mapping[str, str], *, kelurahan: int | None = None) -> Family:
    """The family of one version of one data set, made or ranked anew. Raises RefusedError without a day or a decile."""
    (family,) = families_put([said], kelurahan=kelurahan)
    return family


def families_put(told: Sequence[Mapping[str, str]], *, kelurahan: int | None = None) -> list[Family]:
    """Many families at once, each as `family_put` has it; who is told twice is as told last. One for each record."""
    keyed = [_family(said, kelurahan) for said in told]
    wanted = {(one.no_kk, one.source, one.version): one for one in keyed}
    Family.objects.bulk_create(
        wanted.values(), batch_size=500, update_conflicts=True, update_fields=["decile", "kelurahan"],
        unique_fields=["no_kk", "source", "version"],
    )  # fmt: skip
    return [wanted[one.no_kk, one.source, one.version] for one in keyed]


def _family(said: Mapping[str, str], kelurahan: int | None) -> Family:
    version, kk = read_date(said.get("version")).value, read_nik(said.get("kk")).digits
    decile = int(said["decile"]) if said.get("decile", "").isdigit() else 0
    if version is None or len(kk) != 16 or not 1 <= decile <= HIGHEST_DECILE:
        raise NO_VERSION
    source = said.get("source", "")
    known = source if source in FamilySource.values else FamilySource.OTHER
    return Family(no_kk=kk, source=known, version=version, decile=decile, kelurahan_id=kelurahan)
