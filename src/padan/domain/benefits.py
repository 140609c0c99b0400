"""Whether a death or an accident is covered on its day, what is claimed back afterwards, and the way of a claim.

The rule of cover is that of `padan.domain.coverage`. Legal sources: `padan/data/rates/cover.toml`. Worked tables:
docs/explanation/rules/benefits.md. Money is whole rupiah.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from padan.domain.continuity import GONE, Life, MonthFact, whole
from padan.domain.contributions import last_day, month_of, number, timing
from padan.domain.coverage import Cover, cover_of
from padan.domain.months import Month
from padan.domain.rates import CoverRule, Rates

DEATH, ACCIDENT = "death", "accident"

REASONS: dict[str, tuple[str, str]] = {
    "full": ("perlindungan berlaku penuh pada hari itu", "fully covered on that day"),
    "first_months": (
        "masih dalam bulan-bulan pertama perlindungan: santunan belum penuh",
        "still in the first months of cover: the lesser benefit",
    ),
    "in_arrears": (
        "ada bulan yang belum dibayar, tetapi perlindungan belum gugur",
        "months are unpaid, but cover had not lapsed",
    ),
    "dropped": (
        "tidak lagi diteruskan, tetapi perlindungan belum gugur",
        "no longer continued, but cover had not lapsed",
    ),
    "over_age": (
        "batas usia sudah terlewati; iurannya masih dibayar, cabang yang memutuskan",
        "past the age limit; contributions are still paid, the branch decides",
    ),
    "before_start": ("perlindungan belum mulai pada hari itu", "cover had not begun on that day"),
    "ended": ("perlindungan sudah berakhir sebelum hari itu", "cover had ended before that day"),
    "lapsed": ("perlindungan gugur karena iuran tidak dibayar", "cover had lapsed, for contributions were not paid"),
    "unclear": (
        "pembayaran beberapa bulan sebelumnya tidak jelas; tanyakan kepada cabang",
        "payments of some months before are not clear; ask the branch",
    ),
    "no_day": ("tanggal kejadian belum diketahui", "the day is not known yet"),
    "no_rule": ("aturan perlindungan segmen ini tidak diketahui", "no rule of cover is known for this segment"),
}
"""Why a day is covered or not, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class CoverOnDay:
    """The cover of one day under one reading: `covered` None = not known; `amount`: rupiah that a death brings, None =
    not known, or (accident) not a fixed sum."""

    reading: str
    covered: bool | None
    amount: int | None
    reason: str

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"no reason: {self.reason!r}")

    def text(self, lang: str) -> str:
        """The reason in words."""
        return REASONS[self.reason][lang == "en"]


def check_claim(
    *, kind: str, day: date | None, facts: Sequence[MonthFact], life: Life, segment: str, rates: Rates
) -> tuple[CoverOnDay, ...]:
    """Whether that day is covered, for each reading of the segment's payer type, the one that counts first.

    `life.told` is the insurer's word of before that day, or None.
    """
    if day is None:
        return (CoverOnDay("", None, None, "no_day"),)
    month = (day.year, day.month)
    rules = [(reading, rates.cover(reading, month)) for reading in rates.readings(segment, month)]
    found = [_on_day(reading, rule, day, facts, life) for reading, rule in rules if rule is not None]
    if not found:
        return (CoverOnDay("", None, None, "no_rule"),)
    return tuple(replace(one, amount=None) if kind == ACCIDENT and one.covered else one for one in found)


def _on_day(reading: str, rule: CoverRule, day: date, facts: Sequence[MonthFact], life: Life) -> CoverOnDay:
    if life.start is not None and day < life.start:
        return CoverOnDay(reading, False, 0, "before_start")
    hopeful, doubtful = (_cover(rule, day, facts, life, unclear) for unclear in ("paid", "unpaid"))
    held, holds = hopeful.state not in GONE, doubtful.state not in GONE
    if held != holds:
        return CoverOnDay(reading, None, None, "unclear")
    if not held:
        return CoverOnDay(reading, False, 0, hopeful.state)
    amount = hopeful.benefit_now if hopeful.benefit_now == doubtful.benefit_now else None
    return CoverOnDay(reading, True, amount, _reason(hopeful))


def _reason(cover: Cover) -> str:
    if cover.state == "over_age":
        return "over_age"
    if cover.first_months:
        return "first_months"
    return cover.state if cover.state in ("in_arrears", "dropped") else "full"


