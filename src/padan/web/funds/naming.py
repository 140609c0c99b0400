"""Names on bills that are nobody's: each is asked about once, an office answers, its rows follow the answer.

Rule: docs/explanation/rules/payments-to-people.md, "A name that is nobody's".
"""

import hashlib
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from padan.domain.cell_text import plain_text
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.funds.importing import people_of
from padan.web.funds.models import BillName, ImportLine, NameAnswer, NameWord, SheetKind, SheetState
from padan.web.funds.name_refusals import (
    ANSWERED_MEANWHILE,
    NAMED_ALREADY,
    NOT_OFFERED,
    NOT_YOUR_NAME,
    NOTHING_TO_TAKE_BACK,
)
from padan.web.funds.portions import portions_refresh
from padan.web.many_rows import rows_rewrite
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open
from padan.web.protection.models import Person
from padan.web.protection.roots import merged_now, roots_of
from padan.web.regions.models import Region
from padan.web.roles import OfficeKind, Role

AT_ONCE = 2000
HOLDING = (NameWord.PERSON, NameWord.NONE)
"""Answers that hold only while the record says the same."""
TRAIL = {"person": "orang ini", "none": "bukan orang kita", "later": "nanti", "undone": "ditarik"}
"""Answers as the trail keeps them."""


def said_key(nik: str, name: str) -> str:
    """Hash over what a row says of whom it names, the same for every way of writing it."""
    return hashlib.sha256(f"{nik}\x1f{plain_text(name).upper()}".encode()).hexdigest()


def record_of(persons: Iterable[Person]) -> str:
    """Hash over what the record says of who these persons are."""
    told = sorted(f"{one.pk}\x1f{one.nik}\x1f{one.name}\x1f{one.birth_date}" for one in persons)
    return hashlib.sha256("\x1e".join(told).encode()).hexdigest()


def offered(name: BillName) -> list[int]:
    """Ids of the records that are offered for a name, the likeliest first."""
    return [int(one["person"]) for one in name.candidates]


def telling(prefix: str = "") -> Q:
    """The condition that a row names somebody for whom an order paid: below the head of its bill, or as a line of the
    branch that has none and is its own bill. `prefix`: of a relation to rows."""
    below = {"outcome": "named", "bill__paid_by__isnull": False}
    alone = {"outcome": "paid_by_sp2d", "bill": None, "values___bill": "", "file__kind": SheetKind.PAYMENTS}
    one, other = ({f"{prefix}{key}": value for key, value in told.items()} for told in (below, alone))
    return Q(**one) | Q(**other)


def _bill_of(line: ImportLine) -> ImportLine:
    return line.bill if line.bill is not None else line


def lines_of(names: Iterable[int]) -> "QuerySet[ImportLine]":
    """The rows that ask these names, of bills that an order paid."""
    found = ImportLine.objects.filter(telling(), asked__in=list(names))
    return found.select_related("bill", "file").defer("found", "bill__found", "bill__values")


def may_answer(acting: Appointment, place: int) -> bool:
    """Whether an office answers for the bills of a place: its own does, and Bappeda for every one."""
    return acting.role == Role.BAPPEDA or acting.office.region_id == place


# --- what is asked, and which answers hold ---------------------------------------------------------------------------


@transaction.atomic
def names_settle() -> set[int]:
    """Ask about names that are nobody's, ask again where an answer holds no more, and let rows follow the answers that
    hold; gives the orders of rows that changed. Doing it twice changes nothing."""
    _ask()
    _ask_again()
    return _follow(ImportLine.objects.filter(telling(), asked__isnull=False))


def _ask() -> None:
    waiting = ImportLine.objects.filter(telling(), person=None, asked=None, file__state=SheetState.ACCEPTED)
    lines = list(waiting.select_related("bill"))
    if not lines:
        return
    known = {(one.place_id, one.programme, one.said): one for one in BillName.objects.all()}
    asking = []
    for line in lines:
        nik, name = line.values.get("_nik", ""), plain_text(line.values.get("name"))[:200]
        bill = _bill_of(line)
        if bill.place_id is None or not bill.programme or not (nik or name):
            continue
        key = (bill.place_id, bill.programme, said_key(nik, name))
        if key not in known:
            place, programme, said = key
            known[key] = BillName.objects.create(place_id=place, programme=programme, said=said, nik=nik, name=name)
        line.asked = known[key]
        asking.append(line)
    rows_rewrite(asking, ["asked"])
    if asking:
        event_append(action="funds.names_ask", detail={"rows": len(asking)})


def _ask_again() -> None:
    held = list(BillName.objects.filter(answer__word__in=HOLDING).select_related("answer"))
    wanted = {pk for one in held for pk in _bound(one)}
    people = {pk: one for at in _parts(wanted) for pk, one in Person.objects.in_bulk(at).items()}
    for name in held:
        assert name.answer is not None
        now = record_of(people[pk] for pk in _bound(name) if pk in people)
        if now != name.answer.record:
            BillName.objects.filter(pk=name.pk).update(answer=None)
            event_append(action="funds.name_again", about=name, detail={"answer": TRAIL[name.answer.word]})


def _bound(name: BillName) -> list[int]:
    """The records that an answer rests on."""
    answer = name.answer
    return [answer.person_id] if answer is not None and answer.person_id is not None else offered(name)


def _parts(wanted: Iterable[int]) -> Iterable[list[int]]:
    found = sorted(wanted)
    return (found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE))


