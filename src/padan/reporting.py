"""Step 8, the papers: what the engine found, put into the words and figures of the workbook and the minutes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from padan import __version__
from padan.accounting import Accounts, Days
from padan.documents.annexes import MOST_ROWS
from padan.documents.content import (
    Amount,
    Annex,
    BucketRow,
    BucketTotal,
    Counts,
    DoubtfulAnswers,
    Finding,
    HeadingUse,
    InputSheet,
    Person,
    PlaceRow,
    PostRow,
    RecapRow,
    Report,
    ReviewPair,
    Risk,
)
from padan.documents.follow_ups import Grave, follow_ups
from padan.documents.minutes import drafted_paper, write_paper
from padan.documents.nobody import nobody_in
from padan.documents.wording import BUCKETS, Words, day, say
from padan.documents.workbook import write_workbook
from padan.domain.contributions import STATUSES
from padan.domain.decisions import ANSWER_WORDS, SIDE_WORDS, Answer, RecordKey
from padan.domain.doubtful_answers import OneForTwo
from padan.domain.letterhead import Letterhead
from padan.domain.months import Month
from padan.domain.problems import BY_CODE, problem_text
from padan.domain.reconciliation import CHECK_TEXTS, Check
from padan.domain.regions import find_kelurahan
from padan.engine.money_reporting import (
    death_claims,
    excess_by_status,
    month_statuses,
    people_with,
    post_counts,
    risks,
)
from padan.engine.reporting import (
    BucketFacts,
    PairFacts,
    Tally,
    bucket_rows,
    by_office,
    by_residence,
    pairs_to_ask,
    problem_counts,
    recap,
    rows_of_buckets,
    use_row_word,
)
from padan.engine.session import Connection
from padan.files.notes import sentence
from padan.files.reading import SheetRead
from padan.money_report import amount, money_rows, paid_elsewhere, unsettled_segments

WORKBOOK = "rekonsiliasi.xlsx"
MINUTES = "berita-acara.pdf"
MANY_ROWS = 200_000
"""Past so many rows in all the workbook holds only rows that need a human, at most ROW_LIMIT of them."""

ROW_LIMIT = 100_000
FINDINGS_FROM_HARM = 2
_ROW_WORDS = {"id": "baris", "en": "row"}
_SETTLED_MONTHS = ("paid", "review")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers need to know beside the engine's tables. `rejected`: such rows by side, file and sheet."""

    sheets: Mapping[str, Sequence[SheetRead]]
    buckets: Mapping[str, Mapping[str, int]]
    checks: Sequence[Check]
    accounts: Accounts
    period: tuple[Month, ...]
    days: Days
    rejected: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    doubtful: Sequence[OneForTwo] = ()

    def nobody(self, lang: str) -> list[str]:
        """A sentence for each sheet of people in which no row names anybody."""
        read = ((side, sheet) for side in self.buckets for sheet in self.sheets[side])
        return [
            nobody_in(sheet.file, sheet.sheet, sheet.rows, lang)
            for side, sheet in read
            if sheet.rows and self.rejected.get((side, sheet.file, sheet.sheet)) == sheet.rows
        ]

    @property
    def rows(self) -> int:
        """Rows of both sides."""
        return sum(sum(buckets.values()) for buckets in self.buckets.values())

    @property
    def row_limit(self) -> int | None:
        """How many rows the workbook may hold; None = all."""
        return ROW_LIMIT if self.rows > MANY_ROWS else None


