"""Signing an office's figures, and undoing it from the top down."""

import re
import secrets
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone, translation

from padan.web.accounts.models import Appointment, Office, Standing
from padan.web.accounts.services import signer_state
from padan.web.audit.services import event_append
from padan.web.official.counting import failed, figures_whole, offices_in
from padan.web.official.figures import Figures, digest_of, figures_from, same_figures, shown_digest
from padan.web.official.letterheads import as_signed, head_title, title_of
from padan.web.official.models import Paper, SignOff
from padan.web.official.naming import people_keep
from padan.web.official.obstacles import obstacles
from padan.web.official.refusals import (
    ALREADY_SIGNED,
    MOVED,
    NIK_IN_REASON,
    NO_REASON,
    NOT_STANDING,
    NOT_YOURS,
    PERIOD_CLOSED,
    AboveSignedError,
    BlockedError,
)
from padan.web.official.selectors import Standing as Where
from padan.web.official.selectors import city_pair, may_stand_in, standing_get, standing_in
from padan.web.official.tree import TOP, above, may_sign
from padan.web.periods.models import Period
from padan.web.periods.services import lock_lift, lock_set
from padan.web.review.models import Decision

LEAST_REASON = 10
_NUMBER_OF_A_PERSON = re.compile(r"(?:\d[ .-]?){15,}")
"""A NIK or family card, however it is set apart."""


def sign(
    *,
    acting: Appointment,
    period: Period,
    office: Office,
    digest: str,
    number: str = "",
    place: str = "",
    standing: str = Standing.DAILY,
    title: str = "",
    nip: str = "",
    request: HttpRequest | None = None,
) -> SignOff:
    """Sign an office's figures as they were shown (`digest` of `shown_digest`). Its part of the period is then locked.

    `standing` counts where the camat signs for an absent lurah; `title` and `nip` are kept where none was stated yet.
    The password must have been asked for before.
    Raises ForbiddenError, BlockedError (what stands in the way), ConflictError (somebody was first, or figures moved).
    """
    with translation.override("id"):
        where = standing_get(acting, period, office)
        _refuse(where)
        if where.figures is None or where.run is None or shown_digest(where.figures) != digest:
            raise MOVED
        figures, mark = _whole(where), _mark(period, office)
        with transaction.atomic():
            _hold(period, office)
            again = standing_get(acting, period, office)
            _refuse(again)
            if (
                again.run is None
                or again.run.pk != where.run.pk
                or _mark(period, office) != mark
                or _other_below(where, again)
            ):
                raise MOVED
            if not acting.title:
                stated = signer_state(appointment=acting, title=title or title_of(acting), nip=nip, request=request)
                again = replace(again, acting=stated)
            return _signed(again, figures, number, place, standing, request)


