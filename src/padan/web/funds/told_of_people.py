"""What a person's page tells of money: each month that a payment was for."""

from collections.abc import Collection, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment
from padan.web.cover.paid_for import Paid
from padan.web.funds.crediting import came_back
from padan.web.funds.models import Portion, Posting
from padan.web.funds.selectors import portions_for, seen
from padan.web.protection.models import Person
from padan.web.refusals import RefusedError
from padan.web.templatetags.indonesian import month as month_words

MOST = 60
"""Months that a page shows."""


def paid_by_ledger(acting: Appointment, person: Person) -> Sequence[Paid]:
    """The newest months that the ledger paid for a person, and for the records merged into this one."""
    persons = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    portions = list(portions_for(persons).order_by("-month", "-id")[:MOST])
    back = list(came_back(persons)[:MOST])
    pages = _pages(acting, [*(one.posting_id for one in portions), *(one.pk for one in back)])
    return [*(_paid(one, pages) for one in portions), *(_came_back(one, pages) for one in back)]


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
    address = _address(one.posting_id, pages)
    by_group = one.line is not None and one.line.is_head
    words = (str(one.get_form_display()), one.programme_label, one.what, _("tagihan kelompok") if by_group else "")
    what = ", ".join(text for text in words if text)
    proof = " ".join(
        text for text in (str(one.get_proof_kind_display()) if one.proof_kind else "", one.proof_number) if text
    )
    return Paid(one.month, what, one.amount, f"{account.source.name} {account.year}", proof, address)


def _address(posting: int, pages: set[int]) -> str:
    return reverse("funds:posting", args=[posting]) if posting in pages else ""


def _came_back(one: Posting, pages: set[int]) -> Paid:
    """A contribution of after the death that the branch took off a bill or paid back: below nothing."""
    answer, account = one.credit, one.taken
    assert answer is not None
    what = str(answer.get_word_display())
    if answer.bill_month is not None:
        what = f"{what}, {month_words(answer.bill_month)}"
    month = one.event_month or one.day.replace(day=1)
    return Paid(
        month, what, -one.amount, f"{account.source.name} {account.year}", answer.letter, _address(one.pk, pages)
    )
