"""The queue as a workbook and back: for offices with a poor connection.

Each row carries a signed key that says which case it is and how far its decisions were. What was decided meanwhile is
shown beside what the workbook says, and never overwritten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.documents.queue_sheet import QueueBook, QueueLine, write_queue
from padan.domain.dates import read_date
from padan.domain.queue_sheet import ANSWER, DATE, DOCUMENT, KEY, OWNER, REASON, UNTIL, AnswerLine
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open
from padan.web.refusals import ConflictError, RefusedError, sentence
from padan.web.review import selectors, showing
from padan.web.review.answers import Need, answers_for, label_of
from padan.web.review.deciding import Told, decide
from padan.web.review.models import Case, CaseKind, CaseOffice, CaseState
from padan.web.review.verdicts import candidates_of

OFFLINE = (CaseState.OPEN, CaseState.UNSURE, CaseState.CONFLICT)
"""States in which a case can be answered offline."""

_SIGNER = Signer(salt="padan.review.queue")


def key_of(case: Case, office: Office) -> str:
    """The signed key of a case's row: which case, how many decisions it had, for which office."""
    return _SIGNER.sign(f"{case.pk}.{case.sequence}.{office.pk}")


def workbook_of(acting: Appointment, period: Period) -> bytes:
    """The acting office's unfinished cases as a workbook, the reading logged. Numbers stand whole in it."""
    lines = list(selectors.lines_in(period, acting.office, own=OFFLINE))
    ranks = _ranks(period, acting.office)
    lines.sort(key=lambda line: (not line.case.asks, ranks[CaseKind(line.case.kind)]))
    rivals = selectors.rows_by_id([pk for line in lines for pk in line.case.rivals])
    english = get_language() == "en"
    book = QueueBook(
        title=_("Pemeriksaan %(office)s, %(period)s") % {"office": acting.office.name, "period": period.name},
        guide=[
            _("Isi kolom kuning saja. Pilih jawaban dari daftar; baris yang dikosongkan tetap terbuka."),
            _("Meninggal dan berhenti perlu tanggal, dan nomor dokumen atau alasan mengapa tidak ada."),
            _("Simpan sebagai .xlsx, lalu unggah lagi di halaman Pemeriksaan."),
        ],
        lang="en" if english else "id",
    )
    out = BytesIO()
    count = write_queue(out, book, [_line(line.case, acting.office, rivals) for line in lines])
    event_append(action="review.workbook", acting=acting, about=period, detail={"cases": count})
    return out.getvalue()


def _ranks(period: Period, office: Office) -> dict[CaseKind, int]:
    """The kinds in the order of the office's page: the most harmful first."""
    kinds = [group.kind for group in selectors.groups_of(period, office) if group.own in OFFLINE]
    return {kind: kinds.index(kind) for kind in kinds}


def _line(case: Case, office: Office, rivals: Mapping[int, Row]) -> QueueLine:
    records = showing.records_of(case, rivals)
    by_pk = {record.row.pk: record for record in records}
    others = [f"{r.letter}: {'; '.join(_person(r)[:3])}" for r in records if r.rival]
    return QueueLine(
        question=str(CaseKind(case.kind).label),
        choices=tuple(label for label, _code, _chosen in _choices(case, by_pk, office)),
        a=_person(by_pk[case.left_id]) if case.left_id in by_pk else ("",) * 5,
        b=_person(by_pk[case.right_id]) if case.right_id in by_pk else ("",) * 5,
        others=" | ".join(others),
        reasons=". ".join([*showing.reasons_of(case, whole=True), *showing.problems_of(case)])[:480],
        rupiah=case.harm,
        months=case.months,
        key=key_of(case, office),
    )


def _person(record: showing.Record) -> tuple[str, ...]:
    said = record.row.values
    address = " ".join(str(said.get(key) or "") for key in ("address", "rt", "rw", "kelurahan")).strip()
    born = showing.shown("birth_date", str(said.get("birth_date") or ""))
    return str(said.get("nik") or ""), str(said.get("name") or ""), born, " ".join(address.split()), record.source


def _choices(case: Case, records: Mapping[int, showing.Record], office: Office) -> Iterator[tuple[str, str, str]]:
    """(words, code, chosen candidate) of each answer that a workbook can hold. Values by field are for the page."""
    for answer in answers_for(case, office.kind):
        if Need.VALUES in answer.needs:
            continue
        if answer.code == "sama" and case.rivals:
            for pk in candidates_of(case):
                if record := records.get(pk):
                    yield showing.same_as(record.letter), answer.code, record.row.fingerprint
        else:
            yield str(answer.label), answer.code, ""


