"""The lists that go out once answers hold: to the branch, and into the offices' own lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from padan.documents.outgoing_lists import Cell, OutgoingList, write_outgoing
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.review import showing
from padan.web.review.answers import Answer, Effect, answer_of
from padan.web.review.gathering import AFTER
from padan.web.review.models import Case, CaseState, Decision
from padan.web.runs.models import RunRow
from padan.web.templatetags.indonesian import rupiah

Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Item:
    """An answer that holds: the case, its newest decision of that answer, and what the run says of its money."""

    case: Case
    answer: Answer
    decision: Decision
    offices: str
    money: Mapping[int, RunRow]


@dataclass(frozen=True, slots=True)
class Listed:
    """One list that can be asked for. `to_branch`: the branch may fetch it too."""

    key: str
    label: str | Promise
    note: str | Promise
    headings: Sequence[str | Promise]
    lines: Callable[[Item], Iterator[Line]]
    to_branch: bool


_WHO = (gettext_lazy("Diputuskan oleh"), gettext_lazy("Kantor"), gettext_lazy("Tanggal keputusan"))


def _who(item: Item) -> tuple[str, str, str]:
    return item.decision.by_name, item.offices, f"{item.decision.at:%d-%m-%Y}"


def _said(row: Row | None, *keys: str) -> tuple[str, ...]:
    values = row.values if row else {}
    return tuple(showing.shown(key, str(values.get(key) or "")) for key in keys)


_ENROL_FIELDS = (
    "nik", "name", "birth_place", "birth_date", "sex", "mother", "kk", "address", "rt", "rw", "kelurahan", "kecamatan",
    "phone", "job", "work_place", "work_hours", "income", "segment",
)  # fmt: skip


def _enrolments(item: Item) -> Iterator[Line]:
    if item.answer.effect is Effect.ENROL:
        yield *_said(item.case.left, *_ENROL_FIELDS), *_who(item)


def _leavers(item: Item) -> Iterator[Line]:
    if item.answer.effect not in (Effect.LEAVE, Effect.DEATH):
        return
    case, decision = item.case, item.decision
    row = case.right or case.left
    if item.answer.keeps == "right":
        row = case.left
    day = f"{decision.happened_on:%d-%m-%Y}" if decision.happened_on else ""
    yield (
        *_said(row, "kpj", "nik", "name"),
        str(item.answer.label),
        day,
        decision.document,
        decision.reason,
        *_who(item),
    )


def _credits(item: Item) -> Iterator[Line]:
    if item.answer.effect not in (Effect.CREDIT, Effect.DEATH):
        return
    row = item.case.right or item.case.left
    said = next(iter(item.money.values()), None)
    months = sorted(month for month, status in (said.months if said else {}).items() if status in AFTER)
    if item.answer.effect is Effect.DEATH and not months:
        return
    amount = said.excess if said else 0
    decision = item.decision
    yield *_said(row, "kpj", "nik", "name"), ", ".join(months), amount, decision.document, decision.reason, *_who(item)


def right_values(item: Item) -> Iterator[tuple[str, str, str, str]]:
    """(field, value of the own list, value of the branch, right value) of each field that a correction is about."""
    case = item.case
    if item.answer.effect is not Effect.CORRECT or case.left is None or case.right is None:
        return
    for field in ("nik", "name", "birth_date", "sex"):
        ours, theirs = _said(case.left, field)[0], _said(case.right, field)[0]
        given = showing.shown(field, str(item.decision.values.get(field) or ""))
        right = given or {"left": ours, "right": theirs}.get(item.answer.keeps, "")
        if right and (ours.casefold() != theirs.casefold() or given):
            yield field, ours, theirs, right


def _corrections(item: Item) -> Iterator[Line]:
    row = item.case.right
    for field, _ours, theirs, right in right_values(item):
        if right.casefold() != theirs.casefold():
            kpj, name = _said(row, "kpj", "name")
            yield kpj, name, showing.label_of(field), theirs, right, item.decision.reason, *_who(item)
    if item.answer.code == "hidup" and row is not None:
        kpj, name = _said(row, "kpj", "name")
        yield kpj, name, _("Status"), _("meninggal"), _("masih hidup"), item.decision.reason, *_who(item)


def asked_of(item: Item) -> str:
    """What the branch is asked to do, on one line."""
    effect, decision = item.answer.effect, item.decision
    day = f"{decision.happened_on:%d-%m-%Y}" if decision.happened_on else ""
    if effect is Effect.CORRECT:
        return "; ".join(f"{line[2]}: {line[3] or '–'} → {line[4]}" for line in _corrections(item))
    if effect in (Effect.LEAVE, Effect.DEATH):
        asked = _("Akhiri kepesertaan per %(day)s") if effect is Effect.LEAVE else _("Meninggal %(day)s, periksa JKM")
        return asked % {"day": day}
    if effect is Effect.CREDIT:
        return "; ".join(f"{line[3]}: {rupiah(int(line[4]))}" for line in _credits(item))
    return _("Daftarkan") if effect is Effect.ENROL else ""


def _own_lists(item: Item) -> Iterator[Line]:
    """What an office mends in its own list: values, rows to add, rows to take out."""
    case, effect = item.case, item.answer.effect
    for field, ours, _theirs, right in right_values(item):
        if right.casefold() != ours.casefold():
            yield _own(case.left, _("Ubah %(field)s") % {"field": showing.label_of(field)}, ours, right, item)
    if effect is Effect.ADD:
        yield _own(case.right, _("Tambahkan"), "", "", item)
    elif effect in (Effect.REMOVE, Effect.MEND):
        words = _("Hapus baris") if effect is Effect.REMOVE else _("Perbaiki baris")
        yield _own(case.left or case.right, words, "", "", item)
    elif effect is Effect.SAME and item.answer.keeps:
        row = case.right if item.answer.keeps == "left" else case.left
        if row is not None and row.kind == "list":
            yield _own(row, _("Hapus baris kembar"), "", "", item)
    elif effect in (Effect.LEAVE, Effect.DEATH) and case.left is not None and case.left.kind == "list":
        yield _own(case.left, str(item.answer.label), "", "", item)


def _own(row: Row | None, what: str, before: str, after: str, item: Item) -> Line:
    place = (row.upload.filename, row.sheet, row.row) if row is not None else ("", "", 0)
    return (*_said(row, "nik", "name"), what, before, after, item.decision.reason, *place, *_who(item))


LISTS: tuple[Listed, ...] = (
    Listed(
        "usulan",
        gettext_lazy("Usulan pendaftaran"),
        gettext_lazy("Orang yang diusulkan didaftarkan ke BPJS Ketenagakerjaan."),
        (*(showing.name_of(field) for field in _ENROL_FIELDS), *_WHO),
        _enrolments,
        True,
    ),
    Listed(
        "berhenti",
        gettext_lazy("Berhenti dan meninggal"),
        gettext_lazy("Sudah disahkan kepala kantor. Klaim kematian diperiksa dahulu."),
        (
            "KPJ", "NIK", gettext_lazy("Nama"), gettext_lazy("Keadaan"), gettext_lazy("Tanggal"),
            gettext_lazy("Dokumen"), gettext_lazy("Alasan"), *_WHO,
        ),
        _leavers,
        True,
    ),
    Listed(
        "klaim-kembali",
        gettext_lazy("Iuran yang diusulkan kembali"),
        gettext_lazy("Diusulkan sebagai pengurang tagihan berikutnya."),
        (
            "KPJ", "NIK", gettext_lazy("Nama"), gettext_lazy("Bulan"), gettext_lazy("Rupiah"), gettext_lazy("Dokumen"),
            gettext_lazy("Alasan"), *_WHO,
        ),
        _credits,
        True,
    ),
    Listed(
        "koreksi",
        gettext_lazy("Perbaikan data di BPJS"),
        gettext_lazy("Isian yang salah di data BPJS, dan nilai yang benar."),
        (
            "KPJ", gettext_lazy("Nama"), gettext_lazy("Isian"), gettext_lazy("Data BPJS"),
            pgettext_lazy("nilai", "Seharusnya"), gettext_lazy("Alasan"), *_WHO,
        ),
        _corrections,
        True,
    ),
    Listed(
        "daftar-sendiri",
        gettext_lazy("Perbaikan daftar sendiri"),
        gettext_lazy("Yang perlu diubah, ditambah atau dihapus dalam daftar kantor."),
        (
            "NIK", gettext_lazy("Nama"), gettext_lazy("Yang dikerjakan"), gettext_lazy("Tertulis"),
            pgettext_lazy("nilai", "Seharusnya"), gettext_lazy("Alasan"), gettext_lazy("Berkas"),
            gettext_lazy("Lembar"), gettext_lazy("Baris"), *_WHO,
        ),
        _own_lists,
        False,
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Listed] = {listed.key: listed for listed in LISTS}


def items_of(period: Period, office: Office | None) -> list[Item]:
    """Every answer that holds, of one office's cases or of all."""
    cases = Case.objects.filter(period=period, state=CaseState.ANSWERED).exclude(answer__in=("", "diketahui"))
    if office is not None:
        cases = cases.filter(offices__office=office)
    rows = ("left__upload__requirement", "right__upload__requirement")
    found = list(cases.select_related(*rows).prefetch_related("offices__office").order_by("id"))
    last: dict[tuple[int, str], Decision] = {}
    for decision in Decision.objects.filter(case__in=found).order_by("id"):
        last[decision.case_id, decision.answer] = decision
    keys = {key for case in found for key in (case.left_id, case.right_id) if key is not None}
    money = RunRow.objects.filter(run__in={case.run_id for case in found}, row__in=keys)
    by_row = {said.row_id: said for said in money.only("row_id", "months", "excess").order_by("run_id")}
    return [item for case in found if (item := _item(case, last, by_row)) is not None]