def _hold(period: Period, office: Office) -> None:
    """Hold the office, then the period: writers in the office wait, and so does every other signature and undoing."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    held = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    period.closed_at, period.changed_at = held.closed_at, held.changed_at


def _mark(period: Period, office: Office) -> int:
    """Moves with every decision of the period on a question to an office whose rows count."""
    said = Decision.objects.filter(case__period=period, case__offices__office__in=offices_in(office))
    return said.aggregate(last=Max("pk"))["last"] or 0


def _other_below(one: Where, other: Where) -> bool:
    return {s.pk for s in one.signed_below} != {s.pk for s in other.signed_below}


def _refuse(where: Where) -> None:
    """Raises what stands in the way of this signature."""
    if not where.may:
        raise NOT_YOURS
    if where.signoff is not None:
        raise ALREADY_SIGNED
    if where.period.closed_at is not None:
        raise PERIOD_CLOSED
    told = [one.text for one in obstacles(where)]
    if told:
        with translation.override("en"):
            english = " ".join(one.text for one in obstacles(where))
        raise BlockedError("Belum dapat ditandatangani. " + " ".join(told), f"This cannot be signed yet. {english}")


def _whole(where: Where) -> Figures:
    """All figures, proved, with the file of people. Raises BlockedError where they do not add up."""
    assert where.grounds is not None
    assert where.figures is not None
    figures = figures_whole(where.grounds, where.figures, where.signed_below)
    if wrong := failed(figures.checks):
        names = "; ".join(f"{check.name} ({check.left} / {check.right})" for check in wrong)
        raise BlockedError(
            f"Jumlahnya tidak cocok, jadi tidak dapat ditandatangani. Ini kesalahan sistem, bukan data Anda: {names}.",
            f"The totals do not add up and cannot be signed. This is the system's fault, not your data's: {names}.",
        )
    return replace(figures, people=people_keep(where.grounds))


def _signed(
    where: Where, figures: Figures, number: str, place: str, standing: str, request: HttpRequest | None
) -> SignOff:
    assert where.run is not None
    acting, office, kept = where.acting, where.office, figures.as_json()
    last = SignOff.objects.filter(period=where.period, office=office).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            signoff = SignOff.objects.create(
                period=where.period,
                office=office,
                version=last + 1,
                run=where.run,
                figures=kept,
                letterhead=as_signed(office, number=number, place=place),
                digest=digest_of(kept),
                signed_by=acting.user,
                name=acting.user.full_name,
                nip=acting.user.nip,
                title=title_of(acting),
                standing=standing if where.on_behalf else acting.standing,
                on_behalf_of=head_title(office) if where.on_behalf else "",
            )
    except IntegrityError as error:
        raise ALREADY_SIGNED from error
    lock_set(period=where.period, office=office)
    _paper(signoff)
    detail = {"office": office.name, "version": signoff.version, "digest": signoff.digest, "run": figures.run}
    detail |= {"on_behalf_of": signoff.on_behalf_of} if signoff.on_behalf_of else {}
    event_append(action="official.sign", acting=acting, request=request, about=signoff, detail=detail)
    return signoff


def _paper(signoff: SignOff) -> None:
    """A paper to be printed: at once, or for the city once both have signed the same figures."""
    first, partner = signoff, None
    if signoff.office.kind in TOP:
        pair = city_pair(signoff)
        if len(pair) < 2:
            return
        first, partner = pair
        if not same_figures(figures_from(first.figures), figures_from(partner.figures)):
            other = first if partner == signoff else partner
            raise BlockedError(
                f"Angka kota berubah sejak ditandatangani {other.office.name}. Mintalah tanda tangan itu dibatalkan, "
                "lalu keduanya menandatangani angka yang baru.",
                f"The city's figures changed since {other.office.name} signed. Have that signature undone, then both "
                "sign the new figures.",
            )
    number = str(first.letterhead.get("number", ""))[:80]
    Paper.objects.create(signoff=first, partner=partner, number=number, token=secrets.token_urlsafe(18))


def undo(*, acting: Appointment, signoff: SignOff, reason: str, request: HttpRequest | None = None) -> SignOff:
    """Undo a signature, with a reason that the next version prints and that names no NIK. The office's part of the
    period is open again.

    Raises ForbiddenError, AboveSignedError where a signature above rests on it, ConflictError where it is undone.
    """
    plain = " ".join(reason.split())
    if len(plain) < LEAST_REASON:
        raise NO_REASON
    if _NUMBER_OF_A_PERSON.search(plain):
        raise NIK_IN_REASON
    with transaction.atomic():
        _hold(signoff.period, signoff.office)
        held = (
            SignOff.objects.select_for_update(of=("self",))
            .select_related("office__region", "period")
            .get(pk=signoff.pk)
        )
        undo_refuse(acting, held)
        held.undone_at, held.undone_by, held.undo_reason = timezone.now(), acting.user, plain[:1000]
        held.save(update_fields=["undone_at", "undone_by", "undo_reason"])
        lock_lift(period=held.period, office=held.office)
        detail: dict[str, Any] = {"office": held.office.name, "version": held.version}
        event_append(action="official.undo", acting=acting, request=request, about=held, detail=detail)
    return held


def undo_refuse(acting: Appointment, signoff: SignOff) -> None:
    """Raises what stands in the way of undoing, so that no form is shown in vain."""
    if signoff.undone_at is not None:
        raise NOT_STANDING
    stands_in = may_stand_in(acting, signoff.office) and bool(signoff.on_behalf_of)
    if not stands_in and not (signoff.office_id == acting.office_id and may_sign(acting.role, signoff.office.kind)):
        raise NOT_YOURS
    if signoff.period.closed_at is not None:
        raise PERIOD_CLOSED
    _refuse_above(signoff)


def _refuse_above(signoff: SignOff) -> None:
    resting = standing_in(signoff.period, above(signoff.office).values_list("pk", flat=True))
    if resting:
        names = ", ".join(sorted(one.office.name for one in resting.values()))
        raise AboveSignedError(
            f"Tanda tangan {names} bersandar pada tanda tangan ini. Batalkan dahulu yang di atas, lalu ulangi.",
            f"The signature of {names} rests on this one. Have the one above undone first, then try again.",
        )
