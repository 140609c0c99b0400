"""What was sent to the branch as a workbook, and its answers back: looked at first, then taken over together.

Each row carries the number of what was sent and a signed key that says which answer the branch had last given. A sheet
of the branch's own is read too: it names a person by NIK or KPJ. What was answered meanwhile is shown beside what the
file says, and never overwritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.documents.reply_sheet import SentBook, SentLine, write_sent
from padan.domain import reply_sheet
from padan.domain.contributions import read_number
from padan.domain.nik import read_nik
from padan.domain.reply_sheet import ReplyLine, read_word
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.refusals import FORBIDDEN
from padan.web.review import refusals, selectors, showing
from padan.web.review.models import BranchReply, Case, ReplyWord
from padan.web.review.outgoing import Item, asked_of, items_of
from padan.web.review.selectors import Sent
from padan.web.roles import Role

_SIGNER = Signer(salt="padan.review.replies")
BATCH = 500


def key_of(sent: Sent) -> str:
    """The signed key of a row: what was sent, and the newest answer that the branch has given to it."""
    return _SIGNER.sign(f"{sent.decision.pk}.{sent.reply.pk if sent.reply else 0}")


def sent_workbook(acting: Appointment, period: Period) -> bytes:
    """Everything that the branch has not accepted yet as a workbook, the reading logged. Numbers stand whole in it."""
    items = {item.case.pk: item for item in items_of(period, None)}
    found = [s for s in selectors.sent_rows(acting, period) if s.reply is None or s.reply.word != ReplyWord.ACCEPTED]
    book = SentBook(
        title=_("Kiriman dari kantor, %(period)s") % {"period": period.name},
        guide=[
            _("Isi kolom kuning saja. Baris yang dikosongkan tetap menunggu."),
            _("Yang ditolak perlu alasan; yang perlu dokumen, sebutkan dokumennya. Lalu unggah di halaman Kiriman."),
        ],
        lang="en" if get_language() == "en" else "id",
    )
    out = BytesIO()
    count = write_sent(out, book, [_sent_line(sent, items.get(sent.case.pk)) for sent in found])
    event_append(action="review.branch_workbook", acting=acting, about=period, detail={"rows": count})
    return out.getvalue()


def _sent_line(sent: Sent, item: Item | None) -> SentLine:
    row, decision = row_of(sent.case), sent.decision
    said: Mapping[str, str] = row.values if row else {}
    kpj = next((str(r.values["kpj"]) for r in (sent.case.right, sent.case.left) if r and r.values.get("kpj")), "")
    offices = ", ".join(sorted(line.office.name for line in sent.case.offices.all()))
    happened = f"{decision.happened_on:%d-%m-%Y}" if decision.happened_on else ""
    told = (
        offices,
        showing.shown("birth_date", str(said.get("birth_date") or "")),
        asked_of(item) if item else "",
        happened,
        decision.document,
        decision.reason,
        _standing(sent),
    )
    person = (kpj, str(said.get("nik") or ""), str(said.get("name") or ""))
    return SentLine(str(decision.pk), sent.label, person, told, key_of(sent))


def row_of(case: Case) -> Row | None:
    """The row by which a person that was sent is named: the branch's own where there is one."""
    return case.right or case.left


def _standing(sent: Sent) -> str:
    if sent.reply is None:
        return ""
    return ": ".join(filter(None, (str(sent.reply.get_word_display()), sent.reply.reason)))


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be stored: what it answers, and what it says."""

    row: int
    sent: Sent
    word: str
    reason: str

    @property
    def name(self) -> str:
        """Whom it is about."""
        return name_of(self.sent.case)

    @property
    def word_label(self) -> str:
        """The answer as people read it."""
        return str(ReplyWord(self.word).label)


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that was answered meanwhile: what the file says, and what stands."""

    row: int
    sent: Sent
    ours: str

    @property
    def name(self) -> str:
        """Whom it is about."""
        return name_of(self.sent.case)

    @property
    def theirs(self) -> str:
        """What stands."""
        return _standing(self.sent)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that cannot be stored, and why."""

    row: int
    why: str


@dataclass
class Weighed:
    """What would become of a file's rows: stored, left alone because blank or said before, told."""

    ready: list[Ready] = field(default_factory=list)
    blank: int = 0
    same: int = 0
    clashes: list[Clash] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def name_of(case: Case) -> str:
    """The name of the person that a case is about."""
    row = row_of(case)
    return str(row.values.get("name") or "") if row else ""


