"""What is found of money: the findings of the money room, gathered so that one office reads one line of one cause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from padan.domain.ledger import Finding, Pace
from padan.domain.ledger.warning import QUIET_DAYS
from padan.web.followup.scene import Found, Scene
from padan.web.funds.ground import gather
from padan.web.funds.models import Activity, Source, Spj, SpjState
from padan.web.regions.models import Level, Region

PER_CENT = 100


def _money(scene: Scene, found: Finding, **more: object) -> dict[str, object]:
    return {"source": scene.source_name(found.source), "year": found.year, **more}


def _gathered(scene: Scene, code: str) -> Iterator[tuple[str, int, str, list[Finding]]]:
    """The findings of a code by source, funding year and note."""
    kept: dict[tuple[str, int, str], list[Finding]] = defaultdict(list)
    for one in scene.findings:
        if one.code == code:
            kept[one.source, one.year, one.note].append(one)
    for (source, year, note), found in sorted(kept.items()):
        yield source, year, note, found


def _in_city(scene: Scene, code: str) -> Iterator[Found]:
    """One line a source and year for the whole city: how many places, how much."""
    for source, year, _note, found in _gathered(scene, code):
        places, amount = {one.place for one in found}, sum(one.amount for one in found)
        words = _money(scene, found[0])
        yield Found(scene.city, len(places), amount, subject=f"{source}/{year}", words=words)


def stage_late(scene: Scene, days: int) -> Iterable[Found]:
    """Stages past their day, one line a source, year and stage: how many kelurahan, how much lacks."""
    due_on = {(one.key, year, order): due for (pk, year, order), due in scene.look.dues.items()
              for one in scene.look.sources.values() if one.pk == pk}  # fmt: skip
    for source, year, stage, found in _gathered(scene, "late"):
        due = due_on.get((source, year, int(stage)))
        if due is None or due + timedelta(days=days) >= scene.today:
            continue
        amount = sum(one.amount for one in found)
        words = _money(scene, found[0], stage=int(stage))
        subject = f"{source}/{year}/{stage}"
        yield Found(scene.city, len(found), amount, subject=subject, since=due + timedelta(days=days + 1), words=words)


def _of_places(scene: Scene, code: str, began: Mapping[tuple[str, str, int], date] | None = None) -> Iterator[Found]:
    """A line for each place, source, year and programme. `began`: since when, by place, source and year."""
    for one in scene.findings:
        place = scene.regions.get(one.place)
        if one.code == code and place is not None:
            subject = "/".join(filter(None, (one.source, str(one.year), one.programme)))
            words = _money(scene, one, programme=one.programme, stage=int(one.note) if one.note.isdecimal() else 0)
            since = (began or {}).get((one.place, one.source, one.year))
            yield Found(place, 1, one.amount, subject=subject, since=since, words=words)


def spj_blocks(scene: Scene, _none: int) -> Iterable[Found]:
    """Places whose next stage is held back for want of SPJ."""
    return _of_places(scene, "blocked")


def share_above(scene: Scene, _none: int) -> Iterable[Found]:
    """Places above a programme's share."""
    return _of_places(scene, "share")


def activity_late(scene: Scene, _none: int) -> Iterable[Found]:
    """Places with activities past their day."""
    late = Activity.objects.filter(place__in=list(scene.regions.values()), due__lt=scene.today, physical__lt=100)
    firsts = late.order_by().values_list("place__code", "source__key", "year").annotate(Min("due"))
    began = {(place, source, year): first + timedelta(days=1) for place, source, year, first in firsts}
    return _of_places(scene, "activity", began)


def advanced(scene: Scene, _none: int) -> Iterable[Found]:
    """Money paid before it came."""
    return _in_city(scene, "advance")


def unassigned(scene: Scene, _none: int) -> Iterable[Found]:
    """Money paid for a programme and for nobody."""
    return _in_city(scene, "unassigned")


def spj_undecided(scene: Scene, days: int) -> Iterable[Found]:
    """SPJ that wait for longer than so many days."""
    before = scene.today - timedelta(days=days)
    inside = Q(place__in=list(scene.regions.values()))
    told = Spj.objects.filter(inside, state=SpjState.SUBMITTED, submitted_at__date__lt=before).aggregate(
        count=Count("pk"), total=Sum("amount"), first=Min("submitted_at")
    )
    if told["count"]:
        since = timezone.localdate(told["first"]) + timedelta(days=days + 1)
        yield Found(scene.city, told["count"], told["total"], since=since)


def not_absorbed(scene: Scene, percent: int) -> Iterable[Found]:
    """The city's and each kecamatan's money that will be left at the year's pace, so many per cent of it or more."""
    if (scene.today - date(scene.today.year, 1, 1)).days + 1 < QUIET_DAYS:
        return
    look, this_year = scene.look, gather(scene.city, since=date(scene.today.year, 1, 1))
    places = [scene.city, *(one for one in scene.regions.values() if one.level == Level.KECAMATAN)]
    for key, year in look.ground.pairs():
        if scene.today.year < year:
            continue
        for place in places:
            steps = look.ground.steps(look.ground.pockets(key, year, place.code))
            paid = this_year.steps(this_year.pockets(key, year, place.code)).paid
            pace = Pace(max(0, steps.received - steps.returned - (steps.paid - paid)), paid, scene.today)
            if pace.money and pace.not_absorbed * PER_CENT >= pace.money * percent:
                yield _slow(place, look.sources[key], year, pace)


def _slow(place: Region, source: Source, year: int, pace: Pace) -> Found:
    words = {"source": source.name, "year": year, "share": pace.not_absorbed * PER_CENT // pace.money}
    return Found(place, 1, pace.not_absorbed, subject=f"{source.key}/{year}", words=words)