def write_review_workbook(
    con: Connection, folder: Path, facts: Facts, *, lang: str, draft: "MinutesDraft | None" = None
) -> None:
    """`rekonsiliasi.xlsx`: the summary, the pairs to be answered, a sheet a bucket, and the figures.

    `prepare_report` must have run, and `explain_pairs` have told the reasons in `lang`. What the Indonesian `draft` of
    the minutes holds already is not asked again.
    """
    use_row_word(con, _ROW_WORDS[lang])
    limit = facts.row_limit
    known: Mapping[str, Sequence[BucketRow]] = {}
    if draft and lang == "id" and limit is None:
        known = draft.whole_lists()
    elif facts.rows <= MOST_ROWS:
        known = _whole_lists(con, lang)
    buckets = {b.key: known[b.key] if b.key in known else _bucket(con, b.key, lang, limit) for b in BUCKETS}
    pairs = (_pair(pair, lang) for pair in pairs_to_ask(con, limit))
    report = draft.report if draft and lang == "id" else build_report(con, facts, lang=lang)
    write_workbook(folder / WORKBOOK, report, buckets, pairs, lang=lang, row_limit=limit)


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """All that the minutes say, asked from the engine, and the paper ready to be set meanwhile."""

    report: Report
    annexes: Sequence[Annex]
    letterhead: Letterhead | None
    paper: Mapping[str, Any]

    def whole_lists(self) -> dict[str, Sequence[BucketRow]]:
        """The rows of each bucket that the annexes hold to the last."""
        lists = {annex.bucket: list(annex.rows) for annex in self.annexes}
        return {annex.bucket: lists[annex.bucket] for annex in self.annexes if len(lists[annex.bucket]) == annex.total}

    def write(self, folder: Path) -> None:
        """`berita-acara.pdf`."""
        write_paper(folder / MINUTES, dict(self.paper), self.letterhead)


def draft_minutes(con: Connection, facts: Facts, letterhead: Letterhead | None) -> MinutesDraft:
    """The minutes, in Indonesian; `prepare_report` must have run, and `explain_pairs` have told Indonesian reasons."""
    use_row_word(con, _ROW_WORDS["id"])
    report, annexes = build_report(con, facts, lang="id"), list(_annexes(con, facts))
    return MinutesDraft(report, annexes, letterhead, drafted_paper(report, letterhead, annexes))


def _annexes(con: Connection, facts: Facts) -> Iterator[Annex]:
    """Findings by name first; the people on whom both sides agree only where all of them fit."""
    left = MOST_ROWS
    whole = _whole_lists(con, "id") if facts.rows <= left else None
    for bucket in BUCKETS:
        sides = ("list",) if bucket.key in ("matched", "differs") else tuple(facts.buckets)
        total = sum(facts.buckets[side].get(bucket.key, 0) for side in sides)
        wanted = 0 if bucket.key == "matched" and total > left else min(total, left)
        left -= wanted
        rows = islice(_bucket(con, bucket.key, "id", wanted), wanted) if whole is None else whole[bucket.key]
        yield Annex(bucket.key, list(rows), total)


def _whole_lists(con: Connection, lang: str) -> dict[str, Sequence[BucketRow]]:
    """The rows of each bucket, asked at once."""
    lists: dict[str, list[BucketRow]] = {bucket.key: [] for bucket in BUCKETS}
    for bucket, facts in rows_of_buckets(con):
        lists[bucket].append(_row(facts, lang))
    return dict(lists)


def _bucket(con: Connection, bucket: str, lang: str, limit: int | None) -> Iterator[BucketRow]:
    return (_row(facts, lang) for facts in bucket_rows(con, bucket, limit))


_PAIRED = {
    "id": "Orangnya sudah berpasangan dengan {row} lewat baris lain (segmen atau masa lain)",
    "en": "The person is linked to {row} by another row (another segment or time)",
}


def _row(facts: BucketFacts, lang: str) -> BucketRow:
    paired = _PAIRED[lang].format(row=facts.paired_with) if facts.paired_with else ""
    return BucketRow(
        Person(*facts.person),
        Person(*facts.other) if facts.other else None,
        facts.probability,
        tuple(problem_text(code, lang) for code in facts.problems),
        _in_one_line(facts.reasons),
        facts.harm,
        facts.rupiah,
        paired,
    )


def _in_one_line(reasons: Sequence[str]) -> tuple[str, ...]:
    """What the fields say, as one sentence: "NIK beda 1 angka: ...; nama sama; tanggal lahir sama"."""
    return ("; ".join(reasons),) if reasons else ()