def _cover(rule: CoverRule, day: date, facts: Sequence[MonthFact], life: Life, unclear: str) -> Cover:
    """The cover on a day if its unclear months were `unclear`; the death is not held against itself."""
    now = (day.year, day.month)
    if last_day(now) > day:
        now = month_of(number(now) - 1)
    looked_back = month_of(number(now) - (rule.lapse_after or 1) + 1)
    first = min((fact.month for fact in facts), default=looked_back)
    alive = replace(life, death=None, told=None if life.told == "deceased" else life.told)
    known = [f for f in whole(facts, min(first, looked_back, now), now) if alive.holds(f.month)]
    months = [(f.month, unclear if f.status == "unclear" else f.status) for f in known]
    return cover_of(
        months=months, rule=rule, now=(day.year, day.month), as_of=day, start=life.start, end=life.end, death=None,
        born=life.born, status=alive.told, dropped_after=alive.dropped_after,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credit:
    """Contributions paid for months after a death: which, and how many rupiah."""

    months: tuple[Month, ...]
    amount: int


def credit_after(died: date | None, paid: Iterable[tuple[Month, int]]) -> Credit:
    """What is proposed as a credit on the next bill; `paid`: month and rupiah of each payment."""
    late = [(month, amount) for month, amount in paid if amount > 0 and timing(month, None, None, died) != "in"]
    return Credit(tuple(sorted({month for month, _ in late})), sum(amount for _, amount in late))


@dataclass(frozen=True, slots=True)
class CreditWord:
    """One answer of the branch to a proposed credit: its words, and what beside its letter it must say."""

    key: str
    label_id: str
    label_en: str
    needs: frozenset[str]


AMOUNT, MONTH = "amount", "month"
"""What an answer must say: how many rupiah; off which month's bill they come."""

_CREDIT_WORDS = (
    CreditWord(
        "granted", "Dikurangkan dari tagihan", "Taken off a bill", frozenset({"letter", AMOUNT, MONTH})
    ),
    CreditWord("refunded", "Dikembalikan sebagai uang", "Paid back", frozenset({"letter", AMOUNT})),
    CreditWord("refused", "Ditolak cabang", "Refused by the branch", frozenset({"reason"})),
)  # fmt: skip
CREDIT_WORDS: Mapping[str, CreditWord] = {word.key: word for word in _CREDIT_WORDS}
"""What the branch may answer to a credit; the money follows the answer and nothing else."""


@dataclass(frozen=True, slots=True)
class CreditAnswer:
    """What the branch answered. `asked`: rupiah that were proposed when it did; `amount`: how many of them it gives
    (0 where refused); `month`: off whose bill they come."""

    word: str
    asked: int
    amount: int = 0
    month: Month | None = None
    letter: str = ""
    reason: str = ""

    @property
    def lacks(self) -> str:
        """What it must say and does not: "letter", AMOUNT, MONTH, "reason" or ""."""
        said = {
            "letter": bool(self.letter.strip()),
            AMOUNT: 0 < self.amount <= self.asked,
            MONTH: self.month is not None,
            REASON: bool(self.reason.strip()),
        }
        needs = CREDIT_WORDS[self.word].needs
        return next((key for key in said if key in needs and not said[key]), "")


def credit_open(credit: int, answered: Iterable[int]) -> int:
    """Rupiah of a credit that the branch has not answered yet; `answered`: what was asked in each answer that holds."""
    return max(0, credit - sum(answered))


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """One step of a claim: its words, after which steps it may be taken, by which roles, and what it must say."""

    key: str
    label_id: str
    label_en: str
    after: frozenset[str]
    roles: frozenset[str]
    needs: frozenset[str] = frozenset()


_OFFICES = frozenset({"klerk_kelurahan", "lurah", "klerk_kecamatan", "camat", "klerk_opd", "bappeda"})
_HEADS = frozenset({"lurah", "camat", "klerk_opd", "bappeda"})
_BRANCH = frozenset({"bpjs", "bappeda"})

REASON, PROOF = "reason", "proof"
"""What a step must say: a reason; a document or the reason why there is none."""

_STEPS = (
    ClaimStep("reported", "Dilaporkan", "Reported", frozenset(), _OFFICES),
    ClaimStep(
        "checked", "Diperiksa", "Checked", frozenset({"reported", "checked", "documents"}), _OFFICES
    ),
    ClaimStep(
        "documents", "Dokumen lengkap", "Documents complete", frozenset({"checked", "documents"}), _OFFICES,
        frozenset({PROOF}),
    ),
    ClaimStep(
        "filed", "Diajukan ke cabang", "Filed with the branch", frozenset({"documents", "refused"}), _HEADS,
        frozenset({PROOF}),
    ),
    ClaimStep("paid", "Dibayar", "Paid", frozenset({"filed"}), _BRANCH),
    ClaimStep("refused", "Ditolak", "Refused", frozenset({"filed"}), _BRANCH, frozenset({REASON})),
    ClaimStep(
        "withdrawn", "Dicabut", "Withdrawn", frozenset({"reported", "checked", "documents", "filed", "refused"}),
        _HEADS, frozenset({REASON}),
    ),
)  # fmt: skip
STEPS: Mapping[str, ClaimStep] = {step.key: step for step in _STEPS}
"""The steps of a claim in their order."""

CLOSED = frozenset({"paid", "withdrawn"})
"""Steps after which nothing follows."""


def next_steps(state: str, role: str) -> tuple[ClaimStep, ...]:
    """The steps that somebody in a role may take after `state`."""
    return tuple(step for step in _STEPS if state in step.after and role in step.roles)


def lacks(step: ClaimStep, *, reason: str, document: str) -> str:
    """What a step must say and does not: REASON, PROOF or ""."""
    if REASON in step.needs and not reason.strip():
        return REASON
    return PROOF if PROOF in step.needs and not (reason.strip() or document.strip()) else ""
