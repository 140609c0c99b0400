"""Files of payments: received, read in a process of their own, shown, then accepted and posted, or withdrawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from padan.domain import ledger
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds import judging
from padan.web.funds.allocating import TREASURER, only
from padan.web.funds.booking import Book
from padan.web.funds.correcting import corrections_lay, corrections_post, is_correction
from padan.web.funds.models import Commitment, ImportLine, SheetImport, SheetKind, SheetState, Source
from padan.web.funds.portions import portions_refresh
from padan.web.funds.refusals import NO_FILE, NO_LINES, NOT_WAITING, TOO_LARGE
from padan.web.funds.understanding import Reader, Understood, fingerprint, is_bill, said
from padan.web.lists.reading import FileRefusedError, Read, StoppedError, read_file
from padan.web.many_rows import rows_put, rows_rewrite
from padan.web.protection.models import Person
from padan.web.refusals import both
from padan.web.regions.models import Level, Region

BATCH = 500


def file_receive(
    *,
    acting: Appointment,
    kind: SheetKind,
    source: Source,
    year: int,
    file: "File[Any] | None",
    password: str = "",
) -> SheetImport:
    """Keep a file, have it read apart, and store every line with what it fits: `checked`, or `refused` with a sentence.

    The same bytes again lead to the file that is there. Nothing is posted before `file_accept`.
    """
    only(acting, TREASURER)
    if file is None:
        raise NO_FILE
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise TOO_LARGE
    sha256, size = vault.keep(file.chunks())
    there = _standing(kind, sha256)
    if there is not None:
        return there
    name = (file.name or "").replace("\\", "/").rsplit("/", 1)[-1][-255:] or "berkas"
    sheet = SheetImport(
        kind=kind, filename=name, sha256=sha256, size=size, source=source, year=year, handed_in_by=acting.user
    )
    try:
        with read_file(vault.path_of(sha256), filename=name, kind=kind, password=password) as read:
            return _store(acting, sheet, read)
    except (FileRefusedError, StoppedError) as error:
        return _store_refused(acting, sheet, error)


def _standing(kind: str, sha256: str) -> SheetImport | None:
    states = [SheetState.CHECKED, SheetState.ACCEPTED]
    return SheetImport.objects.filter(kind=kind, sha256=sha256, state__in=states).first()


@transaction.atomic
def _store_refused(acting: Appointment, sheet: SheetImport, error: FileRefusedError | StoppedError) -> SheetImport:
    sheet.pk, sheet._state.adding = None, True
    sheet.state = SheetState.REFUSED
    sheet.refusal = both(error)
    sheet.save()
    event_append(action="funds.file_refuse", acting=acting, about=sheet, detail={"sha256": sheet.sha256})
    return sheet


@transaction.atomic
def _store(acting: Appointment, sheet: SheetImport, read: Read) -> SheetImport:
    sheet.state, sheet.understanding = SheetState.CHECKED, read.sheets
    sheet.save()
    city = city_of(acting)
    commitments = judging.Commitments()
    reader = Reader(city, sheet.source, sheet.year, commitments.decrees())
    hints = {one["sheet"]: one["hints"] for one in read.sheets}
    lines = list(_lines(sheet, reader, read.rows, hints))
    _known(sheet, lines)
    _bills(sheet, lines)
    _judge(sheet, lines, city, commitments)
    for line in lines:
        if line.bill is not None and line.bill.file_id != sheet.pk:
            line.bill = None  # A file that nobody has accepted takes nothing back from another.
    _put(lines)
    sheet.counts = judging.tally(lines)
    sheet.save(update_fields=["counts"])
    detail = {"sha256": sheet.sha256, "rows": len(lines)}
    event_append(action="funds.file_receive", acting=acting, about=sheet, detail=detail)
    return sheet


def city_of(acting: Appointment) -> Region:
    """The city of an office; every treasury has one."""
    region: Region | None = acting.office.region
    while region is not None and region.level != Level.CITY:
        region = region.parent
    assert region is not None
    return region


def _lines(
    sheet: SheetImport, reader: Reader, rows: Iterator[dict[str, Any]], hints: Mapping[str, Mapping[str, Any]]
) -> Iterator[ImportLine]:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        understood = reader.read(sheet.kind, row["values"], hints.get(row["sheet"], {}))
        words = said(sheet.kind, row["values"])
        yield _line(sheet, number, row, understood, fingerprint(words, seen[words]))
        seen[words] += 1


def _line(sheet: SheetImport, number: int, row: Mapping[str, Any], told: Understood, mark: str) -> ImportLine:
    head = sheet.kind == SheetKind.PAYMENTS and is_bill(row["values"], told)
    outcome = "without_sp2d" if sheet.kind == SheetKind.PAYMENTS else "several"
    return ImportLine(
        file=sheet,
        number=number,
        sheet=row["sheet"][:100],
        row=row["row"],
        found=row["found"],
        values={**row["values"], "_decree": told.decree, "_nik": told.nik, "_bill": "1" if head else ""},
        amount=told.amount,
        day=told.day,
        place=told.place,
        office=told.office,
        programme=told.programme,
        first_month=told.first_month,
        last_month=told.last_month,
        heads=told.heads,
        reference=told.reference,
        source=told.source,
        year=told.year,
        fingerprint=mark,
        outcome=outcome if told.posts or (told.amount and not head and told.nik) else "unreadable",
    )


def _known(sheet: SheetImport, lines: list[ImportLine]) -> None:
    """Lines accepted before are known; and the people whom lines name."""
    before = judging.known_before(sheet.kind, [line.fingerprint for line in lines])
    for line in lines:
        if line.fingerprint in before:
            line.outcome = "known"
    people = people_of(sorted({line.values["_nik"] for line in lines if line.values["_nik"]}))
    for line in lines:
        line.person_id = people.get(line.values["_nik"])


def people_of(niks: list[str]) -> dict[str, int]:
    """The one person of each NIK; nobody where two records have it."""
    found: dict[str, set[int]] = {}
    for start in range(0, len(niks), BATCH):
        standing = Person.objects.filter(nik__in=niks[start : start + BATCH], merged_into__isnull=True)
        for nik, pk in standing.values_list("nik", "pk"):
            found.setdefault(nik, set()).add(pk)
    return {nik: pks.pop() for nik, pks in found.items() if len(pks) == 1}


def _bills(sheet: SheetImport, lines: list[ImportLine]) -> None:
    """Lines by name with the billing code of a bill of the same file tell whom that bill is for."""
    if sheet.kind != SheetKind.PAYMENTS:
        return
    bills = (line for line in lines if line.values["_bill"] and line.reference and not is_correction(line))
    heads = {line.reference: line for line in bills}
    for line in lines:
        bill = None if line.values["_bill"] else heads.get(line.reference)
        if bill is not None and line.outcome not in ("known", "unreadable"):
            line.bill, line.outcome = bill, "name_back" if is_correction(line) else "named"


def _put(lines: list[ImportLine]) -> None:
    """Store new lines, bills before the lines that name their people."""
    ImportLine.objects.bulk_create([line for line in lines if line.bill is None], batch_size=BATCH)
    named = [line for line in lines if line.bill is not None]
    for line in named:
        line.bill = line.bill  # Its id is known only now.
    rows_put(named)


def _judge(sheet: SheetImport, lines: list[ImportLine], city: Region, commitments: judging.Commitments) -> set[int]:
    corrections_lay(lines)
    if sheet.kind == SheetKind.DISBURSEMENTS:
        judging.judge_orders(lines, city, commitments)
        return set()
    return judging.judge_bills(lines, commitments)


_JUDGED = ("outcome", "commitment_id", "bill_id", "paid_by_id", "source_id", "year", "programme", "person_id")


def _told(line: ImportLine) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in _JUDGED)


def _save(lines: list[ImportLine], before: Mapping[int, tuple[Any, ...]]) -> None:
    """Write the lines of which something else is said than `before` (by number)."""
    changed = [line for line in lines if before.get(line.pk) != _told(line)]
    rows_rewrite(changed, [name.removesuffix("_id") for name in _JUDGED])


@transaction.atomic
def file_accept(*, acting: Appointment, sheet: SheetImport) -> SheetImport:
    """Post every line that can be read; a line that fits no commitment is posted all the same, for it is a fact. A line
    below zero takes back from what it corrects (`funds.correcting`).

    Bills are not posted: they tell of whom an order's money was for. Raises NOT_WAITING, NO_LINES.
    """
    only(acting, TREASURER)
    held = SheetImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.state != SheetState.CHECKED:
        raise NOT_WAITING
    lines = list(held.lines.defer("found").select_related("place", "source", "file").order_by("number"))
    if not any(line.outcome not in ("unreadable", "known") for line in lines):
        raise NO_LINES
    city = city_of(acting)
    before = {line.pk: _told(line) for line in lines}
    _known(held, lines)
    for line in lines:
        if line.outcome == "paid_by_sp2d":
            line.outcome, line.paid_by = "without_sp2d", None
    tied = _judge(held, lines, city, judging.Commitments())
    if held.kind == SheetKind.DISBURSEMENTS:
        post_lines(acting, [line for line in lines if line.outcome not in judging.SETTLED], city)
        tied |= _corrections_post(acting, lines)
    _save(lines, before)
    held.state, held.accepted_by, held.accepted_at = SheetState.ACCEPTED, acting.user, timezone.now()
    held.counts = judging.tally(lines)
    held.save(update_fields=["state", "accepted_by", "accepted_at", "counts"])
    if held.kind == SheetKind.DISBURSEMENTS:
        tied |= bills_tie() | {line.pk for line in lines if line.outcome not in judging.SETTLED}
    portions_refresh(tied)
    event_append(action="funds.file_accept", acting=acting, about=held, detail={"rows": len(lines)})
    return held


def post_lines(acting: Appointment, lines: list[ImportLine], city: Region) -> None:
    """Post the payments that these lines tell of, each from the money that the rules find for it."""
    book = Book(acting, timezone.localdate())
    wanted = {line.commitment_id for line in lines if line.commitment_id}
    commitments = Commitment.objects.select_related("source").in_bulk(wanted)
    pockets: dict[tuple[Source, int], set[Region]] = defaultdict(set)
    for line in lines:
        paid = commitments.get(line.commitment_id or 0)
        pockets[(paid.source, paid.year) if paid else (line.source, line.year)].add(line.place or city)
    for (source, year), places in pockets.items():
        book.pockets(source, year, places)
    for line in lines:
        post_part(book, line, line.place or city, line.amount or 0, commitments.get(line.commitment_id or 0))
    book.close()


def _corrections_post(acting: Appointment, lines: list[ImportLine]) -> set[int]:
    """Post the corrections among these lines, after the payments; gives the ids of the orders that are less by them."""
    corrections = [line for line in lines if line.outcome == "takes_back"]
    if not corrections:
        return set()
    book = Book(acting, timezone.localdate())
    touched = corrections_post(book, corrections)
    book.close()
    return touched


def post_part(book: Book, line: ImportLine, place: Region, amount: int, commitment: Commitment | None) -> None:
    """Post a payment of one line for one place, for a commitment where there is one."""
    source, year = (commitment.source, commitment.year) if commitment else (line.source, line.year)
    one = book.pocket(source, year, place)
    held = book.held(one).get(commitment.pk) if commitment else None
    whole = place.level == Level.KELURAHAN or not source.earmarked
    parts = ledger.pay(
        book.balances,
        one,
        amount,
        programme=held.commitment.programme if held else line.programme,
        commitment=str(held.commitment.pk) if held else "",
        held=held.held if held else 0,
        own_money=whole or held is not None,
    )
    months = line.span
    event_month = line.first_month if len(months) == 1 else None
    book.post(parts, line=line, imported=True, day=line.day, reference=line.reference, event_month=event_month)


def bills_tie() -> set[int]:
    """Bills accepted before that no order had paid yet are laid to the orders that have come since."""
    waiting = ImportLine.objects.filter(outcome="without_sp2d", file__state=SheetState.ACCEPTED)
    lines = list(waiting.defer("found").select_related("place", "source").order_by("day", "id"))
    if not lines:
        return set()
    before = {line.pk: _told(line) for line in lines}
    tied = judging.judge_bills(lines, judging.Commitments())
    _save(lines, before)
    for line in lines:
        if line.paid_by_id in tied:
            ImportLine.objects.filter(bill=line, outcome="takes_back").update(paid_by=line.paid_by_id)
    return tied


@transaction.atomic
def file_withdraw(*, acting: Appointment, sheet: SheetImport) -> None:
    """Take back a file that has not been accepted. It stays listed, its lines are gone."""
    only(acting, TREASURER)
    held = SheetImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.state != SheetState.CHECKED:
        raise NOT_WAITING
    held.lines.update(bill=None)
    held.lines.all().delete()
    held.state = SheetState.WITHDRAWN
    held.save(update_fields=["state"])
    event_append(action="funds.file_withdraw", acting=acting, about=held)
