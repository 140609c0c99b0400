"""Between check and decree: a list to the branch or to Dukcapil, and the answer read back for each NIK."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from padan.documents.outgoing_lists import OutgoingList, write_outgoing
from padan.domain.answer_words import WORD_LABELS, read_branch, read_dukcapil
from padan.domain.dates import read_date
from padan.domain.nik import read_nik
from padan.files.candidate_layouts import candidate_texts
from padan.web.accounts.models import Appointment
from padan.web.audit.services import download_log, event_append
from padan.web.many_rows import rows_put, rows_rewrite
from padan.web.protection import ruling
from padan.web.protection.intaking import file_keep, rows_read
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import Asked, Candidate, Enquiry, EnquiryLine, FactKind, PersonFact
from padan.web.protection.refusals import NO_ANSWERS, NO_CANDIDATES
from padan.web.protection.repairs import repairs_raise

STEPS = ("proposed", "verified", "checked")
"""Where candidates are asked about: before the decree."""

WORDS: dict[str, tuple[str, ...]] = {
    Asked.BRANCH: ("free", "pu", "bpu", "over_age"),
    Asked.DUKCAPIL: ("matched", "not_matched", "deceased", "moved"),
}
FACTS: Mapping[str, Sequence[tuple[FactKind, str]]] = {
    "free": ((FactKind.EMPLOYER, "free"),),
    "pu": ((FactKind.EMPLOYER, "pu"),),
    "bpu": ((FactKind.EMPLOYER, "bpu"),),
    "over_age": ((FactKind.OVER_AGE, "yes"),),
    "matched": ((FactKind.IDENTITY, "yes"), (FactKind.ALIVE, "yes"), (FactKind.RESIDENT, "yes")),
    "not_matched": ((FactKind.IDENTITY, "no"),),
    "deceased": ((FactKind.IDENTITY, "yes"), (FactKind.ALIVE, "no")),
    "moved": ((FactKind.IDENTITY, "yes"), (FactKind.ALIVE, "yes"), (FactKind.RESIDENT, "no")),
}
"""What each word says of a person."""
_READ = {Asked.BRANCH: read_branch, Asked.DUKCAPIL: read_dukcapil}


@transaction.atomic
def enquiry_make(*, acting: Appointment, asked: str, year: int, programme: str, only_checked: bool = True) -> Enquiry:
    """A list of the candidates to be asked about: those the camat has checked, or all before the decree.

    Raises RefusedError where there is nobody with a NIK.
    """
    steps = ("checked",) if only_checked else STEPS
    found = Candidate.objects.filter(year=year, programme=programme, step__in=steps, same_as=None)
    people = found.exclude(person__nik="").order_by("pk").values_list("pk", "person__nik")
    enquiry = Enquiry.objects.create(asked=asked, year=year, programme=programme, made_by=acting.user)
    lines = [EnquiryLine(enquiry=enquiry, candidate_id=pk, nik=nik) for pk, nik in people]
    if not lines:
        raise NO_CANDIDATES
    rows_put(lines)
    detail = {"what": asked, "rows": len(lines)}
    event_append(action="protection.enquiry", acting=acting, about=enquiry, detail=detail)
    return enquiry


@translation.override("id")
def enquiry_workbook(acting: Appointment, enquiry: Enquiry) -> bytes:
    """The list as a workbook to be filled in, Indonesian whatever the page speaks; the download is logged."""
    lines = enquiry.lines.select_related("candidate__person__kelurahan").order_by("pk")
    words = [WORD_LABELS[word][0] for word in WORDS[enquiry.asked]]
    headings = ["NIK", _("Nama"), _("Tanggal Lahir"), _("Kelurahan"), "Jawaban", "Per tanggal", "Keterangan"]
    title = f"{enquiry.get_asked_display()}, {ruling.programme_name(enquiry.programme)} {enquiry.year}"
    note = _("Isi kolom Jawaban dengan salah satu: %(words)s.") % {"words": " / ".join(words)}
    rows = [_cells(line) for line in lines]
    out = BytesIO()
    write_outgoing(out, OutgoingList(_("Pemeriksaan"), title, note, headings, rows, {"Jawaban": words}))
    download_log(acting=acting, what="protection.enquiry", about=enquiry, rows=len(rows))
    return out.getvalue()


def _cells(line: EnquiryLine) -> list[str]:
    person = line.candidate.person
    born = f"{person.birth_date:%d-%m-%Y}" if person.birth_date else ""
    answered = f"{line.answered_on:%d-%m-%Y}" if line.answered_on else ""
    place = person.kelurahan.name if person.kelurahan else ""
    return [line.nik, person.name, born, place, WORD_LABELS[line.word][0] if line.word else "", answered, line.note]


@dataclass(slots=True)
class Answered:
    """What an answer file gave: lines answered, by word; rows not understood, by why."""

    words: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of an answer file: the NIK, the word, the day it speaks of, and what else it says."""

    nik: str
    word: str
    day: date
    note: str


