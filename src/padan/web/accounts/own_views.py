"""One's own account: data, password, second step, sittings, and in which office one acts."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.accounts import second_factor as factor
from padan.web.accounts import services
from padan.web.accounts.forms import DemandForm, DetailsForm, PasswordChangeForm
from padan.web.accounts.invitations import INVITED_BY
from padan.web.accounts.letting_in import told_to_user
from padan.web.accounts.middleware import ACTING
from padan.web.accounts.selectors import (
    appointment_own,
    appointments_held,
    lettings_shown,
    lettings_told,
    posts_waiting,
)
from padan.web.accounts.views import NEXT, set_up
from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Role


@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    """What one may change about oneself."""
    return _account(request)


def _account(request: SignedInRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    held = list(appointments_held(request.user))
    context = {
        "held": held,
        "factor_set_up": factor.is_set_up(request.user),
        "factor_demanded": any(one.needs_second_factor for one in held),
        "codes_left": factor.recovery_codes_left(request.user),
        "manages": bool(request.acting and Role(request.acting.role) in INVITED_BY),
        "lettings": len(lettings_shown(request.acting)) if request.acting else 0,
        "posts_waiting": posts_waiting(request.user),
        "let_in": [told_to_user(one) for one in lettings_told(request.user)],
        "refusal": refusal,
    }
    return render(request, "accounts/account.html", context, status=status)


@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest) -> HttpResponse:
    """One's own name, NIP, e-mail and telephone."""
    user = request.user
    known = {"full_name": user.full_name, "nip": user.nip, "email": user.email, "phone": user.phone}
    form = DetailsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _done(form, services.user_details_change, user=user):
        messages.success(request, _("Data Anda tersimpan. Naskah yang sudah ditandatangani tetap memakai nama lama."))
        return redirect("accounts:account")
    return _form(request, form, _("Data saya"), _("Simpan"))


def _done(form: forms.Form, service: object, **known: object) -> bool:
    """Whether the service took what the form holds; else the form says why not."""
    try:
        service(**known, **form.cleaned_data)  # type: ignore[operator]
    except RefusedError as error:
        form.add_error(None, sentence(error))
        return False
    return True


def _form(request: SignedInRequest, form: forms.Form, title: str, button: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": button}
    return render(request, "accounts/own_form.html", context, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest) -> HttpResponse:
    """A new password, for who knows the present one."""
    form = PasswordChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.password_demand(user=request.user, password=form.cleaned_data["current"], request=request)
            services.password_change(user=request.user, password=form.cleaned_data["password"], request=request)
        except RefusedError as error:
            wrong = "current" if isinstance(error, services.PasswordError) else "password"
            form.add_error(wrong, sentence(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Kata sandi diganti. Perangkat lain harus masuk lagi."))
            return redirect("accounts:account")
    return _form(request, form, _("Ganti kata sandi"), _("Ganti kata sandi"))


@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "POST"])
def second_factor_set_up(request: SignedInRequest) -> HttpResponse:
    """Sets up the second step of one's own accord, or on a new phone."""
    request.session[NEXT] = "/akun/"
    return set_up(request, "accounts:second_factor_set_up")


@sensitive_post_parameters("current")
@require_POST
def second_factor_remove(request: SignedInRequest) -> HttpResponse:
    """Takes the second step away, where no role demands it."""
    if refusal := _demanded(request):
        return refusal
    try:
        factor.remove(user=request.user, acting=request.acting, request=request)
    except RefusedError as error:
        return _account(request, refusal=sentence(error), status=error.status)
    messages.success(request, _("Langkah kedua dilepas. Anda masuk dengan kata sandi saja."))
    return redirect("accounts:account")


@never_cache
@sensitive_post_parameters("current")
@require_POST
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    if refusal := _demanded(request):
        return refusal
    try:
        codes = factor.recovery_codes_renew(user=request.user, request=request)
    except RefusedError as error:
        return _account(request, refusal=sentence(error), status=error.status)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": "/akun/"})


def _demanded(request: SignedInRequest) -> HttpResponse | None:
    """Asks the password again; gives the page that says why not, or None."""
    form = DemandForm(request.POST)
    try:
        services.password_demand(user=request.user, password=form["current"].value() or "", request=request)
    except RefusedError as error:
        return _account(request, refusal=sentence(error), status=error.status)
    return None


@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """Ends every sitting, on every device."""
    services.sign_out_everywhere(user=request.user, acting=request.acting, request=request)
    logout(request)
    messages.success(request, _("Anda sudah keluar dari semua perangkat."))
    return redirect("accounts:sign_in")


@require_POST
def act_as(request: SignedInRequest) -> HttpResponse:
    """Acts in another of the offices one holds, until the sitting ends."""
    chosen = request.POST.get("appointment", "")
    if not chosen.isdecimal() or len(chosen) > 18:
        return redirect("accounts:account")
    appointment = appointment_own(request.user, int(chosen))
    request.session[ACTING] = appointment.pk
    event_append(action="accounts.act_as", acting=appointment, about=appointment, request=request)
    return HttpResponseRedirect("/")
