"""What a request carries once it has passed the middleware."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from padan.web.accounts.models import Appointment, User


class SignedInRequest(HttpRequest):
    """A request of somebody signed in: `acting` is the office and role in which they act."""

    user: User
    acting: Appointment
    htmx: HtmxDetails
    second_factor_due: bool
