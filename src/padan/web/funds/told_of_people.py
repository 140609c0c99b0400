"""What a person's page tells of money: each month that a payment was for."""

from collections.abc import Collection, Sequence
from datetime import date

from django.urls import reverse

from padan.web.accounts.models import Appointment
from padan.web.cover.paid_for import Paid
from padan.web.funds.models import Portion, Posting
from padan.web.funds.selectors import portions_for, seen
from padan.web.protection.models import Person
from padan.web.refusals import RefusedError

MOST = 60
"""Months that a page shows."""


def paid_by_ledger(acting: Appointment, person: Person) -> Sequence[Paid]:
    """The newest months that the ledger paid for a person, and for the records merged into this one."""
    persons = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    portions = list(portions_for(persons).order_by("-month", "-id")[:MOST])
    pages = _pages(acting, [one.posting_id for one in portions])
    return [_paid(one, pages) for one in portions]


def paid_in_month(programme: str, persons: Collection[int], month: date) -> set[int]:
    """Those of the persons for whom a payment of a programme in a month stands in the ledger."""
    found = Portion.objects.filter(programme=programme, month=month, posting__reversed_by__isnull=True)
    return set(persons) & set(found.exclude(person=None).values_list("person_id", flat=True))


def _pages(acting: Appointment, postings: Sequence[int]) -> set[int]:
    """The postings that the acting office may look at."""
    try:
        found = Posting.objects.filter(seen(acting, "given__place"), pk__in=postings)
    except RefusedError:
        return set()
    return set(found.values_list("pk", flat=True))


def _paid(one: Portion, pages: set[int]) -> Paid:
    account = one.posting.given
    what = ", ".join(text for text in (str(one.get_form_display()), one.programme_label, one.what) if text)
    proof = " ".join(
        text for text in (str(one.get_proof_kind_display()) if one.proof_kind else "", one.proof_number) if text
    )
    address = reverse("funds:posting", args=[one.posting_id]) if one.posting_id in pages else ""
    return Paid(one.month, what, one.amount, f"{account.source.name} {account.year}", proof, address)
