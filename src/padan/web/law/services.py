"""The only writer of rules and legal bases. Nothing is changed or deleted: each version is a row, and stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from padan.domain.law import KINDS, Days, Rule, faults_of, whole_months
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.law.models import Basis, BasisFile, LawRule, Version
from padan.web.law.refusals import (
    ALREADY_WITHDRAWN,
    BAD_FILE,
    BASIS_GONE,
    BASIS_KNOWN,
    ENDS_BEFORE,
    ENDS_LATER,
    LARGE_FILE,
    NO_FILE,
    NO_REASON,
    NO_SUCH_PLACE,
    WHOLE_MONTHS,
    ClashError,
    InUseError,
    ValueFaultError,
)
from padan.web.law.selectors import basis_standing, domain_rule, rules_on, standing

LARGEST_FILE = 20 * 1024 * 1024
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule as somebody states it."""

    kind: str
    value: dict[str, Any]
    first_day: date
    last_day: date | None
    basis: Basis
    certain: bool
    subject: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedBasis:
    """A legal basis as somebody states it."""

    kind: str
    number: str
    year: int | None
    title: str
    issued_on: date | None
    first_day: date
    last_day: date | None
    certain: bool
    note: str = ""


@transaction.atomic
def rule_add(*, acting: Appointment, stated: StatedRule, request: HttpRequest | None = None) -> LawRule:
    """Enter a rule. Raises RefusedError for a wrong value, wrong days, or another rule for the same thing then."""
    _alone()
    made = _written(acting, stated)
    event_append(action="law.rule_add", acting=acting, request=request, about=made, detail=_told(made))
    return made


@transaction.atomic
def rule_replace(
    *, acting: Appointment, rule: LawRule, stated: StatedRule, reason: str, request: HttpRequest | None = None
) -> LawRule:
    """Put another version in a rule's place. Where it begins later, the former one holds until the day before."""
    _alone()
    held, why = _held(rule), _reason(reason)
    _withdraw(acting, held, why)
    if stated.first_day > held.first_day and held.kind == stated.kind:
        _written(acting, _as_stated(held, _day_before(stated.first_day, held.last_day)), replaces=held, reason=why)
    made = _written(acting, stated, replaces=held, reason=why)
    event_append(
        action="law.rule_replace", acting=acting, request=request, about=made, detail={**_told(made), "reason": why}
    )
    return made


@transaction.atomic
def rule_end(
    *, acting: Appointment, rule: LawRule, last_day: date, reason: str, request: HttpRequest | None = None
) -> LawRule:
    """End a rule on a day; it keeps holding for the days before."""
    _alone()
    held, why = _held(rule), _reason(reason)
    if held.last_day is not None and last_day > held.last_day:
        raise ENDS_LATER
    _withdraw(acting, held, why)
    made = _written(acting, _as_stated(held, last_day), replaces=held, reason=why)
    event_append(
        action="law.rule_end", acting=acting, request=request, about=made, detail={**_told(made), "reason": why}
    )
    return made


@transaction.atomic
def rule_withdraw(*, acting: Appointment, rule: LawRule, reason: str, request: HttpRequest | None = None) -> None:
    """Withdraw a rule that was entered by mistake: it holds on no day, and stays to be read."""
    _alone()
    held, why = _held(rule), _reason(reason)
    _withdraw(acting, held, why)
    event_append(
        action="law.rule_withdraw", acting=acting, request=request, about=held, detail={**_told(held), "reason": why}
    )


def _alone() -> None:
    """One writer of the law at a time: the first rule that ever was, which is never deleted, is the lock."""
    LawRule.objects.select_for_update(no_key=True).order_by("pk").first()


def _held(rule: LawRule) -> LawRule:
    held = LawRule.objects.select_for_update(no_key=True).select_related(None).get(pk=rule.pk)
    if not held.stands:
        raise ALREADY_WITHDRAWN
    return held


def _reason(text: str) -> str:
    plain = " ".join(text.split())[:1000]
    if not plain:
        raise NO_REASON
    return plain


