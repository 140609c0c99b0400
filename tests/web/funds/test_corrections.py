"""Lines below zero take back what was paid, on the site as in a run: by name, of a bill, of a payment order."""

from datetime import date

import pytest
from cast import signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from money import POOR, Money, at, bill, order

from padan.web.cover.models import PersonMonth
from padan.web.cover.services import books_refresh
from padan.web.funds.group_bills import group_bills
from padan.web.funds.group_lists import BILLS
from padan.web.funds.left_to_do import money_todos
from padan.web.funds.models import ImportLine, Posting, SheetImport
from padan.web.funds.models import Portion as Kept
from padan.web.funds.overview import Look
from padan.web.funds.portions import portions_refresh
from padan.web.funds.selectors import group_bills_open
from padan.web.funds.services import file_accept, file_withdraw
from padan.web.funds.undoing import posting_reverse
from padan.web.periods.models import Period
from padan.web.protection.models import Person
from thorough import one_in

pytestmark = one_in(4)

BUDI, SARI, JOKO = "9871010101809001", "9871010101809002", "9871010101809003"
SHARE = 16_800


@pytest.fixture
def people(funded: Money) -> dict[str, Person]:
    legok = funded.place("legok")
    return {
        name: Person.objects.create(name=name, nik=nik, kelurahan=legok)
        for name, nik in (("Budi", BUDI), ("Sari", SARI), ("Joko", JOKO))
    }


def names(code: str, *who: tuple[str, str], amount: int = SHARE) -> list[tuple[str, ...]]:
    return [bill(code, amount, nik=nik, name=name) for name, nik in who]


EVERYBODY = (("Budi", BUDI), ("Sari", SARI), ("Joko", JOKO))


def told() -> list[tuple[str, int]]:
    return [(one.name, one.amount) for one in Kept.objects.order_by("name", "month")]


def unassigned(money: Money) -> int:
    """Rupiah of which the page of the place says that nobody knows for whom they were."""
    look = Look(money.place("legok"), date(2025, 5, 1))
    return sum(one.amount for one in look.findings() if one.code == "unassigned")


def outcomes(sheet: SheetImport) -> list[str]:
    return list(sheet.lines.order_by("number").values_list("outcome", flat=True))


def facts(people: dict[str, Person]) -> dict[str, str]:
    books_refresh()
    rows = PersonMonth.objects.filter(month=date(2025, 3, 1)).values_list("person__name", "fact")
    return dict(rows)


def test_what_a_name_takes_back_in_its_own_file_was_never_paid(funded: Money, people: dict[str, Person]) -> None:
    funded.orders([order("1/2025", 2 * SHARE)])
    back = bill("A1", -SHARE, nik=JOKO, name="Joko")
    sheet = funded.bills([bill("A1", 2 * SHARE, "2"), *names("A1", *EVERYBODY), back], accept=False)
    page = signed_in(funded.cast.bpkad).get(f"/dana/berkas/{sheet.pk}/").content.decode()
    assert "1 baris minus (-Rp 16.800) adalah koreksi" in page
    assert "Jumlah semua baris: Rp 67.200." in page
    signed_in(funded.cast.bpkad).post(f"/dana/berkas/{sheet.pk}/terima/")
    assert outcomes(sheet) == ["paid_by_sp2d", "named", "named", "named", "name_back"]
    assert told() == [("Budi", SHARE), ("Sari", SHARE)]
    (line,) = ImportLine.objects.filter(BILLS)
    assert group_bills(ImportLine.objects.filter(pk=line.pk)) == [], "told by name to the last rupiah"
    assert facts(people) == {"Budi": "paid", "Sari": "paid"}


def test_a_later_file_takes_back_from_a_person_once_it_is_accepted(funded: Money, people: dict[str, Person]) -> None:
    funded.orders([order("1/2025", 3 * SHARE)])
    funded.bills([bill("A1", 3 * SHARE, "3"), *names("A1", *EVERYBODY)])
    later = funded.bills([bill("", -SHARE, nik=JOKO, name="Joko")], accept=False)
    assert outcomes(later) == ["name_back"]
    portions_refresh(ImportLine.objects.filter(reference="1/2025").values_list("pk", flat=True))
    assert len(told()) == 3, "nobody has accepted it"
    file_withdraw(acting=funded.cast.bpkad, sheet=later)
    later = funded.bills([bill("", -SHARE, nik=JOKO, name="Joko")])
    assert outcomes(later) == ["name_back"]
    assert told() == [("Budi", SHARE), ("Sari", SHARE)]
    assert funded.bills([bill("X", -SHARE, nik=JOKO, name="Joko")]).lines.get().outcome == "takes_nothing", "taken"


