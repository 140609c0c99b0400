"""What the ledger finds, each with a place, a source, a funding year and an amount."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from padan.domain.ledger.accounts import Account
from padan.domain.ledger.balances import Balances
from padan.domain.ledger.shares import ShareLine, level_of

GRAVE, WARN = "grave", "warn"

TEXTS: Mapping[str, tuple[str, str, str]] = {
    "advance": (GRAVE, "ditalangi: dibayar sebelum uangnya diterima", "advanced: paid before the money came"),
    "unsplit": (
        WARN,
        "dibayar atas nama kecamatan, belum dipecah ke kelurahan",
        "paid in the name of the kecamatan, not yet split to kelurahan",
    ),
    "unallocated": (WARN, "diterima tanpa alokasi", "received without an allocation"),
    "uncommitted": (WARN, "dibayar tanpa komitmen", "paid without a commitment"),
    "waiting": (WARN, "komitmen menunggu tahap berikut", "commitments wait for the next stage"),
    "share": (GRAVE, "melebihi bagian yang ditetapkan", "above the share that is set"),
    "late": (GRAVE, "tahap terlambat", "a stage is late"),
    "blocked": (GRAVE, "tahap berikut tertahan karena SPJ", "the next stage is held back for want of SPJ"),
    "slow": (WARN, "tidak akan terserap sampai akhir tahun", "will not be absorbed by the end of the year"),
    "unassigned": (WARN, "dibayar, belum jelas untuk siapa", "paid, and not assigned to a person"),
    "unmatched": (WARN, "baris berkas yang belum cocok", "lines of files that fit nothing yet"),
    "no_proof": (WARN, "diberikan kepada orang tanpa bukti terima", "given to people without proof of receipt"),
    "activity": (WARN, "kegiatan lewat tenggat", "activities past their day"),
}
"""code -> (tone, Indonesian, English)."""
ORDER = tuple(TEXTS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `amount` in rupiah; `programme` and `note` "" where they say nothing."""

    code: str
    place: str
    source: str
    year: int
    amount: int
    programme: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.code not in TEXTS:
            raise ValueError(f"no finding: {self.code}")

    @property
    def tone(self) -> str:
        """`grave` or `warn`."""
        return TEXTS[self.code][0]

    def text(self, lang: str = "id") -> str:
        """What it says, without its amount."""
        return TEXTS[self.code][2 if lang == "en" else 1]


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then the largest."""
    return sorted(found, key=lambda f: (f.tone != GRAVE, -f.amount, ORDER.index(f.code), f.place, f.programme))


def of_balances(book: Balances, moved: Mapping[Account, Mapping[str, int]]) -> list[Finding]:
    """Findings that the accounts themselves show. `moved`: rupiah by move for each pocket (its available account)."""
    found = []
    for account, amount in book.items():
        if account.kind == "advance" and amount < 0:
            code = "unsplit" if level_of(account.place) == "kecamatan" else "advance"
            found.append(Finding(code, account.place, account.source, account.year, -amount))
    for account, by_move in moved.items():
        for code, move in (("unallocated", "receipt_unallocated"), ("uncommitted", "payment_uncommitted")):
            if by_move.get(move, 0) > 0:
                found.append(Finding(code, account.place, account.source, account.year, by_move[move]))
    return found


def of_shares(lines: Iterable[ShareLine], source: str, year: int) -> list[Finding]:
    """Shares that are exceeded where they bind, by what was promised or paid; a plan that does not fit is no
    finding."""
    return [
        Finding("share", line.place, source, year, line.over_now, line.programme)
        for line in lines
        if line.binds and line.over_now
    ]
