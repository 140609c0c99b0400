"""From a published run and the cases of its period to the figures of an office: the only reader of rows for this room.

A linked pair counts once, at the list's row; of a participant in no pair the office counts that answers for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from padan.documents.content import CITY_OFFICES, Counts, total
from padan.domain.problems import BY_CODE
from padan.domain.reconciliation import Check
from padan.domain.regions import kelurahan_key
from padan.web.accounts.models import Office
from padan.web.asked_once import once
from padan.web.official.figures import (
    AnswerLine,
    BelowLine,
    Figures,
    InputLine,
    MoneyLine,
    PostLine,
    ReadingLine,
    RecapLine,
    figures_from,
    same_figures,
)
from padan.web.official.models import SignOff
from padan.web.official.monthly import Monthly, monthly_sums
from padan.web.official.tree import LEAVES, TOP, area_of
from padan.web.periods.models import Period
from padan.web.review.models import UNFINISHED, Case, CaseState
from padan.web.review.selectors import Carried, carried, unfinished
from padan.web.roles import OfficeKind
from padan.web.runs.models import Run, RunRow

LIST, PARTICIPANTS = "list", "participants"
LINKED = ("matched", "differs")
GRAVE_FROM = 2
"""Problems less harmful than this (a missing datum) are no findings of the minutes."""
SCOPES = {OfficeKind.KELURAHAN: "kelurahan", OfficeKind.KECAMATAN: "kecamatan"}

_LINKED_PARTICIPANT = Q(side=PARTICIPANTS, bucket__in=LINKED)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What figures are counted from: a published run, and whose figures they are."""

    period: Period
    run: Run
    office: Office
    offices: Mapping[int, Office]


def grounds_of(period: Period, run: Run, office: Office) -> Grounds:
    """The run, the office, and all offices whose rows count in its figures."""
    if office.kind in LEAVES:
        return Grounds(period, run, office, {office.pk: office})
    found = Office.objects.filter(area_of(office)).select_related("region__parent")
    return Grounds(period, run, office, {one.pk: one for one in found})


def rows_of(grounds: Grounds) -> QuerySet[RunRow]:
    """Every row that counts, in no order."""
    found = RunRow.objects.filter(run=grounds.run).order_by()
    return found if grounds.office.kind in TOP else found.filter(office__in=list(grounds.offices))


