"""Activities of a kelurahan with the money that no programme's share holds."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.accounting_for import own_place
from padan.web.funds.models import Activity
from padan.web.funds.refusals import NOT_A_USE, NOT_YOURS
from padan.web.funds.rules import law_uses

STATED = (
    "source",
    "year",
    "use",
    "title",
    "account_code",
    "ceiling",
    "realised",
    "physical",
    "obstacle",
    "follow_up",
    "in_charge",
    "due",
)
"""What its kelurahan states of an activity."""


@transaction.atomic
def activity_put(
    *, acting: Appointment, activity: Activity | None, said: Mapping[str, Any], photo: tuple[str, str] = ("", "")
) -> Activity:
    """Record an activity of the acting office's place, or how far it is now. `photo`: (SHA-256, name) of a kept file.

    Raises NOT_YOURS for another place's, NOT_A_USE for a use that the law of its year does not know.
    """
    place = own_place(acting)
    if activity is not None and activity.place_id != place.pk:
        raise NOT_YOURS
    made = activity or Activity(place=place)
    for key in STATED:
        setattr(made, key, said[key])
    known = {use.code for use in law_uses(made.year, place.code)}
    if known and made.use not in known:
        raise NOT_A_USE
    if "spj" in said:
        if said["spj"] is not None and said["spj"].place_id != place.pk:
            raise NOT_YOURS
        made.spj = said["spj"]
    if photo[0]:
        made.photo, made.photo_name = photo
    made.changed_by, made.changed_at = acting.user, timezone.now()
    made.save()
    detail = {"title": made.title, "ceiling": made.ceiling, "realised": made.realised, "physical": made.physical}
    event_append(action="funds.activity", acting=acting, about=made, detail=detail)
    return made
