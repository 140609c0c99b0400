"""Whom a follow-up is about: noted when it is given, so that it is known later whether all of them are continued."""

from padan.web.cover.models import Standing
from padan.web.cover.selectors import FALLING
from padan.web.followup.models import Concern, FollowUp

RULE = "lapse_next"
"""The rule of warnings whose follow-ups are about people."""


def concerns_note(follow_up: FollowUp) -> None:
    """Note whose cover is about to be lost at the office, where that is what the follow-up was given for."""
    about = {one.rule for one in (follow_up.warning, follow_up.agenda) if one is not None}
    if RULE not in about:
        return
    falling = Standing.objects.filter(FALLING, office=follow_up.office_id).order_by()
    told = falling.values_list("person_id", "segment").distinct()
    Concern.objects.bulk_create(
        Concern(follow_up=follow_up, person_id=person, segment=segment) for person, segment in told
    )
