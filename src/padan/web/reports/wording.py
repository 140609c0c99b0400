"""Sentences that humans write in place of computed ones: appended, never changed; figures cannot be written at all."""

from django.db import transaction
from django.http import HttpRequest

from padan.domain.interpretation import Sentence
from padan.domain.report_frame import Span
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.regions.models import Region
from padan.web.reports.models import Wording
from padan.web.reports.plain_text import names_person, plain
from padan.web.reports.refusals import NIK_IN_TEXT, NO_SUCH_SENTENCE, NOT_YOUR_WORDS, TOO_LONG
from padan.web.reports.selectors import may_word

LONGEST = 1500


@transaction.atomic
def sentence_write(
    *,
    acting: Appointment,
    place: Region,
    span: Span,
    sentence: Sentence | None,
    text: str,
    request: HttpRequest | None = None,
) -> Wording:
    """Write a sentence anew, or ("" or the computed words themselves) take the computed one back.

    Raises ForbiddenError, RefusedError: no such sentence, too long, the number of a person in it.
    """
    if not may_word(acting, place):
        raise NOT_YOUR_WORDS
    if sentence is None:
        raise NO_SUCH_SENTENCE
    told = plain(text)
    if len(told) > LONGEST:
        raise TOO_LONG
    if names_person(told):
        raise NIK_IN_TEXT
    made = Wording.objects.create(
        place=place,
        span=span.key,
        key=sentence.key,
        text="" if told == sentence.text else told,
        computed=sentence.text,
        mark=sentence.mark,
        by=acting.user,
        by_name=acting.user.full_name,
        office_name=acting.office.name,
    )
    detail = {"place": place.code, "span": span.key, "sentence": sentence.key, "back": not made.text}
    event_append(action="reports.sentence_write", acting=acting, about=made, detail=detail, request=request)
    return made