def _choices_in_any_language(
    case: Case, records: Mapping[int, showing.Record], office: Office
) -> Iterator[tuple[str, str, str]]:
    """The same in each language of the site: whoever fills in a workbook may not be who downloaded it."""
    yield from _choices(case, records, office)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from list(_choices(case, records, office))


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that was not stored, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A row whose case was decided meanwhile: what the workbook says, and what stands."""

    row: int
    case: Case
    name: str
    ours: str
    theirs: str
    who: str


@dataclass
class Taken:
    """What became of a workbook's rows."""

    stored: int = 0
    blank: int = 0
    same: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


@transaction.atomic
def answers_take(*, acting: Appointment, period: Period, lines: Sequence[AnswerLine]) -> Taken:
    """Store the answers of a filled-in workbook, all in one transaction; what cannot be stored is told by row.

    Raises LockedError where the office has signed.
    """
    assert_open(period=period, office=acting.office)
    taken = Taken()
    for line in lines:
        _take(acting, period, line, taken)
    counts = {"stored": taken.stored, "troubles": len(taken.troubles), "clashes": len(taken.clashes)}
    event_append(action="review.workbook_upload", acting=acting, about=period, detail=counts)
    return taken


def _take(acting: Appointment, period: Period, line: AnswerLine, taken: Taken) -> None:
    if not line.text(ANSWER):
        taken.blank += 1
        return
    found = _case_of(acting, period, line.text(KEY))
    if found is None:
        taken.troubles.append(
            Trouble(line.row, _("Kuncinya hilang atau berubah, atau barisnya milik kantor atau periode lain."))
        )
        return
    case, seen = found
    records = {r.row.pk: r for r in showing.records_of(case, selectors.rows_by_id(case.rivals))}
    words = line.text(ANSWER).casefold()
    known = next(
        (found for found in _choices_in_any_language(case, records, acting.office) if found[0].casefold() == words),
        None,
    )
    if known is None:
        said = line.text(ANSWER)[:40]
        taken.troubles.append(
            Trouble(line.row, _("Jawaban “%(said)s” tidak dikenal untuk kasus ini.") % {"said": said})
        )
        return
    _store(acting, case, seen, known, line, taken)


def _store(
    acting: Appointment, case: Case, seen: int, known: tuple[str, str, str], line: AnswerLine, taken: Taken
) -> None:
    label, code, chosen = known
    if selectors.own_answer(case, acting) == code:
        taken.same += 1
        return
    try:
        with transaction.atomic():
            decide(acting=acting, case=case, answer=code, seen=seen, told=_told(line, chosen), via="workbook")
    except ConflictError as error:
        last = case.decisions.select_related("office").order_by("sequence").last()
        if last is None or last.sequence <= seen:
            taken.troubles.append(Trouble(line.row, sentence(error)))
            return
        who = f"{last.by_name}, {last.office.name}"
        name = _name(case)
        taken.clashes.append(Clash(line.row, case, name, label, label_of(case.kind, last.answer), who))
    except RefusedError as error:
        taken.troubles.append(Trouble(line.row, sentence(error)))
    else:
        taken.stored += 1


def _name(case: Case) -> str:
    row = case.left or case.right
    return str(row.values.get("name") or "") if row else ""


def _case_of(acting: Appointment, period: Period, key: str) -> tuple[Case, int] | None:
    """The case of a signed key, if it is put to the acting office in this period, and how far the workbook knew it."""
    try:
        pk, sequence, office = (int(part) for part in _SIGNER.unsign(key).split("."))
    except (BadSignature, ValueError):
        return None
    if office != acting.office_id:
        return None
    line = CaseOffice.objects.filter(case=pk, office=office, case__period=period)
    rows = [f"case__{side}__upload__requirement__office" for side in ("left", "right")]
    found = line.select_related("case__period", *rows).first()
    return (found.case, sequence) if found else None


def _told(line: AnswerLine, chosen: str) -> Told:
    return Told(
        reason=line.text(REASON),
        happened_on=_day(line.text(DATE)),
        document=line.text(DOCUMENT),
        carried_to=_day(line.text(UNTIL)),
        owner=line.text(OWNER),
        values={"chosen": chosen} if chosen else {},
    )


def _day(text: str) -> date | None:
    return read_date(text, latest=date(2100, 1, 1)).value
