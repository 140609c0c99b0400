"""Where an invitation leads: by link or by the code of a slip, to one's own account."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from padan.web.accounts import invitations
from padan.web.accounts.forms import AcceptForm, InvitationCodeForm
from padan.web.accounts.letting_in import post_tell
from padan.web.accounts.middleware import ACTING
from padan.web.accounts.models import Appointment, Invitation, LettingIn, User
from padan.web.accounts.newcomers import newcomer_tell
from padan.web.accounts.views import BACKEND
from padan.web.refusals import RefusedError, sentence

OPENED = "undangan"


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Asks the code of a printed slip."""
    form = InvitationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, invitations.invitation_by_code(form.cleaned_data["code"]))
        except RefusedError as error:
            form.add_error("code", sentence(error))
    return render(request, "accounts/invitation_code.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Opens the invitation for this sitting and leaves the token out of the address from here on."""
    return _opened(request, invitations.invitation_by_token(token))


def _opened(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    request.session[OPENED] = invitation.pk
    return redirect("accounts:invitation_accept")


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Makes the account, or takes the office with the account one has."""
    invitation = invitations.invitation_by_id(request.session.get(OPENED))
    if isinstance(request.user, User):
        return _accept_as(request, request.user, invitation)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            made = invitations.invitation_accept_as_new(invitation=invitation, request=request, **data)
        except invitations.InvitationError:
            raise
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            return _in(request, made)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=422 if form.is_bound else 200)


def _accept_as(request: HttpRequest, user: User, invitation: Invitation) -> HttpResponse:
    if getattr(request, "second_factor_due", False):
        request.session["next"] = request.path
        return redirect("accounts:second_factor")
    if request.method != "POST":
        return render(request, "accounts/accept.html", {"invitation": invitation})
    made = invitations.invitation_accept(invitation=invitation, user=user, request=request)
    return _in(request, made)


def _in(request: HttpRequest, made: Appointment | LettingIn) -> HttpResponse:
    if isinstance(made, LettingIn):
        return _waits(request, made)
    newcomer_tell(made)
    if not request.user.is_authenticated:
        login(request, made.user, backend=BACKEND)
    request.session.pop(OPENED, None)
    request.session[ACTING] = made.pk
    messages.success(request, _("Selamat datang. Anda bekerja untuk %(office)s.") % {"office": made.office.name})
    return redirect("/")


def _waits(request: HttpRequest, made: LettingIn) -> HttpResponse:
    """The account is there; the post comes once a second person has confirmed it."""
    post_tell(made)
    if not request.user.is_authenticated:
        login(request, made.user, backend=BACKEND)
    request.session.pop(OPENED, None)
    messages.success(request, _("Undangan diterima. Jabatannya berlaku setelah disahkan orang kedua."))
    return redirect("accounts:account")
