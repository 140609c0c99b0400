"""Every kind of fault planted in the two funding years: its key, how often, and what it is; and the book of truth."""

from dataclasses import dataclass, field

import polars as pl

SCHEMA = {
    "kind": pl.String, "year": pl.Int64, "place": pl.String, "programme": pl.String, "nik": pl.String,
    "month": pl.String, "amount": pl.Int64, "detail": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearFault:
    """One kind of fault. `count`: how many are planted in the default city (0: as many as the city itself brings)."""

    kind: str
    count: int
    of: str
    reason: str


YEAR_FAULTS: tuple[YearFault, ...] = (
    YearFault("late_stage", 0, "stages", "due and not (wholly) there on the day looked at: 2024 stage 2 everywhere"),
    YearFault("spj_blocks", 5, "kelurahan", "no SPJ for what was paid, so the next stage is held back; 3 more in 2024"),
    YearFault("advance", 8, "kelurahan", "paid before the money came, and still outstanding on the day looked at"),
    YearFault("unsplit", 2, "payment orders", "in the name of a kecamatan, for several kelurahan, and not split"),
    YearFault("sp2d_no_place", 3, "payment orders", "names no kelurahan or kecamatan"),
    YearFault("sp2d_no_programme", 3, "payment orders", "names a programme that the kelurahan has no commitment for"),
    YearFault("sp2d_no_months", 3, "payment orders", "names months that no commitment covers"),
    YearFault("sp2d_unreadable", 3, "payment orders", "its amount is no number"),
    YearFault(
        "paid_above_promise", 0, "payment orders", "more than the decree promised: who is billed twice, or not named"
    ),
    YearFault("above_share", 3, "kelurahan", "promised to the whole quota of 50, which is above 10 %"),
    YearFault("quota_conflict", 0, "kelurahan and programmes", "the quota for a year costs more than the share"),
    YearFault("bill_above_names", 6, "bills", "counts more people than its list by name"),
    YearFault("bill_without_names", 2, "bills", "has no list by name at all"),
    YearFault("double_two_sources", 8, "people", "paid by BKBK and by the city's own budget"),
    YearFault("double_two_places", 6, "people", "billed by two kelurahan"),
    YearFault("double_employer", 8, "people", "insured by an employer as well"),
    YearFault("double_tkk_rt", 0, "people", "a contract worker who heads an RT: insured as both"),
    YearFault("paid_after_death", 6, "people", "months paid for after the death"),
    YearFault("death_unclaimed", 9, "people", "died while covered, and nobody claimed"),
    YearFault("paid_after_leaving", 4, "people", "months paid for after the end of cover"),
    YearFault("lapsed", 10, "people", "the last three months unpaid: cover has ended"),
    YearFault("lapses_next", 12, "people", "the last two months unpaid: cover ends with the next"),
    YearFault("in_arrears", 8, "people", "the last month unpaid"),
    YearFault("lapsed_and_resumed", 6, "people", "three months unpaid, then paid again"),
    YearFault("over_age", 5, "people", "past the age limit, and still paid for"),
    YearFault("over_age_soon", 6, "people", "reaches the age limit within half a year"),
    YearFault("lapsed_rt", 6, "people", "an RT head whose last three months are unpaid: cover has ended"),
    YearFault("lapses_next_rt", 6, "people", "an RT head whose last two months are unpaid: cover ends with the next"),
    YearFault("in_arrears_rt", 4, "people", "an RT head whose last month is unpaid"),
    YearFault("lapsed_and_resumed_rt", 3, "people", "an RT head whose three months were unpaid, then paid again"),
    YearFault("double_two_places_rt", 3, "people", "an RT head billed by two kelurahan in the last quarter"),
    YearFault("paid_after_death_rt", 3, "people", "an RT head who died in 2024 and is paid for in 2025"),
    YearFault("over_age_rt", 0, "people", "an RT head past the age limit, and still paid for"),
    YearFault("unpaid_tkk", 6, "people", "a contract worker whose last two months are unpaid: the employer's debt"),
    YearFault("paid_after_death_tkk", 6, "people", "a contract worker who died in 2024 and is paid for in 2025"),
    YearFault("over_age_tkk", 0, "people", "a contract worker past the age limit, and still paid for"),
    YearFault("not_eligible", 0, "candidates", "barred by a rule of eligibility; the detail names its codes"),
    YearFault("unknown", 0, "candidates", "something that a rule asks is missing; the detail names its codes"),
    YearFault("not_ready", 20, "candidates", "fields that enrolment needs are blank; the detail names them"),
    YearFault("passed_over", 2, "candidates", "a decree sets the next one instead of him, who stands before"),
)
COUNTS: dict[str, int] = {fault.kind: fault.count for fault in YEAR_FAULTS}
_KEYS = frozenset(COUNTS)
FULL_CITY = 12_000


def wanted(kind: str, people: int) -> int:
    """How many are planted in a city of so many listed people: fewer in a smaller one, at least one."""
    return max(1, min(COUNTS[kind], round(COUNTS[kind] * people / FULL_CITY)))


Line = tuple[str, int | None, str, str, str, str, int | None, str]


@dataclass(slots=True)
class Truth:
    """What was planted, a line each: where, for whom, which month (YYYY-MM), how many rupiah."""

    lines: list[Line] = field(default_factory=list)

    def add(
        self, kind: str, *, year: int | None = None, place: str = "", programme: str = "", nik: str = "",
        month: str = "", amount: int | None = None, detail: str = "",
    ) -> None:  # fmt: skip
        """Note one."""
        if kind not in _KEYS:
            raise ValueError(f"no fault of the years: {kind}")
        self.lines.append((kind, year, place, programme, nik, month, amount, detail))

    def frame(self) -> pl.DataFrame:
        """All of them, in order of kind, year, place and person."""
        found = pl.DataFrame(self.lines, schema=SCHEMA, orient="row")
        return found.sort(*SCHEMA, nulls_last=True)