def _item(case: Case, last: Mapping[tuple[int, str], Decision], money: Mapping[int, RunRow]) -> Item | None:
    answer, decision = answer_of(case.kind, case.answer), last.get((case.pk, case.answer))
    if answer is None or decision is None:
        return None
    offices = ", ".join(sorted(line.office.name for line in case.offices.all()))
    own = {key: money[key] for key in (case.right_id, case.left_id) if key is not None and key in money}
    return Item(case, answer, decision, offices, own)


def counts_of(period: Period, office: Office | None) -> dict[str, int]:
    """How many lines each list has."""
    items = items_of(period, office)
    return {listed.key: sum(len(list(listed.lines(item))) for item in items) for listed in LISTS}


def list_workbook(acting: Appointment, period: Period, office: Office | None, listed: Listed) -> bytes:
    """One list as a workbook; the download is logged."""
    lines = [line for item in items_of(period, office) for line in listed.lines(item)]
    where = office.name if office else _("semua kantor")
    title = f"{listed.label}, {where}, {period.name}"
    out = BytesIO()
    headings = [str(heading) for heading in listed.headings]
    write_outgoing(out, OutgoingList(str(listed.label), title, str(listed.note), headings, lines))
    detail = {"list": listed.key, "lines": len(lines)}
    event_append(action="review.list", acting=acting, about=period, detail=detail)
    return out.getvalue()
