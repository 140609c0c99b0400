"""Signing in, with the second step where one is needed, and out; the language of the pages."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from padan.web.accounts import second_factor as factor
from padan.web.accounts import services
from padan.web.accounts.forms import CodeForm, MoveForm, NewPasswordForm, SignInForm
from padan.web.accounts.letting_in import letting_by_link, password_change_by_link, told_to_user
from padan.web.accounts.middleware import LANGUAGE
from padan.web.accounts.models import User
from padan.web.accounts.selectors import (
    appointments_held,
    lettings_told,
    lettings_waiting,
    user_by_username,
    user_of_key,
)
from padan.web.audit.services import event_append
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest

NEXT = "next"
BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR = 365 * 24 * 3600


def local_address(request: HttpRequest, address: str | None) -> str:
    """The address where it lies within the site, else the home page."""
    if address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return "/"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks username and password."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(local_address(request, request.GET.get(NEXT)))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = services.username_of(form.cleaned_data["username"])
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
        if isinstance(user, User):
            return _let_in(request, user)
        event_append(action="accounts.sign_in_failed", user=user_by_username(username), request=request)
        form.add_error(
            None, _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
        )
    status = 422 if form.is_bound else 200
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get(NEXT, "")}, status=status)


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    wanted = local_address(request, request.POST.get(NEXT) or request.GET.get(NEXT))
    login(request, user)
    event_append(action="accounts.sign_in", user=user, request=request)
    request.session[NEXT] = wanted
    for letting in lettings_told(user):
        messages.warning(request, told_to_user(letting))
    if waiting := lettings_waiting(user):
        told = ngettext(
            "%(n)d permintaan menunggu pengesahan Anda, di halaman Akun saya.",
            "%(n)d permintaan menunggu pengesahan Anda, di halaman Akun saya.",
            waiting,
        )
        messages.warning(request, told % {"n": waiting})
    if wanted == "/" and not appointments_held(user).exists():
        return redirect("accounts:account")
    return HttpResponseRedirect(wanted)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many wrong tries for this username from this address: a sentence and 429."""
    return render(request, "accounts/locked_out.html", {"minutes": 15}, status=settings.AXES_HTTP_RESPONSE_CODE)


@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "POST"])
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Asks the code of the second step; where a role needs one and none is set up yet, sets it up."""
    if not request.second_factor_due:
        return HttpResponseRedirect(_wanted(request))
    if not factor.is_set_up(request.user):
        return set_up(request, "accounts:second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = factor.verify(user=request.user, code=form.cleaned_data["code"], request=request)
        except RefusedError as error:
            form.add_error("code", sentence(error))
        else:
            _verified(request, device)
            return HttpResponseRedirect(_wanted(request))
    return render(request, "accounts/second_factor.html", {"form": form}, status=422 if form.is_bound else 200)


def set_up(request: SignedInRequest, here: str) -> HttpResponse:
    """Shows the key, asks its first code, then shows the recovery codes this once."""
    form = (MoveForm if factor.is_set_up(request.user) else CodeForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, MoveForm):
                services.password_demand(user=request.user, password=form.cleaned_data["current"], request=request)
            device, codes = factor.set_up_confirm(user=request.user, code=form.cleaned_data["code"], request=request)
        except RefusedError as error:
            wrong = "current" if isinstance(error, services.PasswordError) else "code"
            form.add_error(wrong, sentence(error))
        else:
            _verified(request, device)
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": _wanted(request)})
    waiting = factor.set_up_begin(user=request.user)
    context = {"form": form, "qr": factor.qr(waiting), "key": factor.key_text(waiting), "here": reverse(here)}
    return render(request, "accounts/set_up.html", context, status=422 if form.is_bound else 200)


def _verified(request: SignedInRequest, device: Any) -> None:
    """A sitting that has grown in rights gets a new key: one overheard before is worth nothing."""
    otp_login(request, device)
    request.session.cycle_key()


def _wanted(request: SignedInRequest) -> str:
    return local_address(request, request.session.get(NEXT))


@require_POST
def sign_out(request: SignedInRequest) -> HttpResponse:
    """Ends this sitting."""
    event_append(action="accounts.sign_out", acting=request.acting, user=request.user, request=request)
    logout(request)
    return redirect("accounts:sign_in")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Indonesian or English in this browser; gives back the page where it was asked."""
    chosen = "en" if request.POST.get("language") == "en" else "id"
    if isinstance(request.user, User):
        services.language_choose(user=request.user, language=chosen)
    response = HttpResponseRedirect(local_address(request, request.POST.get(NEXT)))
    response.set_cookie(
        LANGUAGE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def password_new(request: HttpRequest, user_key: str, token: str) -> HttpResponse:
    """Where a link for a forgotten password leads: a new one, once. The second step is asked as ever."""
    letting = letting_by_link(user_of_key(user_key), token)
    if letting is None:
        return render(request, "accounts/link_spent.html", status=422)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            password_change_by_link(letting=letting, password=form.cleaned_data["password"], request=request)
        except RefusedError as error:
            form.add_error("password", sentence(error))
        else:
            logout(request)
            messages.success(request, _("Kata sandi baru tersimpan. Masuklah dengannya."))
            return redirect("accounts:sign_in")
    return render(request, "accounts/password_new.html", {"form": form}, status=422 if form.is_bound else 200)
