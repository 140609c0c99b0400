"""Follow-ups about people close by themselves once everybody is continued, or has left lawfully.

Who merely fell out is neither: a follow-up that came too late stays open until who gave it closes it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from padan.domain.followups import FATES
from padan.web.cover.ledger_members import Members, members_read
from padan.web.cover.models import Standing
from padan.web.cover.selectors import FALLING
from padan.web.cover.standing import OF_POSTS
from padan.web.followup.models import Concern, FollowUp
from padan.web.followup.tasking import record_settles
from padan.web.many_rows import rows_rewrite

IN_FORCE = ("active", "in_arrears", "over_age")
"""States of a protection that somebody pays for, or is to."""

Of = tuple[int, str]
"""Person and segment."""


def follow_ups_settle(today: date) -> int:
    """Say of everybody whom an open follow-up is about whether he is continued or left, and close those in which
    nobody else remains; gives how many were closed."""
    waiting = list(Concern.objects.filter(settled="", follow_up__closed_at=None))
    if not waiting:
        return 0
    fates = _fates(waiting)
    told = [one for one in waiting if (one.person_id, one.segment) in fates]
    for one in told:
        one.settled, one.settled_on = fates[one.person_id, one.segment], today
    rows_rewrite(told, ["settled", "settled_on"])
    return sum(_closed(pk) for pk in sorted({one.follow_up_id for one in told}))


def _closed(pk: int) -> bool:
    settled = list(Concern.objects.filter(follow_up=pk).values_list("settled", flat=True))
    if "" in settled:
        return False
    counted = Counter(settled)
    words = ", ".join(f"{counted[fate]} {FATES[fate][0]}" for fate in FATES if counted[fate])
    record_settles(FollowUp.objects.get(pk=pk), words)
    return True


def _fates(waiting: Iterable[Concern]) -> dict[Of, str]:
    """How it ended well for each of these, where it did."""
    members = members_read()
    wanted = {(one.person_id, one.segment): members.root(one.person_id) for one in waiting}
    persons = sorted(set(wanted.values()))
    standings: dict[int, list[Standing]] = defaultdict(list)
    for at in range(0, len(persons), 500):
        for one in Standing.objects.filter(person__in=persons[at : at + 500]):
            standings[one.person_id].append(one)
    falling = set(Standing.objects.filter(FALLING).values_list("pk", flat=True))
    found = {of: _fate(root, of[1], standings, falling, members) for of, root in wanted.items()}
    return {of: fate for of, fate in found.items() if fate}


def _fate(
    person: int, segment: str, standings: Mapping[int, list[Standing]], falling: set[int], members: Members
) -> str:
    """A key of FATES, "" where it has not ended well."""
    own = standings.get(person, [])
    if person in members.deaths or any(one.state == "deceased" for one in own):
        return "died"
    same = [one for one in own if one.segment == segment]
    if any(one.state in IN_FORCE and not one.dropped and one.pk not in falling for one in same):
        return "continued"
    post_ended = segment == OF_POSTS and person in members.posts
    ended = any(one.state == "ended" and one.ends_on is not None for one in same)
    return "left" if post_ended or ended or members.get((person, segment)).ended is not None else ""
