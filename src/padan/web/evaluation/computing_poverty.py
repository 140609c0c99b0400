"""Poverty of the households of a sheet, with and without the aid, under each line that holds."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Q

from padan.domain.contributions import first_day, month_of, number
from padan.statistics.lines import Line
from padan.statistics.poverty import Change, Living, aid_changes, parts
from padan.web.evaluation.gathering import paid_by_person
from padan.web.evaluation.models import PovertyLine, WelfareRow, WelfareSheet
from padan.web.evaluation.telling import Kept, interval_kept
from padan.web.protection.models import Person

MONTHS_A_YEAR = 12
FEWEST = 30
"""Households below which no figure is shown."""


def lines_on(sheet: WelfareSheet) -> list[PovertyLine]:
    """Lines that hold in the sheet's month, of each kind the newest entered."""
    holding = PovertyLine.objects.filter(withdrawn_at=None, first_month__lte=sheet.month).filter(
        Q(last_month=None) | Q(last_month__gte=sheet.month)
    )
    newest: dict[str, PovertyLine] = {}
    for line in holding.order_by("first_month", "pk"):
        newest[line.kind] = line
    return [newest[kind] for kind in sorted(newest)]


def poverty_of(sheet: WelfareSheet) -> Kept:
    """P0, P1, P2 with and without the aid, for each line on its own; and by kelurahan under each."""
    rows = list(sheet.rows.filter(trouble="").select_related("kelurahan").order_by("number"))
    aid = aid_by_family(sheet)
    living = [_living(sheet, row, aid) for row in rows]
    told = [_line_kept(line, living, sheet.sample) for line in lines_on(sheet)] if len(rows) >= FEWEST else []
    return {
        "sheet": sheet.pk,
        "households": len(rows),
        "people": sum(one.weight for one in living),
        "aided": sum(row.no_kk in aid for row in rows if row.no_kk),
        "aid": sum(aid.get(row.no_kk, 0) for row in rows if row.no_kk),
        "too_few": len(rows) < FEWEST,
        "lines": told,
    }


def aid_by_family(sheet: WelfareSheet) -> Mapping[str, int]:
    """Rupiah paid for the members of each family in the twelve months up to the sheet's."""
    last = (sheet.month.year, sheet.month.month)
    first = first_day(month_of(number(last) - MONTHS_A_YEAR + 1))
    paid = paid_by_person(first, sheet.month)
    found: Counter[str] = Counter()
    for pk, kk in (
        Person.objects.exclude(no_kk="").filter(months__paid__gt=0).order_by().distinct().values_list("pk", "no_kk")
    ):
        found[kk] += paid.get(pk, 0)
    return {kk: amount for kk, amount in found.items() if amount}


def _living(sheet: WelfareSheet, row: WelfareRow, aid: Mapping[str, int]) -> Living:
    own = aid.get(row.no_kk, 0) / MONTHS_A_YEAR / row.members if row.no_kk else 0.0
    amount = float(row.amount or 0)
    without = max(0.0, amount - own) if sheet.aid_included else amount
    place = row.kelurahan.code if row.kelurahan else ""
    return Living(without, own, row.weight * row.members, row.stratum, row.cluster, place)


def _line_kept(line: PovertyLine, living: Sequence[Living], sample: bool) -> Kept:
    under = Line(line.kind, line.amount)
    before, after = (parts(living, under, 0, aid=aid) for aid in (False, True))
    return {
        "line": line.pk,
        "kind": line.kind,
        "amount": line.amount,
        "source": line.source,
        "certain": line.certain,
        "measures": [_change_kept(one) for one in aid_changes(living, under, sample=sample)],
        "places": [
            {"key": key, "share": before[key][0], "without": before[key][1], "with": after[key][1]}
            for key in sorted(before, key=str)
        ],
    }


def _change_kept(one: Change) -> Kept:
    return {
        "measure": one.measure,
        "without": interval_kept(one.without),
        "with": interval_kept(one.with_),
        "change": interval_kept(one.change),
    }
