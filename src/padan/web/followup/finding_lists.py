"""What is found of offices: lists not handed in, figures not signed, follow-ups past their day."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min

from padan.domain.followups import WITH_OFFICE
from padan.web.followup.models import FollowUp
from padan.web.followup.scene import Found, Scene
from padan.web.official.selectors import involved, lists_missing, standing_in
from padan.web.official.tree import SIGNERS


def list_missing(scene: Scene, days: int) -> Iterable[Found]:
    """Lists of open periods that were not accepted so many days after they were due, by office."""
    for period in scene.periods:
        for pk, missing in lists_missing(period, scene.offices).items():
            late = [one for one in missing if one.due + timedelta(days=days) < scene.today]
            if late:
                since = min(one.due for one in late) + timedelta(days=days + 1)
                office, words = scene.offices[pk], {"period": period.name}
                yield Found(scene.place_of(office), len(late), None, office, period.key, since, words)


def list_unsigned(scene: Scene, days: int) -> Iterable[Found]:
    """Offices with a part in an open period that have not signed so many days after it was due."""
    for period in scene.periods:
        since = period.due + timedelta(days=days + 1)
        if since > scene.today:
            continue
        asked = involved(period) - standing_in(period).keys()
        for office in (scene.offices[pk] for pk in sorted(asked) if pk in scene.offices):
            if office.kind in SIGNERS:
                words = {"period": period.name}
                yield Found(scene.place_of(office), 1, None, office, period.key, since, words)


def followup_overdue(scene: Scene, days: int) -> Iterable[Found]:
    """Follow-ups past their day by so many days, by office."""
    before = scene.today - timedelta(days=days)
    late = FollowUp.objects.filter(office__in=scene.offices, state__in=WITH_OFFICE, due__lt=before).order_by()
    for line in late.values("office").annotate(n=Count("pk"), first=Min("due")):
        office = scene.offices[line["office"]]
        since = line["first"] + timedelta(days=days + 1)
        yield Found(scene.place_of(office), line["n"], None, office, since=since)
