"""The only writer of early warnings: the worker's look, and what Bappeda sets of the rules."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.changes import Known, changes_until, newest_event
from padan.web.audit.services import event_append
from padan.web.followup.models import EarlyWarning, InCharge, Looked, WarningRule
from padan.web.followup.refusals import NO_RULE
from padan.web.followup.rules import RULES
from padan.web.followup.scene import Found, Scene
from padan.web.followup.settling import follow_ups_settle
from padan.web.monitoring.models import Renewal
from padan.web.refusals import FORBIDDEN
from padan.web.regions.models import Level, Region
from padan.web.roles import Role

REST = timedelta(minutes=2)
"""How long a look rests at least, however much is written meanwhile."""

Key = tuple[str, int, int, str]
_LOOKED: dict[str, Any] = {}
"""The last look of this process: its number, and what the trail told of changes and when figures were renewed then."""


def warnings_refresh(today: date, *, at_once: bool = False) -> str:
    """Look again where something was written since the last look or a new day began; says what it did, "" for nothing.

    Warnings that hold no more are ended, new ones begin, the others follow their count and amount; follow-ups about
    people who are all continued, or left lawfully, are closed.
    """
    event = newest_event()
    newest = event[0] if event else 0
    last = Looked.objects.order_by("-pk").first()
    stands = None if at_once or last is None or last.day != today else last
    if stands is not None and _may_rest(stands, newest):
        return ""
    told = _told(newest)
    if stands is not None and _nothing_new(stands, told):
        return ""
    found = dict(_all_found(today))
    with transaction.atomic():
        begun, ended = _kept(found, today)
        Looked.objects.all().delete()
        looked = Looked.objects.create(day=today, event=newest)
    _LOOKED.update(look=looked.pk, told=told)
    settled = follow_ups_settle(today)
    done = [f"{begun} baru, {ended} berakhir"] if begun or ended else []
    return "; ".join([*done, *([f"{settled} selesai menurut catatan"] if settled else [])])


def _may_rest(last: Looked, newest: int) -> bool:
    return last.event == newest or timezone.now() - last.at < REST


Told = tuple[frozenset[Known], datetime | None]
"""The newest events that tell of a change, and when figures were made anew."""


def _told(newest: int) -> Told:
    return changes_until(newest), Renewal.objects.values_list("at", flat=True).first()


def _nothing_new(last: Looked, told: Told) -> bool:
    """Whether whatever was written since this process's own last look tells of nothing but reading."""
    if _LOOKED.get("look") != last.pk:
        return False
    before: Told = _LOOKED["told"]
    return told[0] <= before[0] and told[1] == before[1]


def _all_found(today: date) -> Iterator[tuple[Key, Found]]:
    rules = [(RULES[one.key], one) for one in WarningRule.objects.filter(active=True) if one.key in RULES]
    cities = Region.objects.filter(level=Level.CITY, pk__in=Office.objects.values("region")).order_by("code")
    for city in cities:
        scene = Scene(city, today)
        for rule, told in rules:
            for one in rule.find(scene, told.threshold):
                office = scene.in_charge(told.in_charge, one)
                if office is not None:
                    yield (rule.key, one.place.pk, office.pk, one.subject[:80]), one


def _kept(found: dict[Key, Found], today: date) -> tuple[int, int]:
    """Bring the record to what was found; gives how many began and how many ended."""
    ended = 0
    for old in EarlyWarning.objects.select_for_update(of=("self",)).filter(ended_on=None):
        one = found.pop((old.rule, old.place_id, old.office_id, old.subject), None)
        if one is None:
            old.ended_on = today
            old.save(update_fields=["ended_on"])
            ended += 1
        elif (old.count, old.amount, old.words) != (one.count, one.amount, dict(one.words)):
            old.count, old.amount, old.words = one.count, one.amount, dict(one.words)
            old.save(update_fields=["count", "amount", "words"])
    EarlyWarning.objects.bulk_create(_begun(found.items(), today))
    return len(found), ended


def _begun(found: Iterable[tuple[Key, Found]], today: date) -> list[EarlyWarning]:
    return [
        EarlyWarning(
            rule=rule,
            place_id=place,
            office_id=office,
            subject=subject,
            count=one.count,
            amount=one.amount,
            words=dict(one.words),
            since=min(one.since or today, today),
        )
        for (rule, place, office, subject), one in found
    ]


@transaction.atomic
def rule_set(*, acting: Appointment, key: str, active: bool, threshold: int, in_charge: str) -> WarningRule:
    """Set a rule's threshold, who is to act, and whether it is watched; the next look obeys."""
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN
    held = WarningRule.objects.select_for_update().filter(key=key).first()
    if held is None or in_charge not in InCharge.values:
        raise NO_RULE
    before = {"active": held.active, "threshold": held.threshold, "in_charge": held.in_charge}
    held.active, held.threshold, held.in_charge = active, threshold, in_charge
    held.changed_by, held.changed_at = acting.user, timezone.now()
    held.save()
    after = {"active": active, "threshold": threshold, "in_charge": in_charge}
    detail = {"rule": key, "before": before, "after": after}
    event_append(action="followup.rule", acting=acting, about=held, detail=detail)
    return held
