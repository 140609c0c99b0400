"""What a run found, as plain values: every row with its bucket, money and cover, and every pair that was weighed.

Also what of it is grave, what may be lost, and whether a clerk is asked anything: the order of the work that follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from padan.domain.asking import Standing, question
from padan.engine.session import Connection
from padan.engine.snapshot import prepare_snapshot, row_count, snapshot_pairs, snapshot_rows

Place = tuple[str, str, int]
"""Side, file and record: where a row stands among the inputs."""

GRAVE_MONTHS = frozenset({"after_death", "after_leaving", "paid_twice"})
"""Months in which money went out that somebody must claim back."""

GRAVE_RISKS = frozenset({"lapsed", "one_month_to_lapse"})
"""Cover that is lost, or will be with one more unpaid month."""

GRAVE_PROBLEMS = frozenset({"deceased", "two_payers", "over_age"})
"""Problems of a row that touch money or a life at once; two segments are a finding, not a mistake."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a run says of one row.

    `match`: the other row, of the other side or (duplicate) of the same. `segment`, `kelurahan`, `kecamatan`, `address`
    and `npp_office` are "" where nothing is told; the places are texts as the list writes them. `statuses`: the state
    of the person's cover (keys of `domain.coverage.STATES`), then what else holds of it. `months`: YYYY-MM to a key of
    `domain.contributions.STATUSES`; `amounts`: YYYY-MM to (due, paid, whether a bill that names nobody may have paid),
    due None where it is not known; `owed`: of each month that is owed what is due, and what would be by the segment's
    other reading, None where not known. Money in whole rupiah over the period: a linked pair's stands at both its rows,
    a duplicate has none. `grave`: money or cover is at risk; `harm`: what may be lost, in rupiah; `asks`: a clerk must
    decide, and no bulk answer will do.
    """

    place: Place
    bucket: str
    match: Place | None
    probability: float | None
    rule: str
    reasons: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    segment: str
    kelurahan: str
    kecamatan: str
    address: str
    npp_office: str
    statuses: tuple[str, ...]
    months: dict[str, str]
    amounts: dict[str, tuple[int | None, int, bool]]
    owed: tuple[tuple[int | None, int | None], ...]
    due: int
    paid: int
    missing: int
    excess: int
    grave: bool
    asks: bool
    harm: int


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two rows weighed against each other. `within`: "" across the sides, else their side.

    `decision`: auto (within a side alone: a plain link across the sides stands at its rows), review, outranked,
    human_same or human_different.
    """

    one: Place
    other: Place
    within: str
    probability: float
    decision: str
    reasons: tuple[dict[str, Any], ...]


class Findings:
    """The tables of a run that holds, open for reading while `padan.pipeline.run` shows them."""

    def __init__(self, con: Connection) -> None:
        prepare_snapshot(con)
        self._con = con
        self.row_count = row_count(con)

    def rows(self) -> Iterator[FoundRow]:
        """Every row of both sides, none twice, in the order of the inputs."""
        return (_row(line) for line in snapshot_rows(self._con))

    def pairs(self) -> Iterator[FoundPair]:
        """Every pair save plain links across the sides."""
        return (_pair(line) for line in snapshot_pairs(self._con))


def _row(line: Mapping[str, Any]) -> FoundRow:
    problems = _codes(line["problems"])
    months = {month["month"]: month["status"] for month in line["months"]}
    grave = is_grave(line["bucket"], line["risk"], months.values(), problems)
    match = (line["match_side"], line["match_file"], int(line["match_record"])) if line["match_file"] else None
    return FoundRow(
        place=(line["side"], line["file"], int(line["record"])),
        bucket=line["bucket"],
        match=match,
        probability=line["probability"],
        rule=line["rule"],
        reasons=tuple(line["reasons"]),
        problems=problems,
        segment=line["segment"],
        kelurahan=line["kelurahan"],
        kecamatan=line["kecamatan"],
        address=line["address"],
        npp_office=line["npp_office"],
        statuses=_statuses(line),
        months=months,
        amounts={m["month"]: (m["due"], int(m["paid"]), bool(m["open"])) for m in line["months"]},
        owed=tuple((m["counted"], m["other"]) for m in line["months"] if m["is_due"]),
        due=int(line["due"]),
        paid=int(line["paid"]),
        missing=int(line["missing"]),
        excess=int(line["in_excess"]),
        grave=grave,
        asks=_asks(line, problems, months),
        harm=_harm(line),
    )


def _pair(line: Mapping[str, Any]) -> FoundPair:
    one_side, other_side = (line["within"],) * 2 if line["within"] else ("list", "participants")
    return FoundPair(
        (one_side, line["list_file"], int(line["list_record"])),
        (other_side, line["participants_file"], int(line["participants_record"])),
        line["within"],
        float(line["probability"] or 0.0),
        line["decision"],
        tuple(line["reasons"]),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


_FLAGS = ("first_months", "over_age", "two_segments", "two_payers", "resumed")


def _statuses(line: Mapping[str, Any]) -> tuple[str, ...]:
    """The state of cover, then flags and risk, each once."""
    told = [line["state"], *(flag for flag in _FLAGS if line[flag]), line["risk"]]
    return tuple(dict.fromkeys(status for status in told if status))


def is_grave(bucket: str, risk: str, months: Any, problems: Sequence[str]) -> bool:
    """Whether money or cover is at risk: somebody listed and not covered at all, cover lost or nearly, money paid out
    for the dead or twice, a death or a second payer that nobody has looked at."""
    if bucket in ("duplicate", "rejected"):
        return False
    return (
        bucket == "not_registered"
        or risk in GRAVE_RISKS
        or not GRAVE_MONTHS.isdisjoint(months)
        or not GRAVE_PROBLEMS.isdisjoint(problems)
    )


def _harm(line: Mapping[str, Any]) -> int:
    """Rupiah that may be lost: contributions missing, in excess or waiting, and what a family would not get.

    A list row that nobody has registered, or of which it is not decided, stands without cover.
    """
    if line["bucket"] in ("duplicate", "rejected"):
        return 0
    money = int(line["missing"]) + int(line["in_excess"]) + int(line["review_due"])
    bare = line["side"] == "list" and line["bucket"] in ("not_registered", "review")
    return money + (int(line["benefit"]) if bare or line["risk"] in GRAVE_RISKS else 0)


def _asks(line: Mapping[str, Any], problems: Sequence[str], months: Mapping[str, str]) -> bool:
    """Whether a clerk is asked, rather than told with a bulk answer at hand."""
    outcomes = {reason["field"]: reason["outcome"] for reason in line["reasons"]}
    others = _codes(line["match_problems"])
    row = Standing(line["side"], line["bucket"], problems, others, outcomes, tuple(months.values()))
    return question(row) is not None
