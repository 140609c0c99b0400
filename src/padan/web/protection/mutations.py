"""Lists to the branch: who comes in, goes out or changed; the layout is data, and the answer file is read back."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from padan.documents.outgoing_lists import OutgoingList, write_outgoing
from padan.domain.answer_words import WORD_LABELS, read_list
from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.names import compare_names, read_name
from padan.domain.nik import read_nik
from padan.domain.pathway import may_take
from padan.files.candidate_layouts import candidate_texts
from padan.web.accounts.models import Appointment
from padan.web.audit.services import download_log, event_append
from padan.web.many_rows import rows_put, rows_rewrite
from padan.web.protection import ruling
from padan.web.protection.gathering import COVERED
from padan.web.protection.intaking import file_keep, rows_read
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import Candidate, Mutation, MutationKind, MutationLayout, MutationLine
from padan.web.protection.mutation_fields import DEFAULT_COLUMNS, FIELDS, IDENTITY, Column
from padan.web.protection.refusals import NO_ANSWERS, NO_CANDIDATES, NO_COLUMNS, NO_NUMBER
from padan.web.protection.saying import said_of
from padan.web.protection.stepping import SHORTEST, steps_take

MOST_COLUMNS = 60
NAMES = ("name", "mother")
_ONE_NAME = frozenset({"equal", "variant", "order"})
_STEP_OF = {"accepted": "registered", "refused": "refused"}


def columns_now() -> list[dict[str, str]]:
    """The layout in use: the newest, else the one that is shipped."""
    newest = MutationLayout.objects.first()
    return list(newest.columns) if newest else [column.as_data() for column in DEFAULT_COLUMNS]


@transaction.atomic
def layout_put(*, acting: Appointment, name: str, columns: Sequence[Column], source: str = "") -> MutationLayout:
    """A new layout from now on. Raises RefusedError where a column has no heading, or neither field nor text."""
    wanted = [column for column in columns if column.heading or column.field or column.fixed]
    faulty = [
        c for c in wanted if not c.heading or bool(c.field) == bool(c.fixed) or (c.field and c.field not in FIELDS)
    ]
    if not wanted or faulty or len(wanted) > MOST_COLUMNS or "nik" not in {column.field for column in wanted}:
        raise NO_COLUMNS
    layout = MutationLayout.objects.create(
        name=plain_text(name)[:120] or _("Tanpa nama"), source=plain_text(source)[:200], by=acting.user,
        columns=[column.as_data() for column in wanted],
    )  # fmt: skip
    event_append(action="protection.layout", acting=acting, about=layout, detail={"headings": len(wanted)})
    return layout


@transaction.atomic
def mutation_make(*, acting: Appointment, year: int, programme: str, number: str, day: date) -> Mutation:
    """One list of all that the branch is to change: those set by decree, those ended, those whose data changed.

    Who comes in takes the step `sent` with the list's number. Raises RefusedError without a number of its own, or
    where there is nothing to send.
    """
    number = plain_text(number)[:60]
    if not number or Mutation.objects.filter(number=number).exists():
        raise NO_NUMBER
    mutation = Mutation.objects.create(
        year=year, programme=programme, number=number, columns=columns_now(), made_by=acting.user
    )
    found = Candidate.objects.filter(year=year, programme=programme, same_as=None).select_related("person", "office")
    coming = list(found.filter(step__in=("set", "refused")))
    lines = [_line(mutation, candidate, MutationKind.IN) for candidate in coming]
    lines += [_line(mutation, candidate, MutationKind.OUT) for candidate in _leaving(found)]
    lines += [_line(mutation, candidate, MutationKind.CHANGE) for candidate in _changed(found)]
    if not lines:
        raise NO_CANDIDATES
    rows_put(lines)
    if coming:
        steps_take(acting=acting, candidates=[c.pk for c in coming], step="sent", day=day, document=number)
    detail = {"number": number, "rows": len(lines)}
    event_append(action="protection.mutation", acting=acting, about=mutation, detail=detail)
    return mutation


def _line(mutation: Mutation, candidate: Candidate, kind: MutationKind) -> MutationLine:
    return MutationLine(mutation=mutation, candidate=candidate, kind=kind, said=said_of(candidate, candidate.person))


def _leaving(found: Any) -> Iterator[Candidate]:
    """Ended, once known to the branch, and not yet told to it."""
    ended = found.filter(step="ended", steps__step="registered").distinct()
    told = MutationLine.objects.filter(kind=MutationKind.OUT).exclude(answer="refused").values("candidate")
    yield from ended.exclude(pk__in=told)


def _changed(found: Any) -> Iterator[Candidate]:
    """Covered, and no longer what was last sent of them."""
    covered = list(found.filter(step__in=COVERED))
    last: dict[int, Mapping[str, str]] = {}
    sent = MutationLine.objects.filter(candidate__in=[c.pk for c in covered]).exclude(answer="refused").order_by("pk")
    for candidate, said in sent.values_list("candidate_id", "said"):
        last[candidate] = said
    for candidate in covered:
        before, now = last.get(candidate.pk), said_of(candidate, candidate.person)
        if before is not None and any(_tells(name, before.get(name, ""), now.get(name, "")) for name in IDENTITY):
            yield candidate


def _tells(field: str, before: str, now: str) -> bool:
    """Whether the branch is to be told: of a name only where it is another, or says more than before.

    Lists spell one name in many ways (titles, old spelling, order of words): these are no change of a person.
    """
    if field not in NAMES or not before or not now:
        return before != now
    outcome = compare_names(read_name(before), read_name(now)).outcome
    return outcome not in _ONE_NAME and not (outcome == "short" and len(now) < len(before))


@translation.override("id")
def mutation_workbook(acting: Appointment, mutation: Mutation) -> bytes:
    """The list in the layout that it was made in, Indonesian whatever the page speaks; the download is logged."""
    lines = mutation.lines.select_related("candidate__office__region__parent", "candidate__person").order_by("pk")
    steps = dict(
        Candidate.objects.filter(mutation_lines__mutation=mutation, steps__step="ended")
        .order_by("steps__pk").values_list("pk", "steps__reason")
    )  # fmt: skip
    rows = [[_cell(column, line, steps) for column in mutation.columns] for line in lines]
    title = f"{_('Daftar mutasi')} {mutation.number}, {ruling.programme_name(mutation.programme)} {mutation.year}"
    out = BytesIO()
    headings = [column["heading"] for column in mutation.columns]
    answers = [column["heading"] for column in mutation.columns if column.get("field") == "answer"]
    words = [WORD_LABELS[word][0] for word in _STEP_OF]
    note = f"Isi kolom {answers[0]} dengan salah satu: {' / '.join(words)}." if answers else ""
    choices = dict.fromkeys(answers, words)
    write_outgoing(out, OutgoingList(_("Mutasi"), title, note, headings, rows, choices))
    download_log(acting=acting, what="protection.mutation", about=mutation, rows=len(rows))
    return out.getvalue()


def _cell(column: Mapping[str, str], line: MutationLine, ended: Mapping[int, str]) -> str:
    field, region = column.get("field", ""), line.candidate.office.region
    if not field:
        return column.get("fixed", "")
    if field == "kind":
        return str(line.get_kind_display())
    if field == "kelurahan":
        return region.name
    if field == "kecamatan":
        return region.parent.name if region.parent else ""
    if field == "segment":
        return ruling.programme_name(line.candidate.programme)
    if field == "reason":
        return ended.get(line.candidate_id, "") if line.kind == MutationKind.OUT else ""
    if field in _ANSWERED:
        return _ANSWERED[field](line)
    return line.kpj if field == "kpj" else str(line.said.get(field, ""))


_ANSWERED: Mapping[str, Callable[[MutationLine], str]] = {
    "answer": lambda line: WORD_LABELS[line.answer][0] if line.answer else "",
    "answered_on": lambda line: f"{line.answered_on:%d-%m-%Y}" if line.answered_on else "",
    "refusal": lambda line: line.reason,
}
"""What the branch fills in, and finds again once it has."""


@dataclass(slots=True)
class ListAnswer:
    """What the branch's answer file gave, by word, and the rows that were not understood, by why."""

    words: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One row of it."""

    word: str
    day: date
    kpj: str
    reason: str


def mutation_answers_take(
    *, acting: Appointment, mutation: Mutation, file: "File[Any] | None", today: date, password: str = ""
) -> ListAnswer:
    """Read the branch's answer back: who came in is registered or refused, with the reason.

    Raises RefusedError where no row answers a line of this list.
    """
    kept, answer = file_keep(file), ListAnswer()
    said: dict[str, LineAnswer] = {}
    with rows_read(kept, password=password) as rows:
        for row in rows:
            _read(row, today, answer, said)
    _store(acting, mutation, said, answer, today)
    return answer


def _read(row: Mapping[str, Any], today: date, answer: ListAnswer, said: dict[str, LineAnswer]) -> None:
    nik = read_nik(row["values"].get("nik")).nik
    texts = candidate_texts(row["found"], ("answer", "answered_on", "reason", "kpj"))
    word = read_list(texts.get("answer"))
    if nik is None:
        answer.unread["nik"] += 1
    elif word is None:
        answer.unread["word" if texts.get("answer") else "blank"] += 1
    else:
        day = min(read_date(texts.get("answered_on")).value or today, today)
        said[nik] = LineAnswer(word, day, texts.get("kpj", "")[:20], texts.get("reason", "")[:300])


@transaction.atomic
def _store(
    acting: Appointment, mutation: Mutation, said: Mapping[str, LineAnswer], answer: ListAnswer, today: date
) -> None:
    found = mutation.lines.select_related("candidate__person").order_by("pk")
    lines = [line for line in found if str(line.said.get("nik", "")) in said]
    if not lines:
        raise NO_ANSWERS
    answer.unread["stranger"] += len(said) - len({line.said["nik"] for line in lines})
    steps: dict[tuple[str, date, str], list[int]] = {}
    latest = _latest(lines)
    for line in lines:
        told = said[line.said["nik"]]
        if _too_late(line, told, latest):
            answer.unread["settled"] += 1
            continue
        answer.words[told.word] += 1
        line.answer, line.answered_on, line.kpj, line.reason = told.word, told.day, told.kpj or line.kpj, told.reason
        step = _STEP_OF[told.word]
        if latest.get(line.candidate_id) == line.pk and may_take(line.candidate.step, step, acting.role):
            reason = "" if step == "registered" else _refusal(told.reason)
            steps.setdefault((step, told.day, reason), []).append(line.candidate_id)
    rows_rewrite(lines, ("answer", "answered_on", "kpj", "reason"))
    for (step, day, reason), ids in steps.items():
        steps_take(acting=acting, candidates=ids, step=step, day=day, document=mutation.number, reason=reason)
    registered = {pk for (step, _day, _reason), ids in steps.items() if step == "registered" for pk in ids}
    candidates_judge(
        persons={line.candidate.person_id for line in lines if line.candidate_id in registered}, today=today
    )
    detail = {"number": mutation.number, "rows": len(lines)}
    event_append(action="protection.mutation_answer", acting=acting, about=mutation, detail=detail)


def _latest(lines: Sequence[MutationLine]) -> dict[int, int]:
    """{candidate: the newest line that sends it in}."""
    sent = MutationLine.objects.filter(candidate__in=[line.candidate_id for line in lines], kind=MutationKind.IN)
    return dict(sent.order_by("pk").values_list("candidate_id", "pk"))


def _too_late(line: MutationLine, told: LineAnswer, latest: Mapping[int, int]) -> bool:
    """Whether a row would change what no step can follow any more: another word for whom a newer list has sent again,
    or for whom the branch has registered."""
    if line.kind != MutationKind.IN or line.answer in ("", told.word):
        return False
    return latest.get(line.candidate_id) != line.pk or line.candidate.step not in ("sent", "refused")


def _refusal(reason: str) -> str:
    """The branch's reason, long enough to be one."""
    return f"{_('Ditolak cabang')}: {reason}" if len(reason) < SHORTEST else reason
