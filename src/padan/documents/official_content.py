"""What an office's signed minutes say beside the report: who signed, what was decided, what is left, what changed."""

from dataclasses import dataclass

from padan.documents.content import MoneyRow, Report
from padan.domain.letterhead import Letterhead, Signatory


@dataclass(frozen=True, slots=True)
class Party:
    """One who signs.

    `called`: PIHAK KESATU, or what stands above the name; `acts`: words before that name, such as for whom; `signed`:
    lines that tell when it was signed in the system, none where it was not; `told`: whether the opening names it.
    """

    signatory: Signatory
    called: str
    acts: str = ""
    signed: tuple[str, ...] = ()
    stamp: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """How often an office gave one answer to one kind of question."""

    question: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A case that was carried over: what is asked, of whom, why it is open, who goes on with it, until when."""

    question: str
    name: str
    segment: str
    office: str
    reason: str
    owner: str
    until: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature on which this one rests."""

    office: str
    name: str
    nip: str
    title: str
    signed: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs from the version before."""

    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Person-months of one month by their state; the states add up to all of them."""

    month: str
    paid: int = 0
    unpaid: int = 0
    partial: int = 0
    other_rate: int = 0
    not_due: int = 0
    unknown: int = 0
    review: int = 0

    @property
    def states(self) -> tuple[int, ...]:
        """In the order of the columns."""
        return self.paid, self.unpaid, self.partial, self.other_rate, self.not_due, self.unknown, self.review


@dataclass(frozen=True, slots=True)
class Proof:
    """The QR that leads to the page where a paper is checked: an SVG, and the words beside it."""

    picture: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """All that the minutes of one signature say.

    `draft`: what every page says of a draft, "" where it is none. `about`: lines under the title (office, period).
    `numbers`: label and number. `single`: the paper of one office, which needs no recapitulation by place. `segments`:
    contributions by segment over the whole period (their `month` is "").
    """

    report: Report
    letterhead: Letterhead
    about: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    intro: str
    closing: str
    footing: str
    parties: tuple[Party, ...]
    initials: tuple[str, ...]
    draft: str = ""
    acknowledging: Signatory | None = None
    single: bool = True
    segments: tuple[MoneyRow, ...] = ()
    months: tuple[MonthRow, ...] = ()
    answers: tuple[Answered, ...] = ()
    carried: tuple[Carried, ...] = ()
    signatures: tuple[Signature, ...] = ()
    changes: tuple[Change, ...] = ()
    replaces: str = ""
    """Which version this one replaces, and why; "" for the first."""
    proof: Proof | None = None
    workbook: str = "rekonsiliasi.xlsx"