def _withdraw(acting: Appointment, version: Version, reason: str) -> None:
    version.withdrawn_at, version.withdrawn_by_name = timezone.now(), acting.user.full_name
    version.withdrawn_reason = reason
    version.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])


def _day_before(first: date, last: date | None) -> date:
    before = first - timedelta(days=1)
    return before if last is None else min(before, last)


def _as_stated(rule: LawRule, last_day: date | None) -> StatedRule:
    return StatedRule(
        rule.kind, dict(rule.value), rule.first_day, last_day, rule.basis, rule.certain, rule.subject, rule.place,
        rule.note,
    )  # fmt: skip


def _written(acting: Appointment, stated: StatedRule, *, replaces: LawRule | None = None, reason: str = "") -> LawRule:
    found = _checked(stated)
    return LawRule.objects.create(
        kind=found.kind,
        subject=found.subject,
        place=found.place,
        value=found.value,
        basis=stated.basis.first,
        first_day=stated.first_day,
        last_day=stated.last_day,
        certain=stated.certain,
        note=stated.note,
        replaces=replaces,
        reason=reason,
        **_who(acting),
    )


def _who(acting: Appointment) -> dict[str, Any]:
    return {
        "entered_by": acting.user,
        "entered_by_name": acting.user.full_name,
        "entered_office": acting.office.name,
    }


def _checked(stated: StatedRule) -> Rule:
    """The rule as the domain has it. Raises RefusedError, with a sentence, where it is none or meets another."""
    kind = KINDS[stated.kind]
    faults = faults_of(stated.kind, stated.value)
    if faults:
        raise ValueFaultError(
            "Isian ini belum benar:",
            "These fields are not right yet:",
            tuple(f"{f.field}: {f.text_id}" for f in faults),
        )
    if stated.last_day is not None and stated.last_day < stated.first_day:
        raise ENDS_BEFORE
    if kind.by_month and not whole_months(stated.first_day, stated.last_day):
        raise WHOLE_MONTHS
    if (stated.subject and not kind.by_subject) or (stated.place and not kind.by_place):
        raise NO_SUCH_PLACE
    if not basis_standing(stated.basis.first).stands:
        raise BASIS_GONE
    days = Days(stated.first_day, stated.last_day)
    found = Rule(
        stated.kind, stated.subject, stated.place, days, stated.value, stated.basis.key, stated.certain, stated.note
    )
    _alone_on_its_days(found)
    return found


def _alone_on_its_days(found: Rule) -> None:
    for other in standing([found.kind]):
        rule = domain_rule(other)
        if rule.key == found.key and rule.days.meets(found.days):
            raise _clash(other)


def _clash(other: LawRule) -> ClashError:
    told = [
        [format_date(day, "d MMMM y", locale=locale) if day else open_end for day in (other.first_day, other.last_day)]
        for locale, open_end in (("id_ID", "seterusnya"), ("en_GB", "further notice"))
    ]
    return ClashError(
        f"Sudah ada ketentuan untuk hal yang sama, berlaku {told[0][0]} sampai {told[0][1]}. Akhiri atau ganti dahulu "
        "yang itu, atau pilih hari lain.",
        f"An entry for the same thing holds already, from {told[1][0]} until {told[1][1]}. End or replace that one "
        "first, or choose other days.",
    )


def _told(rule: LawRule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "segment": rule.subject,
        "on": rule.first_day.isoformat(),
        "until": rule.last_day.isoformat() if rule.last_day else "",
        "legal_base": rule.basis.key,
        "certain": rule.certain,
        "version": rule.pk,
    }


@transaction.atomic
def basis_add(*, acting: Appointment, stated: StatedBasis, request: HttpRequest | None = None) -> Basis:
    """Record a legal basis. Raises RefusedError where it is recorded already."""
    _alone()
    key = key_of(stated)
    if Basis.objects.filter(key=key, withdrawn_at=None).exists():
        raise BASIS_KNOWN
    made = _basis_written(acting, stated, key=key)
    event_append(action="law.basis_add", acting=acting, request=request, about=made, detail=_basis_told(made))
    return made


