"""What the workbook and the minutes say, as plain values: filled by the pipeline, printed by the writers.

Money is whole rupiah, months are "YYYY-MM", texts stand as found in the files. Segments and buckets are keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from padan.domain.reconciliation import Check

CITY_OFFICES = "Perangkat daerah"
"""Stands in the place of a kecamatan for offices of the city that belong to none."""


@dataclass(frozen=True, slots=True)
class HeadingUse:
    """How one heading was understood: the text found, the field's key (None: not used) and by what."""

    heading: str
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class InputSheet:
    """One sheet that was read. `role`: list, participants, payments, posts or groups; `left_out` rows by reason."""

    role: str
    file: str
    sheet: str
    sha256: str
    rows: int
    left_out: tuple[tuple[str, int], ...] = ()
    headings: tuple[HeadingUse, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BucketTotal:
    """Rows of one side in one bucket; the buckets of a side add up to its rows."""

    side: str
    bucket: str
    rows: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The columns of the recapitulation. Where both sides have such rows they are counted apart.

    list_rows = matched + differs + review[0] + duplicate[0] + not_registered + rejected[0], and
    participant_rows = matched + differs + review[1] + duplicate[1] + not_listed + rejected[1];
    pairs of (list, participants). `deceased` counts persons among them, not a bucket.
    """

    list_rows: int = 0
    participant_rows: int = 0
    matched: int = 0
    not_registered: int = 0
    not_listed: int = 0
    differs: int = 0
    duplicate: tuple[int, int] = (0, 0)
    review: tuple[int, int] = (0, 0)
    rejected: tuple[int, int] = (0, 0)
    deceased: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.list_rows + other.list_rows,
            self.participant_rows + other.participant_rows,
            self.matched + other.matched,
            self.not_registered + other.not_registered,
            self.not_listed + other.not_listed,
            self.differs + other.differs,
            _add(self.duplicate, other.duplicate),
            _add(self.review, other.review),
            _add(self.rejected, other.rejected),
            self.deceased + other.deceased,
        )


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of many."""
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One line of the recapitulation; "" stands for unknown. Rows arrive sorted by kecamatan, then kelurahan."""

    kecamatan: str
    kelurahan: str
    segment: str | None
    counts: Counts
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Totals of one submitting office or of one place of residence; `label` "" is outside or unknown."""

    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Amount:
    """Person-months and whole rupiah."""

    person_months: int = 0
    rupiah: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.person_months + other.person_months, self.rupiah + other.rupiah)


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Contributions of one segment in one month.

    `unassigned`: billed but not given to a person. `review`: due for rows a human must still decide (not in `due`), and
    `review_paid` what was paid for them. `unknown`: person-months whose amount is unknown, since the wage or segment
    is, and the rupiah paid for them. Neither is in `paid`. `evidence`: dates, billing codes, NTPN.
    """

    month: str
    segment: str | None
    people: int
    due: Amount = Amount()
    paid: Amount = Amount()
    missing: Amount = Amount()
    excess: Amount = Amount()
    unassigned: Amount = Amount()
    review: Amount = Amount()
    unknown: Amount = Amount()
    review_paid: int = 0
    evidence: str = ""
    note: str = ""

    @property
    def received(self) -> int:
        """Rupiah of the payments for this month and segment: paid, not assigned, of unknown dues, of rows in review."""
        return self.paid.rupiah + self.unassigned.rupiah + self.unknown.rupiah + self.review_paid


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Rupiah of the payments in no column of the contributions: for months outside the period, and in lines whose
    amount or month cannot be read (`unreadable_lines` of them)."""

    outside_period: int = 0
    unreadable: int = 0
    unreadable_lines: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything of the kind."""
        return bool(self.outside_period or self.unreadable_lines)


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of finding: its code and label, how many of what (a key of `wording.UNITS`), and the rupiah at stake
    (None: no sum): paid too little or too much, and all that was paid where nobody knows what was due."""

    code: str
    label: str
    count: int
    rupiah: int | None = None
    unit: str = "rows"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What must be done, by whom, until when (text, "" to be filled by hand)."""

    what: str
    who: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class DoubtfulAnswers:
    """Somebody answered to be the same as two plainly different people: who, the two, and where the answers stand."""

    who: str
    others: tuple[str, str]
    places: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """Posts (RT heads) of one kelurahan; the six states add up to `posts`."""

    kecamatan: str
    kelurahan: str
    posts: int
    covered: int
    uncovered: int
    predecessor: int
    two_holders: int
    vacant: int
    not_reported: int


@dataclass(frozen=True, slots=True)
class Risk:
    """A person whose family stands to lose; `standing` is a key of `wording.STANDINGS`, `rupiah` what may be lost;
    `counted` the payer type that it is judged by, where that is not settled."""

    standing: str
    nik: str
    name: str
    kpj: str
    segment: str | None
    kelurahan: str
    last_paid: str
    unpaid_months: int
    rupiah: int | None
    source: str
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One record as found: texts of the file ("" where blank) and where it stands ("berkas / lembar / baris 12")."""

    side: str
    nik: str
    name: str
    birth_date: str
    sex: str
    kpj: str
    segment: str | None
    kelurahan: str
    kecamatan: str
    office: str
    source: str