class _Sent:
    """What stands before the branch, found again by its number, NIK or KPJ."""

    def __init__(self, found: Iterable[Sent]) -> None:
        self.by_number: dict[int, Sent] = {}
        self.by_nik: dict[str, list[Sent]] = {}
        self.by_kpj: dict[str, list[Sent]] = {}
        for sent in found:
            self.by_number[sent.decision.pk] = sent
            rows = [row for row in (sent.case.left, sent.case.right) if row is not None]
            for table, numbers in (
                (self.by_nik, {read_nik(row.values.get("nik")).nik for row in rows}),
                (self.by_kpj, {read_number(row.values.get("kpj")) for row in rows}),
            ):
                for number in filter(None, numbers):
                    table.setdefault(number, []).append(sent)

    def of_person(self, line: ReplyLine) -> list[Sent]:
        """Everything that was sent about the person whom a row names; of one kind where the row names that too."""
        nik, kpj = read_nik(line.text(reply_sheet.NIK)).nik, read_number(line.text(reply_sheet.KPJ))
        found = self.by_nik.get(nik or "", []) or self.by_kpj.get(kpj or "", [])
        kind = line.text(reply_sheet.KIND).casefold()
        return [sent for sent in found if sent.label.casefold() == kind] or found


class _RowError(Exception):
    """A row that says nothing that can be stored; its sentence says why."""


def replies_weigh(acting: Appointment, period: Period, lines: Sequence[ReplyLine]) -> Weighed:
    """What each row of a file comes to. Nothing is written."""
    sent, weighed = _Sent(selectors.sent_rows(acting, period)), Weighed()
    told: dict[int, Ready] = {}
    for line in lines:
        if not line.text(reply_sheet.WORD):
            weighed.blank += 1
            continue
        try:
            _weigh(sent, line, weighed, told)
        except _RowError as error:
            weighed.troubles.append(Trouble(line.row, str(error)))
    return weighed


def _weigh(all_sent: _Sent, line: ReplyLine, weighed: Weighed, told: dict[int, Ready]) -> None:
    sent, seen = _found(all_sent, line)
    word, reason = read_word(line.text(reply_sheet.WORD)), line.text(reply_sheet.REASON)
    if not word:
        said = line.text(reply_sheet.WORD)[:40]
        raise _RowError(_("Jawaban “%(said)s” tidak dikenal: diterima, ditolak atau perlu dokumen.") % {"said": said})
    if word != ReplyWord.ACCEPTED and not reason:
        raise _RowError(_("Tulis alasannya, atau dokumen yang diminta."))
    ready, before = Ready(line.row, sent, word, reason), told.get(sent.decision.pk)
    if before is not None and (before.word, before.reason) != (word, reason):
        raise _RowError(_("Baris %(row)s menjawab kiriman yang sama dengan cara lain.") % {"row": before.row})
    standing = sent.reply
    if before is not None or (standing and standing.word == word and reason in ("", standing.reason)):
        weighed.same += 1
    elif standing is not None and standing.pk != seen:
        weighed.clashes.append(Clash(line.row, sent, ": ".join(filter(None, (ready.word_label, reason)))))
    else:
        told[sent.decision.pk] = ready
        weighed.ready.append(ready)


