"""What is found of people: those who fall out soon, those paid for after death, families that wait."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from padan.web.cover.models import Claim, ClaimKind, PersonMonth, Standing
from padan.web.cover.selectors import FALLING, NOT_CONTINUED
from padan.web.followup.scene import Found, Scene

NOT_FILED = ("reported", "checked", "documents", "refused")


def _found(scene: Scene, office: int, count: int, amount: int | None, since: date | None = None) -> Found:
    known = scene.offices[office]
    return Found(scene.place_of(known), count, amount, known, since=since)


def lapse_next(scene: Scene, least: int) -> Iterable[Found]:
    """People who fall out next month, and who are covered and not continued (`dropped` of them), one finding for the
    office that answers for them; the amount is what families would lose."""
    falling = Standing.objects.filter(FALLING, office__in=scene.offices).order_by().values("office")
    left = Count("person", distinct=True, filter=NOT_CONTINUED)
    for line in falling.annotate(n=Count("person", distinct=True), left=left, loss=Sum("benefit_now")):
        if line["n"] >= max(least, 1):
            found = _found(scene, line["office"], line["n"], line["loss"])
            yield replace(found, words={"dropped": line["left"]}) if line["left"] else found


def dead_paid(scene: Scene, months: int) -> Iterable[Found]:
    """People paid for after their death in the newest months that are known, by office."""
    newest = PersonMonth.objects.aggregate(newest=Max("month"))["newest"]
    if newest is None:
        return
    count = newest.year * 12 + newest.month - 1 - (max(months, 1) - 1)
    first = date(count // 12, count % 12 + 1, 1)
    paid = PersonMonth.objects.filter(office__in=scene.offices, month__gte=first, status="after_death", paid__gt=0)
    by_office = paid.order_by().values("office").annotate(n=Count("person", distinct=True), total=Sum("paid"))
    for line in by_office.annotate(first=Min("month")):
        yield _found(scene, line["office"], line["n"], line["total"], line["first"])


def claims_unfiled(scene: Scene, days: int) -> Iterable[Found]:
    """Deaths that may be covered and have not been filed with the branch so many days after, by office."""
    before = scene.today - timedelta(days=days)
    waiting = _deaths(scene).filter(Q(happened_on__lt=before) | Q(happened_on=None, opened_at__date__lt=before))
    for line in waiting.values("office").annotate(n=Count("pk"), total=Sum("amount"), first=Min("happened_on")):
        since = line["first"] + timedelta(days=days + 1) if line["first"] else None
        yield _found(scene, line["office"], line["n"], line["total"], since)


def _deaths(scene: Scene) -> QuerySet[Claim]:
    open_ones = Claim.objects.filter(office__in=scene.offices, kind=ClaimKind.DEATH, state__in=NOT_FILED)
    return open_ones.exclude(covered=False).order_by()