def _follow(lines: "QuerySet[ImportLine]") -> set[int]:
    """Rows say what the answer on their name says, and what their NIK says where there is none."""
    rows = list(lines.select_related("asked__answer", "bill").defer("found", "bill__found", "bill__values"))
    merged = merged_now() if any(not _by_nik(line) for line in rows) else {}
    certain = people_of(sorted({nik for line in rows if (nik := line.values.get("_nik")) and _by_nik(line)}))
    changed = []
    for line in rows:
        person, stranger = _told(line, certain, merged)
        if (line.person_id, line.stranger) != (person, stranger):
            line.person_id, line.stranger = person, stranger
            changed.append(line)
    rows_rewrite(changed, ["person", "stranger"])
    return {paid_by for line in changed if (paid_by := _bill_of(line).paid_by_id)}


def _by_nik(line: ImportLine) -> bool:
    return line.asked is not None and line.asked.word != NameWord.PERSON


def _told(line: ImportLine, certain: Mapping[str, int], merged: Mapping[int, int | None]) -> tuple[int | None, bool]:
    answer = line.asked.answer if line.asked is not None else None
    if answer is not None and answer.person_id is not None:
        return root_of(answer.person_id, merged), False
    person = certain.get(line.values.get("_nik", ""))
    return person, person is None and answer is not None and answer.word == NameWord.NONE


def root_of(person: int, merged: Mapping[int, int | None]) -> int:
    """The record that stands for one since records were merged."""
    return roots_of({**merged, person: merged.get(person)})[person]


# --- answers ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def name_answer(
    *, acting: Appointment, name: BillName, word: str, seen: int, person: int | None = None, note: str = ""
) -> NameAnswer:
    """An office says whom a name on its bills means, that it is none of its people, or that it will say so later.
    `seen`: the newest answer that it saw, 0 for none.

    Raises NOT_YOUR_NAME, ANSWERED_MEANWHILE, NOT_OFFERED, NAMED_ALREADY, LockedError where a period over these months
    is signed.
    """
    held = _hold(acting, name, seen)
    if word not in (NameWord.PERSON, NameWord.NONE, NameWord.LATER):
        raise NOT_OFFERED
    if word == NameWord.PERSON and person not in offered(held):
        raise NOT_OFFERED
    chosen = root_of(person, merged_now()) if word == NameWord.PERSON and person is not None else None
    lines = lines_of([held.pk])
    if chosen is not None and _named_already(lines, chosen):
        raise NAMED_ALREADY
    return _append(acting, held, word, chosen, note, lines.order_by("pk").first())


@transaction.atomic
def name_take_back(*, acting: Appointment, name: BillName, seen: int) -> NameAnswer:
    """The answer on a name is taken back; it is asked about again. Raises as `name_answer`, NOTHING_TO_TAKE_BACK."""
    held = _hold(acting, name, seen)
    if held.answer is None:
        raise NOTHING_TO_TAKE_BACK
    return _append(acting, held, NameWord.UNDONE, None, "", None)


def _hold(acting: Appointment, name: BillName, seen: int) -> BillName:
    """The name, held until the transaction ends, where this office may answer now."""
    if not may_answer(acting, name.place_id):
        raise NOT_YOUR_NAME
    held = BillName.objects.select_for_update(of=("self",)).select_related("place").get(pk=name.pk)
    newest = held.answers.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest != seen:
        raise ANSWERED_MEANWHILE
    office = office_of(held.place) or acting.office
    for period in periods_over(lines_of([held.pk])):
        assert_open(period=period, office=office)
    return held


def office_of(place: Region) -> Office | None:
    """The office whose bills a place's are."""
    kinds = (OfficeKind.KELURAHAN, OfficeKind.KECAMATAN)
    return Office.objects.filter(region=place, kind__in=kinds).order_by("pk").first()


def periods_over(lines: "QuerySet[ImportLine]") -> list[Period]:
    """The periods that hold a month of these rows."""
    spans = [span for line in lines if (span := line.span or (line.bill.span if line.bill else ()))]
    if not spans:
        return []
    first, last = min(span[0] for span in spans), max(span[-1] for span in spans)
    found = Period.objects.filter(first_month__lte=f"{last[0]}-{last[1]:02}-01")
    return list(found.filter(last_month__gte=f"{first[0]}-{first[1]:02}-01").order_by("pk"))


def _named_already(lines: "QuerySet[ImportLine]", person: int) -> bool:
    """Whether a bill of these rows names the person by another row."""
    bills = [line.bill_id for line in lines]
    others = ImportLine.objects.filter(bill__in=bills, person=person, outcome="named")
    return others.exclude(pk__in=[line.pk for line in lines]).exists()


def _append(
    acting: Appointment, name: BillName, word: str, person: int | None, note: str, line: ImportLine | None
) -> NameAnswer:
    """Write an answer down, and let the rows of its name and the money follow it."""
    resting = [person] if person is not None else offered(name)
    made = NameAnswer.objects.create(
        name=name, word=word, person_id=person, line=line, record=record_of(Person.objects.in_bulk(resting).values()),
        note=" ".join(note.split())[:300], by=acting.user, by_name=acting.user.full_name, office=acting.office,
    )  # fmt: skip
    name.answer = None if word == NameWord.UNDONE else made
    name.save(update_fields=["answer"])
    orders = _follow(ImportLine.objects.filter(telling(), asked=name))
    portions_refresh(orders)
    event_append(action="funds.name_answer", acting=acting, about=name, detail={"answer": TRAIL[word]})
    return made