@transaction.atomic
def basis_replace(
    *, acting: Appointment, basis: Basis, stated: StatedBasis, reason: str, request: HttpRequest | None = None
) -> Basis:
    """Put another version in a basis's place, say with its last day or its title as it was read; rules stay on it."""
    _alone()
    held, why = _basis_held(basis), _reason(reason)
    _withdraw(acting, held, why)
    made = _basis_written(acting, stated, key=held.key, replaces=held, reason=why)
    detail = {**_basis_told(made), "reason": why}
    event_append(action="law.basis_replace", acting=acting, request=request, about=made, detail=detail)
    return made


@transaction.atomic
def basis_withdraw(*, acting: Appointment, basis: Basis, reason: str, request: HttpRequest | None = None) -> None:
    """Withdraw a basis that was recorded by mistake. Raises InUseError while rules rest on it."""
    _alone()
    held, why = _basis_held(basis), _reason(reason)
    resting = rules_on(held).count()
    if resting:
        raise InUseError(
            f"{resting} ketentuan masih bersandar pada dasar hukum ini. Ganti atau cabut dahulu ketentuannya.",
            f"Entries still rest on this legal basis: {resting}. Replace or withdraw them first.",
        )
    _withdraw(acting, held, why)
    detail = {**_basis_told(held), "reason": why}
    event_append(action="law.basis_withdraw", acting=acting, request=request, about=held, detail=detail)


def key_of(stated: StatedBasis) -> str:
    """The key of a new basis, made of kind, number and year, or of its title where it has no number."""
    words = [stated.kind, stated.number or stated.title, str(stated.year or "")]
    return slugify(" ".join(words)).replace("-", "_")[:60].strip("_")


def _basis_held(basis: Basis) -> Basis:
    held = Basis.objects.select_for_update(no_key=True).get(pk=basis.pk)
    if not held.stands:
        raise ALREADY_WITHDRAWN
    return held


def _basis_written(
    acting: Appointment, stated: StatedBasis, *, key: str, replaces: Basis | None = None, reason: str = ""
) -> Basis:
    if stated.last_day is not None and stated.last_day < stated.first_day:
        raise ENDS_BEFORE
    return Basis.objects.create(
        key=key,
        kind=stated.kind,
        number=stated.number,
        year=stated.year,
        title=stated.title,
        issued_on=stated.issued_on,
        first_day=stated.first_day,
        last_day=stated.last_day,
        certain=stated.certain,
        note=stated.note,
        origin=replaces.first if replaces else None,
        replaces=replaces,
        reason=reason,
        **_who(acting),
    )


def _basis_told(basis: Basis) -> dict[str, Any]:
    return {"legal_base": basis.key, "number": basis.number, "certain": basis.certain, "version": basis.pk}


def file_add(
    *, acting: Appointment, basis: Basis, file: "UploadedFile[Any] | None", request: HttpRequest | None = None
) -> BasisFile:
    """Keep the decree's file. Raises RefusedError: no file, too large, neither PDF nor picture."""
    if file is None or not file.size:
        raise NO_FILE
    if file.size > LARGEST_FILE:
        raise LARGE_FILE
    media = media_of(file.read(16), STARTS)
    if media is None:
        raise BAD_FILE
    file.seek(0)
    sha256, size = vault.keep(file.chunks())
    with transaction.atomic():
        name = str(file.name or "dasar-hukum")[-255:]
        kept = BasisFile.objects.create(
            basis=basis.first, filename=name, media=media, sha256=sha256, size=size, by=acting.user
        )
        detail = {"legal_base": basis.key, "sha256": sha256}
        event_append(action="law.file_add", acting=acting, request=request, about=basis, detail=detail)
    return kept


def media_of(start: bytes, starts: Sequence[tuple[bytes, str]]) -> str | None:
    """The media type that a file's first bytes tell; its name is not asked."""
    return next((media for signature, media in starts if start.startswith(signature)), None)