def figures_shown(grounds: Grounds, below: Iterable[BelowLine] = ()) -> Figures:
    """What the signing page shows: recapitulation, money, answers, what is left. All counted by the database."""
    groups = list(_groups(grounds))
    carrying = carried_of(grounds)
    return Figures(
        scope=SCOPES.get(OfficeKind(grounds.office.kind), "kota" if grounds.office.kind in TOP else "perangkat daerah"),
        run=grounds.run.number,
        recap=tuple(_recap(grounds, groups)),
        money=tuple(_money(grounds, groups)),
        excess_unlisted=_excess_unlisted(groups),
        answers=tuple(_answers(grounds)),
        open_review=_open_review(grounds, carrying),
        open_cases=open_cases(grounds),
        carried=len(carrying),
        below=tuple(below),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    office: int
    segment: str
    side: str
    bucket: str
    rows: int
    people: int
    due: int
    paid: int
    missing: int
    excess: int


def _groups(grounds: Grounds) -> Iterator[_Group]:
    """Rows by office, segment, side and bucket. Money of a linked pair stands at both its rows: the list's is taken."""
    counted = (
        rows_of(grounds)
        .exclude(_LINKED_PARTICIPANT)
        .values_list("office_id", "segment", "side", "bucket")
        .annotate(
            rows=Count("pk"),
            people=Count("pk", filter=Q(due__gt=0)),
            of_due=Sum("due"),
            of_paid=Sum("paid"),
            of_missing=Sum("missing"),
            of_excess=Sum("excess"),
        )
    )
    return (_Group(*line) for line in counted)


def _place(office: Office) -> tuple[str, str, str, int, str]:
    """Where an office stands in the recapitulation: (order, kecamatan, order, own list last, name)."""
    region = office.region
    if office.kind == OfficeKind.KELURAHAN and region.parent:
        return region.parent.code, region.parent.name, region.code, 0, region.name
    if office.kind == OfficeKind.KECAMATAN:
        return region.code, region.name, "~", 1, f"Kantor {office.name}"
    return "~", CITY_OFFICES, "~", 1, office.name


def _ordered(grounds: Grounds, keys: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(keys, key=lambda key: (_place(grounds.offices[key[0]]), not key[1], key[1]))


def _recap(grounds: Grounds, groups: Iterable[_Group]) -> Iterator[RecapLine]:
    buckets: dict[tuple[int, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for group in groups:
        buckets[group.office, group.segment][group.side, group.bucket] += group.rows
    dead = _deceased(grounds)
    for office, segment in _ordered(grounds, {*buckets, *dead}):
        _, kecamatan, _, _, name = _place(grounds.offices[office])
        counts = _counts(buckets[office, segment], dead[office, segment])
        yield RecapLine(office, kecamatan, name, segment, counts)


def _counts(rows: Counter[tuple[str, str]], deceased: int) -> Counts:
    def both(bucket: str) -> tuple[int, int]:
        return rows[LIST, bucket], rows[PARTICIPANTS, bucket]

    linked = rows[LIST, "matched"] + rows[LIST, "differs"]
    return Counts(
        list_rows=sum(n for (side, _), n in rows.items() if side == LIST),
        participant_rows=linked + sum(n for (side, _), n in rows.items() if side == PARTICIPANTS),
        matched=rows[LIST, "matched"],
        not_registered=rows[LIST, "not_registered"],
        not_listed=rows[PARTICIPANTS, "not_listed"],
        differs=rows[LIST, "differs"],
        duplicate=both("duplicate"),
        review=both("review"),
        rejected=both("rejected"),
        deceased=deceased,
    )


def _deceased(grounds: Grounds) -> Counter[tuple[int, str]]:
    """Persons of whom either side says that they died, each once, at the list's row where there is one."""
    told = rows_of(grounds).annotate(told=Cast("problems", TextField())).filter(told__contains='"deceased"')
    lines = told.exclude(bucket="duplicate").values_list("side", "bucket", "row_id", "match_id", "office_id", "segment")
    persons: dict[int | None, tuple[int, str]] = {}
    for side, bucket, row, match, office, segment in sorted(lines, key=lambda line: line[0] == LIST):
        linked = side == PARTICIPANTS and bucket in LINKED
        persons[match if linked else row] = (office, segment)
    return Counter(persons.values())


def _money(grounds: Grounds, groups: Iterable[_Group]) -> Iterator[MoneyLine]:
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * 5)
    for group in groups:
        line = sums[group.office, group.segment]
        for at, value in enumerate((group.people, group.due, group.paid, group.missing, group.excess)):
            line[at] += value
    for key in _ordered(grounds, (key for key, line in sums.items() if any(line))):
        yield MoneyLine(*key, *sums[key])


def _excess_unlisted(groups: Iterable[_Group]) -> int:
    """The part of what is in excess that others (employers mostly) paid for people on no list of the government."""
    return sum(group.excess for group in groups if (group.side, group.bucket) == (PARTICIPANTS, "not_listed"))


def _answers(grounds: Grounds) -> Iterator[AnswerLine]:
    found = Case.objects.filter(period=grounds.period, state=CaseState.ANSWERED).exclude(answer="")
    found = found.filter(offices__office__in=list(grounds.offices))
    counted = found.order_by("kind", "answer").values_list("kind", "answer").annotate(n=Count("pk", distinct=True))
    return (AnswerLine(*line) for line in counted)


def carried_of(grounds: Grounds) -> list[Carried]:
    """Cases of these offices that go on after the signature."""
    own = Case.objects.filter(period=grounds.period, offices__office__in=list(grounds.offices))
    within = set(own.filter(state=CaseState.CARRIED).order_by().values_list("pk", flat=True))
    return [one for one in carried(grounds.period) if one.case.pk in within] if within else []


def open_cases(grounds: Grounds) -> int:
    """Questions to these offices that have no answer."""
    waiting = unfinished(grounds.period).order_by()
    if grounds.office.kind not in TOP:
        waiting = waiting.filter(office__in=list(grounds.offices))
    return int(waiting.aggregate(n=Count("case_id", distinct=True))["n"])


def _open_review(grounds: Grounds, carrying: Iterable[Carried]) -> int:
    """Rows still to be decided that nobody carried over."""
    cases = [one.case for one in carrying]
    named = {row for case in cases for row in (case.left_id, case.right_id, *case.rivals)}
    return sum(row not in named for row, _ in _undecided(grounds))


def _undecided(grounds: Grounds) -> list[tuple[int, int]]:
    """Row and office of each row still to be decided; asked once while a page is read."""
    found = rows_of(grounds).filter(bucket="review").values_list("row_id", "office_id")
    return once(("undecided", grounds.run.pk, grounds.office.pk), lambda: list(found))


def unasked(grounds: Grounds) -> Counter[int]:
    """Rows still to be decided, by office, that no open and no carried question names: a paper that counts them is a
    draft for ever, though nobody is asked anything."""
    waiting = _undecided(grounds)
    if not waiting:
        return Counter()
    rows = [row for row, _ in waiting]
    cases = Case.objects.filter(period=grounds.period, state__in=(*UNFINISHED, CaseState.CARRIED))
    fields = cases.exclude(Q(rivals=[]), ~Q(left__in=rows), ~Q(right__in=rows)).values_list(
        "left_id", "right_id", "rivals"
    )
    named = {row for left, right, rivals in fields for row in (left, right, *rivals)}
    return Counter(office for row, office in waiting if row not in named)


def figures_whole(grounds: Grounds, shown: Figures, signed: Sequence[SignOff] = ()) -> Figures:
    """The rest of the figures, and the proof that they add up; `shown` must be what `figures_shown` gives, `signed` the
    standing signatures of the offices below."""
    months, problems, monthly = _months_and_problems(grounds)
    summary = grounds.run.summary
    whole_city = grounds.office.kind in TOP
    figures = replace(
        shown,
        months=months,
        findings=tuple(sorted(problems.items(), key=lambda item: (-_harm(item[0]), -item[1], item[0]))),
        monthly=tuple(summary.get("money", {}).get("by_segment_and_month", ())) if whole_city else monthly.told(),
        readings=tuple(_readings(grounds)),
        posts=summary.get("posts", {}).get("states", {}) if whole_city else {},
        post_places=tuple(_post_places(grounds)),
        inputs=tuple(_inputs(grounds)),
        as_of={side: summary.get("as_of", {}).get(side) for side in (LIST, PARTICIPANTS)},
    )
    return replace(figures, checks=tuple(_checks(grounds, figures, signed)))


def _readings(grounds: Grounds) -> Iterator[ReadingLine]:
    """What these offices owe for each segment that is not settled, by both its readings."""
    money = grounds.run.summary.get("money", {})
    told, whole = money.get("readings", ()), grounds.office.kind in TOP
    own = [line for line in money.get("readings_by_office", ()) if whole or line["office"] in grounds.offices]
    for first, other in zip(told[::2], told[1::2], strict=True):
        lines = [line for line in own if line["segment"] == first["segment"]]
        due, would = (_added(line[key] for line in lines) for key in ("counted", "other"))
        if due[0] or due[2]:
            yield ReadingLine(first["segment"], first["reading"], other["reading"], due, would)


def _added(sums: Iterable[Sequence[int]]) -> tuple[int, int, int]:
    months, rupiah, unknown = [sum(column) for column in zip(*sums, strict=True)] or (0, 0, 0)
    return months, rupiah, unknown


def _post_places(grounds: Grounds) -> Iterator[PostLine]:
    """Posts of each kelurahan of these offices, in the order of their codes; for the whole city also those of places
    that are no kelurahan of it."""
    told: dict[str, Mapping[str, int]] = dict(grounds.run.summary.get("posts", {}).get("places", {}))
    kelurahan = sorted(
        (office.region for office in grounds.offices.values() if office.kind == OfficeKind.KELURAHAN),
        key=lambda region: region.code,
    )
    for region in kelurahan:
        if states := told.pop(kelurahan_key(region.name), None):
            yield PostLine(region.parent.name if region.parent else "", region.name, states)
    if grounds.office.kind in TOP:
        yield from (PostLine("", place, states) for place, states in sorted(told.items()))


def _harm(code: str) -> int:
    return BY_CODE[code].harm if code in BY_CODE else GRAVE_FROM


def _months_and_problems(grounds: Grounds) -> tuple[dict[str, dict[str, int]], Counter[str], Monthly]:
    months: dict[str, Counter[str]] = defaultdict(Counter)
    problems: Counter[str] = Counter()
    monthly = Monthly()
    lines = rows_of(grounds).values_list("side", "bucket", "segment", "months", "amounts", "problems")
    for side, bucket, segment, of_months, amounts, codes in lines.iterator(2000):
        problems.update(code for code in codes if _harm(code) >= GRAVE_FROM)
        if side == LIST or bucket not in LINKED:
            monthly.add(segment, of_months, amounts)
            for month, status in of_months.items():
                months[month][status] += 1
    return {month: dict(sorted(found.items())) for month, found in sorted(months.items())}, problems, monthly


def _inputs(grounds: Grounds) -> Iterator[InputLine]:
    """The files of these offices, and those of the branch, which bear on every office's figures."""
    names = {office.name for office in grounds.offices.values()}
    for found in grounds.run.inputs:
        if grounds.office.kind in TOP or found["kind"] != LIST or found["office"] in names:
            yield InputLine(found["kind"], found["filename"], found["sha256"], found["rows"])


def _checks(grounds: Grounds, figures: Figures, signed: Sequence[SignOff]) -> Iterator[Check]:
    """Each identity with both its sides, reached by ways of their own."""
    counts = figures.counts
    rows: Counter[tuple[str, str]] = Counter()
    for side, bucket, n in rows_of(grounds).values_list("side", "bucket").annotate(n=Count("pk")):
        rows[side, bucket] = n
    of_list = sum(n for (side, _), n in rows.items() if side == LIST)
    of_participants = sum(n for (side, _), n in rows.items() if side == PARTICIPANTS)
    parts = counts.matched + counts.differs
    yield Check(
        "Data Pemda = cocok + beda data + perlu ditinjau + ganda + hanya Pemda + ditolak",
        of_list,
        parts + counts.review[0] + counts.duplicate[0] + counts.not_registered + counts.rejected[0],
    )
    yield Check(
        "Data BPJS = cocok + beda data + perlu ditinjau + ganda + hanya BPJS + ditolak",
        of_participants,
        parts + counts.review[1] + counts.duplicate[1] + counts.not_listed + counts.rejected[1],
    )
    for bucket, name in (("matched", "Cocok"), ("differs", "Beda data")):
        yield Check(f"{name}: sama banyak pada kedua pihak", rows[LIST, bucket], rows[PARTICIPANTS, bucket])
    yield from _money_checks(grounds, figures)
    yield Check(
        "Orang-bulan = jumlah semua keadaan",
        sum(len(months) for months in rows_of(grounds).exclude(_LINKED_PARTICIPANT).values_list("months", flat=True)),
        sum(n for found in figures.months.values() for n in found.values()),
    )
    if figures.posts and figures.post_places:
        placed = sum(n for line in figures.post_places for n in line.states.values())
        yield Check("Jabatan RT: jumlah semua kelurahan = seluruhnya", placed, sum(figures.posts.values()))
    yield from _tree_checks(figures, signed)


def _money_checks(grounds: Grounds, figures: Figures) -> Iterator[Check]:
    whole = (
        rows_of(grounds)
        .exclude(_LINKED_PARTICIPANT)
        .aggregate(due=Sum("due"), paid=Sum("paid"), missing=Sum("missing"), excess=Sum("excess"))
    )
    names = {"due": "Seharusnya", "paid": "Dibayar", "missing": "Kurang", "excess": "Lebih"}
    for key, name in names.items():
        yield Check(f"{name}: per kantor dan segmen = seluruhnya", getattr(figures.sums, key), whole[key] or 0)
    if figures.monthly and grounds.office.kind not in TOP:
        for key, measure in (("due", "due"), ("missing", "missing"), ("excess", "in_excess")):
            told = f"{names[key]}: jumlah semua bulan = seluruhnya"
            yield Check(told, monthly_sums(figures.monthly, measure), whole[key] or 0)


def _tree_checks(figures: Figures, signed: Sequence[SignOff]) -> Iterator[Check]:
    """What the offices below signed, and the rows of offices that sign nothing of their own, make the whole."""
    if not signed:
        return
    covered = set().union(*(offices_in(signoff.office) for signoff in signed))
    rest = [line.counts for line in figures.recap if line.office not in covered]
    sums = total([*rest, *(figures_from(signoff.figures).counts for signoff in signed)])
    for name, key in (("Pemda", "list_rows"), ("BPJS", "participant_rows")):
        yield Check(
            f"Data {name}: yang ditandatangani kantor di bawahnya + yang selebihnya = seluruhnya",
            getattr(sums, key),
            getattr(figures.counts, key),
        )


def offices_in(office: Office) -> set[int]:
    """The offices whose rows count in an office's figures."""
    if office.kind in LEAVES:
        return {office.pk}
    return set(Office.objects.filter(area_of(office)).values_list("pk", flat=True))


def moved_below(figures: Figures, signed: Iterable[SignOff]) -> list[Office]:
    """Offices whose figures in the present run are not those that they signed."""
    found = []
    for signoff in signed:
        kept, offices = figures_from(signoff.figures), offices_in(signoff.office)
        now = replace(
            kept,
            recap=tuple(line for line in figures.recap if line.office in offices),
            money=tuple(line for line in figures.money if line.office in offices),
        )
        if not same_figures(kept, now):
            found.append(signoff.office)
    return found


def failed(checks: Iterable[Check]) -> list[Check]:
    """Identities that do not hold."""
    return [check for check in checks if not check.holds]