def _pair(facts: PairFacts, lang: str) -> ReviewPair:
    by, at, note = facts.note or ("", "", "")
    return ReviewPair(
        Person(*facts.a),
        Person(*facts.b),
        facts.probability,
        _in_one_line(facts.reasons),
        facts.candidate,
        facts.candidates,
        ANSWER_WORDS[lang][Answer.UNKNOWN] if facts.note else "",
        by,
        at,
        note,
    )


def build_report(con: Connection, facts: Facts, *, lang: str) -> Report:
    """All figures of the summary sheet and the minutes."""
    unsettled = tuple(unsettled_segments(facts.accounts.summary))
    counted = {one.segment: one.counted for one in unsettled}
    totals = tuple(BucketTotal(side, bucket, n) for side, found in facts.buckets.items() for bucket, n in found.items())
    return Report(
        version=__version__,
        period=period_in_words(facts.period or facts.accounts.months, lang),
        open_review=sum(found["review"] for found in facts.buckets.values()),
        inputs=tuple(_input(role, sheet, lang) for role, read in facts.sheets.items() for sheet in read),
        buckets=totals,
        recap=tuple(_recap(tally) for tally in recap(con)),
        offices=tuple(PlaceRow(tally.key[0] or "", _counts(tally)) for tally in by_office(con)),
        residences=tuple(PlaceRow(tally.key[0] or "", _counts(tally)) for tally in by_residence(con)),
        money=tuple(money_rows(con, unsettled, lang)) if "money" in facts.accounts.summary else (),
        elsewhere=paid_elsewhere(facts.accounts.summary),
        unsettled=unsettled,
        findings=tuple(_findings(con, facts, lang)),
        follow_ups=tuple(follow_ups(_grave(con, facts), facts.buckets, lang)),
        doubtful=tuple(_doubtful(found, lang) for found in facts.doubtful),
        posts=tuple(_posts(con)) if "posts" in facts.accounts.summary else (),
        insured_without_a_post=facts.accounts.summary.get("posts", {}).get("insured_without_a_post", 0),
        risks=tuple(Risk(*risk, counted.get(risk.segment or "", "")) for risk in risks(con, ROW_LIMIT)),
        checks=tuple(_told(check, lang) for check in facts.checks),
        list_as_of=facts.days.list,
        participants_as_of=facts.days.participants,
        notes=tuple(facts.nobody(lang)),
    )


def period_in_words(months: Sequence[Month], lang: str = "id") -> str:
    """ "Oktober 2024", or "Oktober sampai Desember 2024"; empty where there are no months."""
    if not months:
        return ""
    first, last = min(months), max(months)
    end = _month_name(last, lang)
    if first == last:
        return end
    start = _month_name(first, lang)
    return f"{start.rpartition(' ')[0] if first[0] == last[0] else start} {say(_UNTIL, lang)} {end}"


def _month_name(month: Month, lang: str) -> str:
    return day(date(*month, 1), lang).partition(" ")[2]


def _input(role: str, sheet: SheetRead, lang: str) -> InputSheet:
    left: dict[str, int] = {}
    for item in sheet.left_out:
        left[item.reason] = left.get(item.reason, 0) + 1
    return InputSheet(
        role,
        sheet.file,
        sheet.sheet,
        sheet.sha256,
        sheet.rows,
        tuple(sorted(left.items())),
        tuple(HeadingUse(c.heading, c.field, c.how) for c in sheet.columns),
        tuple(sentence(note, lang) for note in sheet.notes),
    )


def _told(check: Check, lang: str) -> Check:
    texts = CHECK_TEXTS.get(check.name)
    return Check(texts[lang == "en"], check.left, check.right) if texts else check


def _recap(tally: Tally) -> RecapRow:
    kecamatan, kelurahan, segment = tally.key
    return RecapRow(kecamatan or "", kelurahan or "", segment, _counts(tally))


