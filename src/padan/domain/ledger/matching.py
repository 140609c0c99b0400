"""Which commitment a line of a payment list pays, and why none.

Worked table: docs/explanation/rules/payments-to-people.md.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from padan.domain.contributions import number
from padan.domain.months import Month

_SIGNS = re.compile(r"[^0-9A-Z]+")

OUTCOMES: dict[str, tuple[str, str]] = {
    "matched": ("cocok dengan satu komitmen", "fits one commitment"),
    "above": (
        "cocok, tetapi melebihi sisa komitmennya; kelebihannya dihitung sebagai dibayar tanpa komitmen",
        "fits, but above what the commitment has left; the rest counts as paid without one",
    ),
    "chosen": ("komitmen dipilih petugas", "a clerk chose the commitment"),
    "several": (
        "lebih dari satu komitmen mungkin, dan jumlahnya tidak menentukan: pilih satu",
        "more than one commitment may be meant, and the amount does not decide: choose one",
    ),
    "unnamed": (
        "tidak menyebut program atau keputusan, dan jumlahnya bukan jumlah satu komitmen: dibayar tanpa komitmen",
        "names no programme or decree, and its amount is that of no commitment: paid without one",
    ),
    "no_place": ("kelurahan atau kecamatannya tidak disebut atau tidak dikenal", "names no place that is known"),
    "no_commitment": ("tempat ini tidak punya komitmen yang terbuka", "the place has no open commitment"),
    "no_programme": ("tidak ada komitmen untuk program yang disebut", "no commitment for the programme that it names"),
    "no_months": ("tidak ada komitmen untuk bulan yang disebut", "no commitment for the months that it names"),
    "no_decree": ("tidak ada komitmen dengan keputusan yang disebut", "no commitment with the decree that it names"),
    "unsplit": (
        "atas nama kecamatan dan belum dipecah ke kelurahan",
        "in the name of a kecamatan and not yet split to its kelurahan",
    ),
    "split": ("dipecah ke kelurahan menurut tabel", "split to kelurahan by a stated table"),
    "unreadable": (
        "jumlah atau tanggalnya tidak terbaca, jadi tidak dibukukan",
        "its amount or day cannot be read, so it is not posted",
    ),
    "undone": ("dibatalkan petugas", "undone by a clerk"),
    "known": ("sudah ada dalam berkas yang diterima sebelumnya", "stands in a file accepted before"),
    "named": ("rincian nama dari tagihan dalam berkas ini", "names of a bill in this file"),
    "takes_back": (
        "koreksi (minus): mengurangi tagihan atau SP2D yang dikoreksinya",
        "a correction (minus): takes back from the bill or SP2D that it corrects",
    ),
    "name_back": (
        "koreksi (minus): mengurangi yang dibayar untuk orang itu pada bulan itu",
        "a correction (minus): takes back what was paid for that person in that month",
    ),
    "takes_nothing": (
        "koreksi (minus) tanpa pembayaran yang sesuai: tidak mengurangi apa pun dan tidak dibukukan",
        "a correction (minus) of no payment that fits: takes back nothing and is not posted",
    ),
    "paid_by_sp2d": (
        "pembayarannya sudah dibukukan dari daftar SP2D; di sini hanya dirinci per orang",
        "its payment has been posted from the SP2D list; here it is only told by person",
    ),
    "without_sp2d": (
        "tagihan tanpa SP2D yang sesuai; belum dibukukan sebagai pembayaran",
        "a bill without an SP2D that fits; not posted as a payment",
    ),
}
"""What becomes of a line, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: "" or None where it says nothing."""

    place: str
    amount: int
    programme: str = ""
    first: Month | None = None
    last: Month | None = None
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """An open commitment: what it has left to pay, and what one month of it comes to."""

    key: str
    place: str
    programme: str
    first: Month
    last: Month
    left: int
    a_month: int
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The commitment that a line pays ("" for none) and what decided (a key of OUTCOMES)."""

    commitment: str
    outcome: str


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A number of a decree or document without signs, in upper case."""
    return _SIGNS.sub("", text.upper())


def match(line: Line, commitments: Sequence[Commitment]) -> Match:
    """The commitment that a line pays. A condition that the line does not name decides nothing; a line that names
    neither programme nor decree may pay for something else, so only an exact amount tells."""
    if not line.place:
        return Match("", "no_place")
    found = [c for c in commitments if c.place == line.place]
    if not found:
        return Match("", "no_commitment")
    for outcome, says, fits in _CONDITIONS:
        if says(line):
            found = [c for c in found if fits(line, c)]
            if not found:
                return Match("", outcome)
    named = bool(line.programme or plain(line.decree))
    if len(found) > 1 or not named:
        exact = [c for c in found if line.amount in (c.left, c.a_month)]
        if len(exact) != 1:
            return Match("", "several" if named else "unnamed")
        found = exact
    return Match(found[0].key, "above" if line.amount > found[0].left else "matched")


def _months_fit(line: Line, one: Commitment) -> bool:
    first, last = line.first, line.last or line.first
    assert first is not None
    assert last is not None
    return number(one.first) <= number(first) and number(last) <= number(one.last)


_CONDITIONS: tuple[tuple[str, Callable[[Line], bool], Callable[[Line, Commitment], bool]], ...] = (
    ("no_programme", lambda line: bool(line.programme), lambda line, one: one.programme == line.programme),
    ("no_months", lambda line: line.first is not None, _months_fit),
    ("no_decree", lambda line: bool(plain(line.decree)), lambda line, one: plain(one.decree) == plain(line.decree)),
)
"""(outcome where none is left, whether the line says anything, whether a commitment agrees), in the order of asking."""


@dataclass(frozen=True, slots=True)
class Order:
    """A payment order (SP2D) that has been posted, and what of it no bill has told yet."""

    key: str
    place: str
    programme: str
    first: Month | None
    last: Month | None
    left: int


def tie(bill: Line, orders: Sequence[Order]) -> str:
    """The order that paid a bill: of the same place, with nothing that contradicts, and enough left; one whose
    remainder is exactly the bill before the others, the first in the order given. "" where there is none."""
    found = [one for one in orders if _may_pay(one, bill)]
    exact = [one for one in found if one.left == bill.amount]
    return (exact or found)[0].key if found else ""


def _may_pay(one: Order, bill: Line) -> bool:
    if one.place != bill.place or one.left < bill.amount:
        return False
    if one.programme and bill.programme and one.programme != bill.programme:
        return False
    if one.first is None or bill.first is None:
        return True
    last, bill_last = one.last or one.first, bill.last or bill.first
    return number(one.first) <= number(bill_last) and number(bill.first) <= number(last)
