"""Which payment a line below zero takes back from is what the page's worked table says."""

from money_tables import worked_table

from padan.domain.ledger.corrections import CORRECTIONS, Paid, taken_from
from padan.domain.ledger.matching import OUTCOMES
from padan.domain.ledger.people import Portion, after_corrections

POOR, MARCH = "miskin_ekstrem", (2025, 3)
LEGOK, PAGE = "15.71.11.1001", "rules/payments-to-people.md"
RENTAN = "pekerja_rentan"
PAYMENTS = [
    Paid("1", LEGOK, POOR, MARCH, MARCH, "A", "", 50_400),
    Paid("2", LEGOK, POOR, MARCH, MARCH, "B", "", 16_800),
    Paid("3", LEGOK, RENTAN, MARCH, MARCH, "C", "", 33_600),
    Paid("4", LEGOK, POOR, MARCH, MARCH, "A", "Budi", 16_800),
]


def test_which_payment_a_correction_takes_back_from() -> None:
    for row in worked_table(PAGE, "corrections"):
        month = (int(row["month"][:4]), int(row["month"][5:]))
        place = {"Legok": LEGOK, "Murni": "15.71.11.1002", "": ""}[row["place"]]
        said = Paid("", place, row["programme"], month, month, row["number"], row["whom"], int(row["takes back"]))
        assert taken_from(said, PAYMENTS) == row["from"], row["case"]
    assert set(OUTCOMES) > CORRECTIONS


def test_nothing_becomes_less_than_nothing() -> None:
    march, april = Portion("l1", MARCH, 16_800), Portion("l1", (2025, 4), 16_800)
    given = [("budi", march), ("budi", april), ("sari", Portion("l2", MARCH, 16_800))]
    back = [("budi", Portion("l3", MARCH, 20_000)), ("sari", Portion("l4", MARCH, 800)), ("joko", march)]
    assert after_corrections(given, back) == (april, Portion("l2", MARCH, 16_000))