def test_a_bill_and_its_correction_are_paid_by_the_order_of_what_is_left(
    funded: Money, people: dict[str, Person]
) -> None:
    funded.orders([order("1/2025", 2 * SHARE)])
    sheet = funded.bills([bill("A1", 3 * SHARE, "3"), *names("A1", *EVERYBODY[:2]), bill("A1", -SHARE, "1")])
    assert outcomes(sheet) == ["paid_by_sp2d", "named", "named", "takes_back"]
    assert sheet.lines.get(outcome="takes_back").paid_by == sheet.lines.get(outcome="paid_by_sp2d").paid_by
    assert told() == [("Budi", SHARE), ("Sari", SHARE)]
    (line,) = ImportLine.objects.filter(BILLS)
    assert group_bills(ImportLine.objects.filter(pk=line.pk)) == []
    payment = Posting.objects.get(line__reference="1/2025", given__kind="paid")
    posting_reverse(acting=funded.cast.bpkad, posting=payment, reason="Salah", day=date(2025, 5, 1))
    assert outcomes(sheet) == ["without_sp2d", "named", "named", "takes_back"]
    funded.orders([order("2/2025", 2 * SHARE)])
    assert outcomes(sheet) == ["paid_by_sp2d", "named", "named", "takes_back"]


def test_a_correction_of_a_bill_that_everybody_is_named_on_leaves_open_who_it_was(
    funded: Money, people: dict[str, Person]
) -> None:
    funded.orders([order("1/2025", 3 * SHARE)])
    funded.bills([bill("A1", 3 * SHARE, "3"), *names("A1", *EVERYBODY)])
    assert len(told()) == 3
    assert outcomes(funded.bills([bill("A1", -SHARE, "1")])) == ["takes_back"]
    assert told() == []
    assert facts(people) == {}
    (asked,) = group_bills_open(funded.cast.siti)
    assert (asked.state, asked.names.amount, asked.names.total) == ("corrected", 2 * SHARE, 3 * SHARE)
    (todo,) = [one for one in money_todos(funded.cast.siti, Period()) if one.address == "/dana/tagihan-kelompok/"]
    assert todo.count == 1
    page = signed_in(funded.cast.siti).get("/dana/tagihan-kelompok/").content.decode()
    assert "belum jelas siapa yang dikurangi" in page
    back = bill("", -SHARE, nik=JOKO, name="Joko")
    assert outcomes(funded.bills([back])) == ["name_back"]
    assert group_bills_open(funded.cast.siti) == []
    assert told() == [("Budi", SHARE), ("Sari", SHARE)]


def test_a_payment_order_below_zero_frees_its_money(funded: Money) -> None:
    free = at("available")
    funded.orders([order("1/2025", 5 * SHARE)])
    paid = at("paid", programme=POOR)
    assert paid == 5 * SHARE
    sheet = funded.orders([order("2/2025", -SHARE), order("3/2025", -90 * SHARE)])
    assert outcomes(sheet) == ["takes_back", "takes_nothing"]
    assert at("paid", programme=POOR) == 4 * SHARE
    assert at("available") == free + SHARE or at("committed", programme=POOR) > 0
    (posting,) = Posting.objects.filter(line__in=sheet.lines.all())
    assert (posting.amount, posting.given.kind, posting.line.reference) == (SHARE, "available", "2/2025")
    page = signed_in(funded.cast.bpkad).get(f"/dana/berkas/{sheet.pk}/").content.decode()
    assert "2 baris minus" in page
    assert "tidak mengurangi apa pun dan tidak dibukukan" in page
    own = signed_in(funded.cast.bpkad).get(f"/dana/baris/{posting.line_id}/").content.decode()
    assert "Mengurangi" in own


def test_a_payment_and_its_correction_in_one_list(funded: Money) -> None:
    sheet = funded.orders([order("1/2025", -SHARE), order("1/2025", 5 * SHARE)])
    assert outcomes(sheet)[0] == "takes_back"
    assert at("paid", programme=POOR) == 4 * SHARE
    assert unassigned(funded) == 4 * SHARE
    bills = funded.bills([bill("A1", 4 * SHARE, "4"), *names("A1", *EVERYBODY)])
    assert outcomes(bills)[0] == "paid_by_sp2d"
    assert unassigned(funded) == SHARE
    assert outcomes(funded.bills([bill("A2", SHARE, "1")])) == ["without_sp2d"], "nothing is left of the order"


def test_a_file_that_cannot_be_read_is_handed_in_anew_where_its_refusal_stands(funded: Money) -> None:
    client = signed_in(funded.cast.bpkad)
    broken = SimpleUploadedFile("rusak.xlsx", b"PK\x03\x04 half")
    sent = {"kind": "payments", "source": "bkbk", "year": "2024", "file": broken}
    address = client.post("/dana/berkas/baru/", sent)["Location"]
    page = client.get(address).content.decode()
    assert "Unggah lagi" in page
    assert '<option value="payments" selected>' in page
    assert 'value="2024"' in page
    assert "Kata sandi berkas" in page
    assert "Unggah lagi" not in signed_in(funded.cast.bappeda).get(address).content.decode()


def test_accepting_a_bill_asks_as_many_questions_for_many_names_as_for_few(funded: Money) -> None:
    asked = []
    for code, count in (("A1", 2), ("A2", 40)):
        who = [(f"Nama {n}", f"98710101{code[1]}180{n:04d}") for n in range(count)]
        funded.orders([order(f"{code}/SP2D/2025", count * SHARE)])
        sheet = funded.bills([bill(code, count * SHARE, str(count)), *names(code, *who)], accept=False)
        with CaptureQueriesContext(connection) as queries:
            file_accept(acting=funded.cast.bpkad, sheet=sheet)
        asked.append(len(queries))
        assert outcomes(sheet) == ["paid_by_sp2d", *["named"] * count]
    assert asked[1] <= asked[0]
