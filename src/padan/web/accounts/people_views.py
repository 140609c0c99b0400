"""Accounts of others: who holds which office, inviting, ending, and handing over."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts import invitations, offices, services
from padan.web.accounts.forms import EndForm, HandOverForm, InviteForm, OpdForm
from padan.web.accounts.invitations import may_invite
from padan.web.accounts.models import Office, Standing
from padan.web.accounts.selectors import (
    appointment_managed,
    invitation_managed,
    invitations_waiting,
    lettings_shown,
    office_managed,
    offices_found,
    people_before,
    people_of,
)
from padan.web.refusals import ForbiddenError, NotThereError, RefusedError, sentence
from padan.web.regions.models import Level, Region
from padan.web.requests import SignedInRequest
from padan.web.roles import Role


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Every office with its holders, by a search."""
    return _people(request, OpdForm())


def _people(request: SignedInRequest, form: OpdForm) -> HttpResponse:
    search = request.GET.get("cari", "")[:100]
    waiting = len(lettings_shown(request.acting))
    context = {"offices": offices_found(search), "search": search, "form": form, "lettings": waiting}
    return render(request, "accounts/people.html", context, status=422 if form.is_bound else 200)


@require_POST
def opd_make(request: SignedInRequest) -> HttpResponse:
    """A new OPD."""
    form = OpdForm(request.POST)
    if form.is_valid():
        try:
            made = offices.opd_make(acting=request.acting, city=_city(request), **form.cleaned_data)
        except RefusedError as error:
            form.add_error("name", sentence(error))
        else:
            messages.success(
                request, _("%(office)s ditambahkan. Undang petugasnya di bawah ini.") % {"office": made.name}
            )
            return redirect("accounts:office", office_id=made.pk)
    return _people(request, form)


def _city(request: SignedInRequest) -> Region:
    own = request.acting.office.region
    return own if own.level == Level.CITY or own.parent is None else own.parent


@require_GET
def office(request: SignedInRequest, office_id: int) -> HttpResponse:
    """One office: who holds it, who is invited, who held it before."""
    return _office(request, office_managed(request.acting, office_id))


def _office(
    request: SignedInRequest, shown: Office, *, form: InviteForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    acting = request.acting
    context = {
        "office": shown,
        "people": people_of(acting, shown),
        "before": people_before(shown),
        "waiting": invitations_waiting(acting, shown),
        "form": form or InviteForm(office=shown, roles=may_invite(acting, shown)),
        "administrator": acting.role == Role.ADMINISTRATOR,
        "refusal": refusal,
    }
    return render(request, "accounts/office.html", context, status=status)


@never_cache
@require_POST
def invite(request: SignedInRequest, office_id: int) -> HttpResponse:
    """Makes an invitation and shows its link, text and slip this once."""
    shown = office_managed(request.acting, office_id)
    form = InviteForm(request.POST, office=shown, roles=may_invite(request.acting, shown))
    if not form.is_valid():
        return _office(request, shown, form=form, status=422)
    data = form.cleaned_data
    return _invited(request, shown, role=Role(data["role"]), standing=Standing(data["standing"]), email=data["email"])


def _invited(request: SignedInRequest, shown: Office, **asked: Any) -> HttpResponse:
    try:
        made = invitations.invite(acting=request.acting, office=shown, **asked)
    except (ForbiddenError, NotThereError):
        raise
    except RefusedError as error:
        return _office(request, shown, refusal=sentence(error), status=error.status)
    address = settings.SITE_ADDRESS + reverse("accounts:invitation_code")
    return render(request, "accounts/invited.html", {"made": made, "office": shown, "address": address})


@never_cache
@require_POST
def hand_over(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """Invites a successor: when they accept, this appointment ends. Papers signed before keep the old name."""
    held = appointment_managed(request.acting, appointment_id)
    form = HandOverForm(request.POST)
    email = form.cleaned_data["email"] if form.is_valid() else ""
    return _invited(
        request, held.office, role=Role(held.role), standing=Standing(held.standing), email=email, succeeds=held
    )


@require_POST
def appointment_end(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """Ends an appointment at once."""
    held = appointment_managed(request.acting, appointment_id)
    form = EndForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.appointment_end(acting=request.acting, appointment=held, reason=reason)
    except RefusedError as error:
        return _office(request, held.office, refusal=sentence(error), status=error.status)
    messages.success(request, _("Jabatan %(name)s sudah diakhiri.") % {"name": held.user.full_name})
    return redirect("accounts:office", office_id=held.office_id)


@require_POST
def invitation_revoke(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Makes an unused invitation worthless."""
    found = invitation_managed(request.acting, invitation_id)
    invitations.invitation_revoke(acting=request.acting, invitation=found)
    messages.success(request, _("Undangan dibatalkan."))
    return redirect("accounts:office", office_id=found.office_id)