def _counts(tally: Tally) -> Counts:
    def rows(side: str, bucket: str) -> int:
        return tally.rows.get((side, bucket), 0)

    def both(bucket: str) -> tuple[int, int]:
        return rows("list", bucket), rows("participants", bucket)

    return Counts(
        list_rows=sum(n for (side, _), n in tally.rows.items() if side == "list"),
        participant_rows=sum(n for (side, _), n in tally.rows.items() if side == "participants"),
        matched=rows("list", "matched"),
        not_registered=rows("list", "not_registered"),
        not_listed=rows("participants", "not_listed"),
        differs=rows("list", "differs"),
        duplicate=both("duplicate"),
        review=both("review"),
        rejected=both("rejected"),
        deceased=tally.deceased,
    )


_UNTIL: Words = ("sampai", "to")


def _findings(con: Connection, facts: Facts, lang: str) -> Iterator[Finding]:
    """Problems of rows that touch money, a life or an identity, then months paid otherwise than due."""
    for code, count in problem_counts(con):
        problem = BY_CODE.get(code)
        if problem is None or problem.harm >= FINDINGS_FROM_HARM:
            yield Finding(code, problem_text(code, lang), count)
    if "money" in facts.accounts.summary:
        for status, unknown, count, rupiah in month_statuses(con):
            if status not in _SETTLED_MONTHS:
                label = _UNKNOWN_DUE.get(status, STATUSES[status]) if unknown else STATUSES[status]
                told = f"{say(label, lang)[:1].upper()}{say(label, lang)[1:]}"
                nothing = unknown and status == "unpaid"
                yield Finding(status, told, count, None if nothing else rupiah, "person_months")


_UNKNOWN_DUE = {
    "unpaid": ("belum dibayar, tarif belum diketahui", "nothing paid, and what was due is unknown"),
    "unknown": ("dibayar, tarif belum diketahui", "paid, but what was due is unknown"),
}
"""Months of which nobody knows what was due are told apart: they are in no sum of what is missing."""


def _doubtful(found: OneForTwo, lang: str) -> DoubtfulAnswers:
    one, other = found.others
    places = "; ".join(dict.fromkeys(answer.source for answer in found.answers if answer.source))
    return DoubtfulAnswers(_record(found.record, lang), (_record(one, lang), _record(other, lang)), places)


def _record(record: RecordKey, lang: str) -> str:
    """A record as a human answered about it: "RINA PITAR, NIK 990..., 1990-05-05 (Daftar Pemda)"."""
    said = (record.name, f"NIK {record.nik}" if record.nik else "", record.birth_date)
    return f"{', '.join(filter(None, said))} ({SIDE_WORDS[lang][record.side]})"


def _grave(con: Connection, facts: Facts) -> Grave:
    """What of the run touches a life or money."""
    summary = facts.accounts.summary
    risk = summary.get("participation", {}).get("risk", {})
    grave = Grave(
        claims=Amount(*death_claims(con)),
        risk={reason: Amount(found["people"], found["family_loses"]) for reason, found in risk.items()},
        two_payers=people_with(con, "two_payers"),
        two_segments=people_with(con, "two_segments"),
        over_age=people_with(con, "over_age"),
        one_for_two=len(facts.doubtful),
    )
    total = summary.get("money", {}).get("total")
    if not total:
        return grave
    return replace(
        grave,
        excess={status: Amount(months, rupiah) for status, months, rupiah in excess_by_status(con)},
        missing=amount(total["missing"], "rupiah"),
        unknown=amount(total["unknown"], "paid"),
        unassigned=amount(total["unassigned"], "rupiah"),
    )


def _posts(con: Connection) -> Iterator[PostRow]:
    rows = []
    for key, states in post_counts(con).items():
        known = find_kelurahan(key)
        place = (known.kecamatan, known.name) if known else ("", key)
        rows.append(PostRow(*place, sum(states.values()), *(states.get(state, 0) for state in _POST_STATES)))
    yield from sorted(rows, key=lambda row: (not row.kecamatan, row.kecamatan, row.kelurahan))


_POST_STATES = (
    "filled_covered", "filled_uncovered", "predecessor_covered", "two_holders", "vacant", "not_reported",
)  # fmt: skip
