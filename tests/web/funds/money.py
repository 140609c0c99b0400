"""A small city's money: promised, arrived, committed; and files of payments as they are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile

from padan.domain import ledger
from padan.web.funds import services
from padan.web.funds.booking import as_domain, balances_of
from padan.web.funds.models import Account, Commitment, Posting, SheetImport, SheetKind, Source
from padan.web.regions.models import Region
from told_again import told_again, with_files

DAY = date(2025, 1, 10)
ORDER_HEADINGS = ("No SP2D", "Tanggal SP2D", "Kelurahan", "Kecamatan", "Uraian", "Nilai")
BILL_HEADINGS = (
    "Kode Iuran",
    "NPP",
    "Masa Iuran Dari",
    "Masa Iuran Sampai",
    "Jumlah TK",
    "Total Iuran",
    "Tanggal Bayar",
    "NTPN",
    "Kelurahan",
    "Segmen",
    "NIK",
    "Nama",
)
POOR = "miskin_ekstrem"


@dataclass
class Money:
    """The cast's city with its sources; every method goes through the services."""

    cast: Cast

    def place(self, name: str) -> Region:
        """The region of an office of the cast."""
        return self.cast.offices[name].region

    def source(self, key: str = "bkbk") -> Source:
        """A source of money."""
        return Source.objects.get(key=key)

    @told_again
    def allocate(self, name: str = "legok", amount: int = 100_000_000, year: int = 2025, key: str = "bkbk") -> None:
        """Promise money to a place."""
        services.allocate(
            acting=self.cast.bappeda,
            source=self.source(key),
            year=year,
            amounts={self.place(name): amount},
            day=DAY,
            reference="SK Gubernur 1",
        )

    @told_again
    def arrive(
        self, name: str = "legok", amount: int = 30_000_000, year: int = 2025, order: int = 1, day: date = DAY
    ) -> Any:
        """A stage that came and can be spent."""
        return services.stage_arrive(
            acting=self.cast.bpkad,
            source=self.source(),
            year=year,
            order=order,
            amounts={self.place(name): amount},
            day=day,
            reference=f"Tahap {order}",
        )

    @told_again
    def commit(self, name: str = "legok", **said: Any) -> Commitment:
        """Promise it to people."""
        told: dict[str, Any] = {
            "place": self.place(name),
            "programme": POOR,
            "source": self.source(),
            "year": 2025,
            "first_month": date(2025, 1, 1),
            "months": 12,
            "heads": 49,
            "unit": 16_800,
            "decree_ref": "400/SK-12/2025",
            "decided_on": date(2025, 1, 5),
            **said,
        }
        return services.commitment_make(acting=self.cast.bappeda, commitment=services.NewCommitment(**told))

    def orders(self, rows: Sequence[Sequence[str]], accept: bool = True, **said: Any) -> SheetImport:
        """A list of payment orders, handed in and (unless told otherwise) accepted."""
        return self._file(SheetKind.DISBURSEMENTS, ORDER_HEADINGS, rows, accept, **said)

    def bills(self, rows: Sequence[Sequence[str]], accept: bool = True, **said: Any) -> SheetImport:
        """A file of the branch."""
        return self._file(SheetKind.PAYMENTS, BILL_HEADINGS, rows, accept, **said)

    @with_files
    def _file(
        self, kind: SheetKind, headings: Sequence[str], rows: Sequence[Sequence[str]], accept: bool, **said: Any
    ) -> SheetImport:
        told = {"source": self.source(), "year": 2025, **said}
        sheet = services.file_receive(acting=self.cast.bpkad, kind=kind, file=handed_in(headings, rows), **told)
        return services.file_accept(acting=self.cast.bpkad, sheet=sheet) if accept else sheet


def handed_in(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> SimpleUploadedFile:
    """A workbook of text as a browser sends it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 1, 1, tzinfo=UTC)})
        page = book.add_worksheet("Data")
        for number, line in enumerate([headings, *rows]):
            for place, text in enumerate(line):
                page.write_string(number, place, text)
    return SimpleUploadedFile("sp2d.xlsx", out.getvalue())


def order(number: str, amount: int, kelurahan: str = "Legok", **said: str) -> tuple[str, ...]:
    """A row of BPKAD's list."""
    told = {"day": "12-03-2025", "kecamatan": "", "purpose": "Iuran miskin ekstrem Maret 2025", **said}
    return (number, told["day"], kelurahan, told["kecamatan"], told["purpose"], str(amount))


def bill(code: str, amount: int, people: str = "", **said: str) -> tuple[str, ...]:
    """A row of the branch's file: a bill, or with `nik` and `name` one person's line of it."""
    told = {
        "first": "Maret 2025",
        "last": "Maret 2025",
        "ntpn": "",
        "place": "Legok",
        "nik": "",
        "name": "",
        "segment": "miskin ekstrem",
        **said,
    }
    return (
        code, "J0000001", told["first"], told["last"], people, str(amount), "14-03-2025", told["ntpn"],
        told["place"], told["segment"], told["nik"], told["name"],
    )  # fmt: skip


def standing() -> dict[ledger.Account, int]:
    """What stands on every account that is not empty."""
    accounts = Account.objects.select_related("source", "place")
    found = balances_of({account.pk: as_domain(account) for account in accounts})
    return {account: amount for account, amount in found.items() if amount}


def at(name: str, year: int = 2025, place: str = "15.71.11.1001", programme: str = "", source: str = "bkbk") -> int:
    """What stands on one account."""
    return standing().get(ledger.Account(name, source, year, place, programme), 0)


def all_postings() -> list[ledger.Posting]:
    """The record's postings as the rules know them."""
    found = Posting.objects.select_related("taken__source", "taken__place", "given__source", "given__place")
    return [
        ledger.Posting(
            as_domain(p.taken),
            as_domain(p.given),
            p.amount,
            p.day,
            p.known_at.date(),
            key=str(p.pk),
            reverses=str(p.reverses_id or ""),
        )
        for p in found.order_by("id")
    ]