def _found(all_sent: _Sent, line: ReplyLine) -> tuple[Sent, int]:
    """What a row answers, and the newest answer of the branch that whoever filled it in had seen (0 for none)."""
    number = read_number(line.text(reply_sheet.NUMBER))
    if not number:
        return _by_person(all_sent, line), 0
    found = all_sent.by_number.get(int(number))
    if found is None:
        raise _RowError(
            _("Kiriman nomor %(number)s tidak (lagi) menunggu cabang: nomornya salah, atau kantornya membatalkan.")
            % {"number": number[:20]}
        )
    _demand_person(found, line)
    return found, _seen(line, found)


def _by_person(all_sent: _Sent, line: ReplyLine) -> Sent:
    found = all_sent.of_person(line)
    if not found:
        raise _RowError(_("Tidak ada kiriman untuk NIK atau KPJ ini pada periode ini."))
    if len(found) > 1:
        numbers = ", ".join(str(sent.decision.pk) for sent in found)
        raise _RowError(_("Ada beberapa kiriman untuk orang ini: isi No kiriman (%(numbers)s).") % {"numbers": numbers})
    return found[0]


def _demand_person(sent: Sent, line: ReplyLine) -> None:
    """A row whose number and NIK do not belong together has slipped."""
    nik = read_nik(line.text(reply_sheet.NIK)).nik
    known = {read_nik(row.values.get("nik")).nik for row in (sent.case.left, sent.case.right) if row is not None}
    if nik and any(known) and nik not in known:
        raise _RowError(
            _("NIK pada baris ini bukan NIK kiriman nomor %(number)s: barisnya bergeser.")
            % {"number": sent.decision.pk}
        )


def _seen(line: ReplyLine, sent: Sent) -> int:
    key = line.text(reply_sheet.KEY)
    if not key:
        return 0
    try:
        decision, reply = (int(part) for part in _SIGNER.unsign(key).split("."))
    except (BadSignature, ValueError):
        raise _RowError(_("Kuncinya rusak: salin barisnya dari berkas yang diunduh.")) from None
    if decision != sent.decision.pk:
        raise _RowError(
            _("Kuncinya bukan milik kiriman nomor %(number)s: barisnya bergeser.") % {"number": sent.decision.pk}
        )
    return reply


@transaction.atomic
def replies_take(*, acting: Appointment, period: Period, lines: Sequence[ReplyLine], sha256: str) -> Weighed:
    """Store the answers of a file that was looked at, all in one transaction; gives what became of each row.

    What was answered since it was looked at is told, not overwritten. Raises FORBIDDEN for anybody but the branch.
    """
    if acting.role != Role.BPJS:
        raise FORBIDDEN
    cases = sorted({ready.sent.case.pk for ready in replies_weigh(acting, period, lines).ready})
    for start in range(0, len(cases), BATCH):
        list(Case.objects.select_for_update(no_key=True).filter(pk__in=cases[start : start + BATCH]).order_by("pk"))
    weighed = replies_weigh(acting, period, lines)
    BranchReply.objects.bulk_create([_reply(acting, ready) for ready in weighed.ready], BATCH)
    counts = {"stored": len(weighed.ready), "troubles": len(weighed.troubles), "clashes": len(weighed.clashes)}
    event_append(action="review.replies", acting=acting, about=period, detail={"sha256": sha256, **counts})
    return weighed


def _reply(acting: Appointment, ready: Ready) -> BranchReply:
    return BranchReply(
        decision=ready.sent.decision,
        word=ready.word,
        reason=ready.reason,
        by=acting.user,
        by_name=acting.user.full_name,
        at=timezone.now(),
    )


def token_of(acting: Appointment, period: Period, sha256: str) -> str:
    """What stands in the page that was looked at: which file, whose, for which period."""
    return _SIGNER.sign_object({"sha256": sha256, "period": period.pk, "acting": acting.pk})


def sha256_of(acting: Appointment, period: Period, token: str) -> str:
    """The file of a token. Raises ConflictError where it is another's, or of another period."""
    try:
        said = _SIGNER.unsign_object(token)
    except BadSignature:
        raise refusals.LOOK_AGAIN from None
    if (said.get("period"), said.get("acting")) != (period.pk, acting.pk):
        raise refusals.LOOK_AGAIN
    return str(said["sha256"])
