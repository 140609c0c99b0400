"""Targeting, incidence, coverage and overlap of a month, out of the record."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from padan.domain.segments import SEGMENT_KEYS
from padan.statistics.incidence import Band, Incidence, covered_by, incidence, overlaps
from padan.statistics.targeting import GROUPS, by_group, errors
from padan.web.evaluation.gathering import BATCH, Month, deciles, paid_by_person, seen_in
from padan.web.evaluation.telling import Kept, errors_kept
from padan.web.monitoring.measures import proposals
from padan.web.protection.models import Person

DECILES = tuple(str(n) for n in range(1, 11))


def targeting_of(month: Month, programme: str) -> Kept:
    """The errors of a programme, whole and by each group."""
    seen = seen_in(month, programme)
    return {
        "programme": programme,
        "people": len(seen),
        "whole": errors_kept(errors(seen)),
        "groups": {
            name: [{"key": key, **errors_kept(one)} for key, one in by_group(seen, group).items()]
            for name, group in GROUPS.items()
        },
    }


def incidence_of(month: Month, programme: str) -> Kept:
    """To which deciles the programme's people and the year's rupiah go ("" for all programmes)."""
    ranked = deciles()
    families = dict(_families_of_everybody())
    people = Counter(str(ranked[kk]) for kk in families.values() if kk in ranked)
    reached = _reached(month, programme)
    counts = Counter(_decile(families.get(person, ""), ranked) for person in reached)
    money: Counter[str] = Counter()
    payees: Counter[str] = Counter()
    for person, paid in paid_by_person(month.first_day.replace(month=1), month.first_day, programme).items():
        decile = _decile(families.get(person, ""), ranked)
        money[decile] += paid
        payees[decile] += 1
    return {
        "programme": programme,
        "people": [
            {
                "key": key,
                "known": people[key],
                "reached": counts[key],
                "payees": payees[key],
                "paid": money[key],
            }
            for key in DECILES
        ],
        "without": {
            "known": len(families) - people.total(),
            "reached": counts[""],
            "payees": payees[""],
            "paid": money[""],
        },
        "by_heads": _incidence_kept(incidence([Band(key, people[key], counts[key]) for key in DECILES])),
        "by_money": _incidence_kept(incidence([Band(key, people[key], money[key]) for key in DECILES])),
    }


def _decile(kk: str, ranked: dict[str, int]) -> str:
    return str(ranked[kk]) if kk in ranked else ""


def _reached(month: Month, programme: str) -> set[int]:
    if programme:
        return set(month.paid.get(programme, {}))
    return {person for segment in SEGMENT_KEYS for person in month.paid.get(segment, {})}


def _families_of_everybody() -> Iterable[tuple[int, str]]:
    return Person.objects.filter(merged_into=None).order_by().values_list("pk", "no_kk").iterator(BATCH)


def _incidence_kept(one: Incidence) -> Kept:
    return {
        "index": one.index,
        "targeting": one.targeting,
        "curve": [list(point) for point in one.curve],
        "shares": list(one.benefit_shares),
        "people_shares": list(one.people_shares),
    }


def coverage_of(month: Month) -> Kept:
    """How many people and families meant for cover are protected, each with its denominator; who is in which
    programmes."""
    memberships: dict[int, set[str]] = defaultdict(set)
    for segment, own in month.paid.items():
        if segment in SEGMENT_KEYS:
            for person in own:
                memberships[person].add(segment)
    found = overlaps(frozenset(one) for one in memberships.values())
    return {
        **_denominators(month),
        "overlaps": [{"programmes": sorted(one.programmes), "people": one.people} for one in found],
        "programmes": dict(covered_by(found)),
        "people": len(memberships),
    }


def _denominators(month: Month) -> Kept:
    """The very counts of the indicators of the month."""
    scope = month.scope
    intended = {int(span.id) for span in scope.clip(proposals.intended(scope))}
    kin = dict(_families_of_everybody())
    counted = {
        name: sum(span.amount for span in scope.clip(spans(scope)))
        for name, spans in (
            ("protected", proposals.intended_protected),
            ("families", proposals.families_intended),
            ("families_protected", proposals.families_intended_protected),
        )
    }
    alone = sum(not kin.get(person) for person in intended)
    return {
        "persons": {"covered": counted["protected"], "of": len(intended), "without_family": alone},
        "families": {"covered": counted["families_protected"], "of": counted["families"]},
    }
