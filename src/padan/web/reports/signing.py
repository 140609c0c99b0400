"""Signing a report: its figures, words and papers are fixed; what is known later makes a new version with a reason."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone, translation

from padan.documents.monev_content import IndicatorLine, MonevReport
from padan.documents.monev_workbook import monev_workbook
from padan.domain.contributions import first_day
from padan.domain.letterhead import Signatory
from padan.domain.report_frame import Span
from padan.web import vault
from padan.web.accounts.models import Appointment, Office, Standing
from padan.web.audit.services import event_append
from padan.web.official.letterheads import acknowledging_from, as_signed, head_title, title_of
from padan.web.opendata.services import publication_make
from padan.web.regions.models import Level, Region
from padan.web.reports.composing import Composed, Composer, office_of
from padan.web.reports.models import Report, Wording
from padan.web.reports.papers import WORKBOOK, bundle_keep, bundle_of, digest_of, kinds_of, proof_of
from padan.web.reports.recap import recap_of
from padan.web.reports.refusals import ALREADY, MOVED, NO_REASON, NOT_YOURS, UNREAD
from padan.web.reports.selectors import may_sign_report
from padan.web.templatetags.indonesian import moment

LEAST_REASON = 10
_WORD = {"plt": "Plt. ", "plh": "Plh. "}


@dataclass(frozen=True, slots=True)
class Signing:
    """What whoever signs says. `digest`: of what was shown (`shown_digest`); `standing` counts where a camat signs for
    an absent lurah; `reason` where a version is signed already."""

    digest: str
    number: str = ""
    place: str = ""
    standing: str = Standing.DAILY
    reason: str = ""


def figures_told(composed: Composed) -> dict[str, Any]:
    """What is signed: every figure of the report and every sentence, as plain data."""
    report, ground = composed.report, composed.ground
    return {
        "month": f"{ground.month[0]}-{ground.month[1]:02}",
        "closed": ground.held.closed,
        "indicators": [_told(one) for one in report.indicators],
        "places": {line.code: [list(pair) if pair else None for pair in line.figures] for line in report.places},
        "columns": [one.key for one in report.columns],
        "money": [
            [one.code, one.granted, one.first, one.second, one.other, one.spent, one.physical] for one in report.money
        ],
        "sentences": [[one.key, one.text, one.computed] for one in report.said],
        "actions": [[one.what, one.who, one.due, one.state] for one in report.actions],
        "recap": recap_of(composed)[2] if composed.told.place.level == Level.CITY else {},
    }


def _told(one: IndicatorLine) -> list[Any]:
    return [one.key, one.numerator if one.known else None, one.denominator, one.target, one.state]


def shown_digest(composed: Composed) -> str:
    """SHA-256 over what a page shows, so that nobody signs what has moved under their hands."""
    return digest_of(figures_told(composed))


def sign(
    *, acting: Appointment, place: Region, span: Span, said: Signing, request: HttpRequest | None = None
) -> Report:
    """Sign the report of a place as it was shown; its papers are then printed. The password was asked for before.

    Raises ForbiddenError, ConflictError (figures or words moved, somebody was first), RefusedError (an edited sentence
    whose figures moved; no reason for a new version).
    """
    may, behalf = may_sign_report(acting, place)
    office = office_of(place)
    if not may or office is None:
        raise NOT_YOURS
    with translation.override("id"):
        now, words = timezone.now(), _words(place, span)
        composed = Composer(acting, span).compose(place, timezone.localdate(now))
        _refuse(composed, said)
        before = Report.objects.filter(place=place, span=span.key).aggregate(last=Max("version"))["last"] or 0
        if before and len(" ".join(said.reason.split())) < LEAST_REASON:
            raise NO_REASON
        pen = _Pen(acting, office, behalf, now)
        report, token = _fixed(pen, composed, said, before + 1)
        content = bundle_keep(bundle_of(report, composed, kinds_of(place.level)))
        book = vault.keep([monev_workbook(report)])[0]
        try:
            with transaction.atomic():
                Office.objects.select_for_update(no_key=True).get(pk=office.pk)
                if _words(place, span) != words:
                    raise MOVED
                made = Report.objects.create(
                    **_kept(pen, composed, span, said, report), content=content, token=token, papers={WORKBOOK: book}
                )
                if place.level == Level.CITY and composed.ground.held.closed:
                    publication_make(composed.ground.held)
                detail = {"place": place.code, "span": span.key, "version": made.version, "digest": made.digest}
                event_append(action="reports.sign", acting=acting, about=made, detail=detail, request=request)
        except IntegrityError as error:
            raise ALREADY from error
        return made


def _words(place: Region, span: Span) -> int:
    """Moves with every sentence that is written."""
    return Wording.objects.filter(place=place, span=span.key).aggregate(last=Max("pk"))["last"] or 0


def _refuse(composed: Composed, said: Signing) -> None:
    if composed.unread:
        raise UNREAD
    if shown_digest(composed) != said.digest:
        raise MOVED


@dataclass(frozen=True, slots=True)
class _Pen:
    """Who signs, for which office, and when."""

    acting: Appointment
    office: Office
    behalf: bool
    now: datetime

    @property
    def title(self) -> str:
        """ "Lurah Legok", "Plt. Lurah Legok", "Camat Danau Sipin"."""
        return title_of(self.acting)

    @property
    def day(self) -> date:
        """The day of the signature."""
        return timezone.localdate(self.now)

    def standing(self, said: Signing) -> str:
        """In which standing: one's own, or as the absent head's deputy."""
        return said.standing if self.behalf else self.acting.standing

    def post(self, said: Signing) -> str:
        """How the paper calls them."""
        word = _WORD.get(self.standing(said), "")
        return f"{self.title}, {word}{head_title(self.office)}" if self.behalf else f"{word}{self.title}"


def _fixed(pen: _Pen, composed: Composed, said: Signing, version: int) -> tuple[MonevReport, str]:
    """The report as its papers print it, and the token of its QR."""
    kept = as_signed(pen.office, number=said.number, place=said.place)
    digest, token = digest_of(figures_told(composed)), secrets.token_urlsafe(18)
    user = pen.acting.user
    fixed = replace(
        composed.report,
        number=str(kept["number"])[:80],
        day=pen.day,
        draft="",
        version=version,
        signatory=Signatory(user.full_name, user.nip, str(kept.get("rank", "")), pen.post(said)),
        signed=("Ditandatangani dalam sistem", moment(pen.now)),
        acknowledging=_acknowledging(kept),
        replaces=_replaces(version, said.reason),
        sources=(*composed.report.sources, ("Sidik laporan ini", digest)),
        proof=proof_of(token, version, digest),
    )
    return fixed, token


def _kept(pen: _Pen, composed: Composed, span: Span, said: Signing, report: MonevReport) -> dict[str, Any]:
    """What the record keeps of it."""
    ground, told, user = composed.ground, figures_told(composed), pen.acting.user
    return {
        "place": composed.told.place,
        "office": pen.office,
        "span": span.key,
        "version": report.version,
        "month": first_day(ground.month),
        "figure_set": ground.held,
        "closed": ground.held.closed,
        "known_at": ground.held.known_at,
        "figures": told,
        "digest": digest_of(told),
        "number": report.number,
        "day": pen.day,
        "letterhead": as_signed(pen.office, number=said.number, place=said.place),
        "signed_by": user,
        "name": user.full_name,
        "nip": user.nip,
        "title": pen.title,
        "standing": pen.standing(said),
        "on_behalf_of": head_title(pen.office) if pen.behalf else "",
        "signed_at": pen.now,
        "replaced_reason": " ".join(said.reason.split())[:500] if report.version > 1 else "",
    }


def _acknowledging(kept: Mapping[str, Any]) -> Signatory | None:
    found = acknowledging_from(kept)
    return found if found.name or found.post else None


def _replaces(version: int, reason: str) -> str:
    if version == 1:
        return ""
    told = " ".join(reason.split()).rstrip(".")
    return f"Laporan ini adalah versi {version} dan menggantikan versi {version - 1}, dengan alasan: {told}."


def draft_of(composed: Composed) -> MonevReport:
    """The report as a draft, with the head whose signature is waited for."""
    office = office_of(composed.told.place)
    post = head_title(office) if office else ""
    return replace(composed.report, signatory=Signatory(post=post))