@dataclass(frozen=True, slots=True)
class BucketRow:
    """One row of a bucket with its counterpart (for a duplicate: the row that is kept).

    Matched and differing pairs come once, as the list's row with the participant as `other`. `problems` and
    `reasons` are sentences; `paired` says by which other row its person is linked already. `harm` 3 money or a life,
    2 identity, 1 a missing datum; rows arrive worst first.
    """

    person: Person
    other: Person | None = None
    probability: float | None = None
    problems: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    harm: int = 0
    rupiah: int | None = None
    paired: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two records a human must decide on: candidate n of m of record `a`, and what was noted before."""

    a: Person
    b: Person
    probability: float | None = None
    reasons: tuple[str, ...] = ()
    candidate: int = 1
    candidates: int = 1
    answer: str = ""
    by: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A list by name behind the minutes: `total` rows in all, of which `rows` gives at least those to be printed."""

    bucket: str
    rows: Iterable[BucketRow]
    total: int


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A segment whose payer type is not settled: the reading that is `counted`, with what is `due` by it, and the
    `other`, with what `would` be due and the person-months of which it knows no amount. Over the period, or a month."""

    segment: str
    counted: str
    other: str
    due: Amount
    would: Amount
    unknown: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that the summary sheet and the minutes say.

    `period` in words ("Januari sampai Maret 2026"). `draft`: rows are still open for review, so every page says
    RANCANGAN. `insured_without_a_post`: people covered as heads of RT who are on no list and at no post. `as_of` dates
    of each side's data; a gap of more than 31 days is warned of.
    """

    version: str
    period: str
    open_review: int
    inputs: tuple[InputSheet, ...]
    buckets: tuple[BucketTotal, ...]
    recap: tuple[RecapRow, ...]
    offices: tuple[PlaceRow, ...] = ()
    residences: tuple[PlaceRow, ...] = ()
    money: tuple[MoneyRow, ...] = ()
    elsewhere: Elsewhere = Elsewhere()
    unsettled: tuple[OtherReading, ...] = ()
    findings: tuple[Finding, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    doubtful: tuple[DoubtfulAnswers, ...] = ()
    posts: tuple[PostRow, ...] = ()
    insured_without_a_post: int = 0
    risks: tuple[Risk, ...] = ()
    checks: tuple[Check, ...] = ()
    list_as_of: date | None = None
    participants_as_of: date | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def draft(self) -> bool:
        """True while a row still waits for a human."""
        return self.open_review > 0

    @property
    def gap_days(self) -> int | None:
        """Days between the two as-of dates; None where one is unknown."""
        if self.list_as_of is None or self.participants_as_of is None:
            return None
        return abs((self.list_as_of - self.participants_as_of).days)

    @property
    def gap_is_wide(self) -> bool:
        """True where the lists are more than 31 days apart."""
        return (self.gap_days or 0) > 31

    def side_rows(self, side: str) -> int:
        """All rows of a side."""
        return sum(b.rows for b in self.buckets if b.side == side)

    def rows_in(self, side: str, bucket: str) -> int:
        """Rows of a side in a bucket."""
        return sum(b.rows for b in self.buckets if b.side == side and b.bucket == bucket)
