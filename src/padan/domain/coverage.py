"""Rules of one participant's cover: when unpaid months end it, what the family gets, and what the insurer's word means.

Legal sources: `padan/data/rates/cover.toml` (PP 44/2015, PP 82/2019, Permenaker 5/2021). Worked tables:
docs/explanation/contributions.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.contributions import number
from padan.domain.months import Month
from padan.domain.rates import CoverRule

STATES: dict[str, tuple[str, str]] = {
    "deceased": ("meninggal", "deceased"),
    "ended": ("berakhir", "ended or left"),
    "lapsed": ("gugur karena tunggakan", "lapsed after unpaid months"),
    "dropped": ("tidak diteruskan", "not continued"),
    "over_age": ("melewati batas usia", "over age"),
    "in_arrears": ("menunggak", "in arrears"),
    "unclear": ("tagihan belum dirinci per orang", "a bill that names nobody may have paid"),
    "active": ("aktif", "active"),
}
"""Every state of a participant, the gravest first, with its Indonesian and English words."""

OF_BOOKS = frozenset({"dropped"})
"""States that follow from whole bills alone, which no run knows."""

NOT_PAID = frozenset({"unpaid", "dropped"})
"""What is known of a month (`continuity.FACTS`) in which surely nothing was paid: owed, or owed by nobody."""

_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("deceased", re.compile(r"meninggal|wafat|\balm\b|almarhum|\bmd\b|deceased|death", re.I)),
    ("lapsed", re.compile(r"menunggak|tunggak|gugur|lapse|grace", re.I)),
    (
        "ended",
        re.compile(r"non[\s-]*aktif|tidak\s+aktif|nonaktif|inactive|keluar|berhenti|\bphk\b|pensiun|pindah", re.I),
    ),
    ("ended", re.compile(r"mengundurkan|resign|berakhir|habis\s+kontrak|cacat\s+total|belum\s+terdaftar", re.I)),
    ("active", re.compile(r"\baktif\b|\bactive\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """One participant's cover: its state, unpaid months up to now, and rupiah to the family now and in full.

    `dropped_months`: the last ones up to now in which it was not continued.
    """

    state: str
    unpaid_months: int
    first_months: bool
    resumed: bool
    benefit_now: int
    benefit_full: int
    dropped_months: int = 0

    @property
    def loses(self) -> int:
        """Rupiah by which the family's death benefit stands below the full one."""
        return self.benefit_full - self.benefit_now


def read_status(text: str | None) -> str | None:
    """deceased, lapsed, ended or active from the insurer's word; None where it says none of them."""
    return next((state for state, pattern in _WORDS if text and pattern.search(text)), None)


def age_on(born: date | None, day: date | None) -> int | None:
    """Whole years of age on a day, None where either is unknown."""
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ended_by(unpaid: int, lapse_after: int | None) -> bool:
    """Whether so many unpaid months in a row end cover. `lapse_after` None: none do."""
    return lapse_after is not None and unpaid >= lapse_after


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in a row, up to one, in which surely nothing was paid. `dropped`: of them the last ones, in which nobody
    was to pay any more."""

    months: int = 0
    dropped: int = 0

    def then(self, fact: str) -> "Gap":
        """The gap after one month more, of which this is known."""
        if fact not in NOT_PAID:
            return Gap()
        return Gap(self.months + 1, self.dropped + 1 if fact == "dropped" else 0)

    def ends(self, lapse_after: int | None, dropped_after: int | None) -> bool:
        """Whether it ends cover: by so many months in a row; where none do (None), by so many not continued."""
        if lapse_after is not None:
            return ended_by(self.months, lapse_after)
        return ended_by(self.dropped, dropped_after)


def gap_now(months: Sequence[tuple[Month, str]]) -> Gap:
    """The gap at the end of `months` (each with a key of `continuity.FACTS`, in order)."""
    gap = Gap()
    for _, what in months:
        gap = gap.then(what)
    return gap


def unpaid_now(months: Sequence[tuple[Month, str]]) -> int:
    """Unpaid months at the end of `months` (each with a key of `continuity.FACTS`, in order): those that are owed."""
    count = 0
    for _, what in reversed(months):
        if what != "unpaid":
            break
        count += 1
    return count


def resumed_in(months: Sequence[tuple[Month, str]], rule: CoverRule | None) -> Month | None:
    """The last month in which cover was paid again after it had lapsed within `months`; None where it never was."""
    if rule is None or rule.lapse_after is None:
        return None
    found, gap = None, 0
    for month, what in months:
        if what in NOT_PAID:
            gap += 1
            continue
        if ended_by(gap, rule.lapse_after) and what == "paid":
            found = month
        gap = 0
    return found


def cover_of(
    *, months: Sequence[tuple[Month, str]], rule: CoverRule | None, now: Month, as_of: date | None, start: date | None,
    end: date | None, death: date | None, born: date | None, status: str | None, dropped_after: int | None = None,
) -> Cover:  # fmt: skip
    """The cover of one participant at the end of `now`. `months`: those looked at in which the dates hold.

    `status` is `read_status` of the insurer's word, `rule` that of the segment's payer type. `dropped_after`: how many
    months that were not continued end cover where the rule lets unpaid ones never do; None: none do.
    """
    unpaid, gap = unpaid_now(months), gap_now(months)
    back = resumed_in(months, rule)
    over = rule is not None and gap.ends(rule.lapse_after, dropped_after)
    state = _state(unpaid, gap, over, months, rule, as_of, end, death, born, status)
    first = _in_first_months(rule, now, start, back)
    full = rule.death_benefit if rule else 0
    gone = state in ("lapsed", "ended", "deceased")
    value = 0 if gone or rule is None else rule.first_benefit if first else full
    return Cover(state, unpaid, first and not gone, back is not None, value, full, gap.dropped)


def _state(
    unpaid: int, gap: Gap, over: bool, months: Sequence[tuple[Month, str]], rule: CoverRule | None, as_of: date | None,
    end: date | None, death: date | None, born: date | None, status: str | None,
) -> str:  # fmt: skip
    if status == "deceased" or (death and as_of and death <= as_of):
        return "deceased"
    if status == "ended" or (end and as_of and end < as_of):
        return "ended"
    if status == "lapsed" or over:
        return "lapsed"
    if gap.dropped:
        return "dropped"
    age = age_on(born, as_of)
    if rule and age is not None and age >= rule.age_limit:
        return "over_age"
    if unpaid:
        return "in_arrears"
    return "unclear" if months and months[-1][1] == "unclear" else "active"


def _in_first_months(rule: CoverRule | None, now: Month, start: date | None, back: Month | None) -> bool:
    """Whether `now` is one of the first months of cover, counted anew from a resumption where the rule says so."""
    if rule is None:
        return False
    begun = number((start.year, start.month)) if start else None
    if rule.resume_restarts and back:
        begun = number(back)
    return begun is not None and 0 <= number(now) - begun < rule.first_months