def answers_take(
    *,
    acting: Appointment,
    enquiry: Enquiry,
    file: "File[Any] | None",
    day: date | None,
    today: date,
    password: str = "",
) -> Answered:
    """Read an answer back: it becomes facts with source and day, candidates are judged again, and what is wrong in an
    office's own list is put to that office. `day` holds for rows that state none.

    Raises RefusedError where no row is an answer to this list.
    """
    kept, answered = file_keep(file), Answered()
    with rows_read(kept, password=password) as rows:
        said = list(_answers(enquiry, rows, day or today, today, answered))
    if not said:
        raise NO_ANSWERS
    _store(acting, enquiry, {answer.nik: answer for answer in said}, answered, kept.filename)
    return answered


def _answers(
    enquiry: Enquiry, rows: Iterator[dict[str, Any]], day: date, today: date, answered: Answered
) -> Iterator[Answer]:
    for row in rows:
        nik = read_nik(row["values"].get("nik")).nik
        said = candidate_texts(row["found"], ("answer", "answered_on", "reason"))
        word = _READ[Asked(enquiry.asked)](said.get("answer"))
        stated = read_date(said.get("answered_on")).value
        if nik is None:
            answered.unread["nik"] += 1
        elif word is None:
            answered.unread["word" if said.get("answer") else "blank"] += 1
        else:
            yield Answer(nik, word, min(stated or day, today), said.get("reason", "")[:300])


@transaction.atomic
def _store(
    acting: Appointment, enquiry: Enquiry, said: Mapping[str, Answer], answered: Answered, filename: str
) -> None:
    lines = list(enquiry.lines.select_related("candidate__person", "candidate__office"))
    facts, persons, changed, done = [], set(), [], set()
    for line in lines:
        answer = said.get(line.nik)
        if answer is None:
            continue
        done.add(answer.nik)
        answered.words[answer.word] += 1
        if (line.word, line.answered_on, line.note) == (answer.word, answer.day, answer.note):
            continue
        line.word, line.answered_on, line.note = answer.word, answer.day, answer.note
        line.answered_at = timezone.now()
        changed.append(line)
        persons.add(line.candidate.person_id)
        facts += [_fact(line, kind, value, acting, filename) for kind, value in FACTS[answer.word]]
    answered.unread["stranger"] += len(set(said) - done)
    if not done:
        raise NO_ANSWERS
    rows_rewrite(changed, ("word", "answered_on", "note", "answered_at"))
    rows_put(facts)
    repairs_raise(changed)
    candidates_judge(persons=persons, today=timezone.localdate())
    detail = {"what": enquiry.asked, "rows": len(done)}
    event_append(action="protection.answers", acting=acting, about=enquiry, detail=detail)


def _fact(line: EnquiryLine, kind: FactKind, value: str, acting: Appointment, filename: str) -> PersonFact:
    assert line.answered_on is not None
    return PersonFact(
        person_id=line.candidate.person_id, kind=kind, value=value, day=line.answered_on, source=line.enquiry.asked,
        about=line.nik, document=filename[:200], by_name=acting.user.full_name,
    )  # fmt: skip
