"""The tree of regions, one region's page, and what may be changed there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from padan.web.refusals import NotThereError, RefusedError, sentence
from padan.web.regions import posts, services
from padan.web.regions.forms import AbolishForm, FormerNameForm, HolderEndForm, HolderForm, RtForm, SplitForm
from padan.web.regions.models import Level, Region
from padan.web.regions.outlines import outline_path
from padan.web.regions.rights import TABLE
from padan.web.regions.selectors import (
    holders_within_reach,
    kelurahan_of,
    post_get,
    posts_of,
    region_get,
    region_within_reach,
    trees,
)
from padan.web.roles import Role

if TYPE_CHECKING:
    from padan.web.requests import SignedInRequest


def _may(request: "SignedInRequest", url_name: str) -> bool:
    return TABLE[url_name, "POST"].admits(Role(request.acting.role))


@require_GET
def tree(request: "SignedInRequest") -> HttpResponse:
    """Every city with its kecamatan and kelurahan."""
    return render(request, "regions/tree.html", {"trees": trees(), "edits": _may(request, "regions:split_put")})


@require_GET
def region(request: "SignedInRequest", code: str) -> HttpResponse:
    """One region: names, splits, outline, posts and their holders."""
    return _page(request, region_get(code))


def _page(
    request: "SignedInRequest", shown: Region, *, status: int = 200, refusal: str = "", **bound: Any
) -> HttpResponse:
    seen = holders_within_reach(request.acting, shown)
    kelurahan = shown.level == Level.KELURAHAN
    context = {
        "region": shown,
        "above": [r for r in (shown.parent and shown.parent.parent, shown.parent) if r],
        "children": shown.children.exclude(level=Level.RT),
        "outline": outline_path(shown),
        "edits": _may(request, "regions:split_put"),
        "posts_edit": seen and _may(request, "regions:holder_change"),
        "posts_shown": seen and shown.level in (Level.KELURAHAN, Level.RT),
        "posts": posts_of(request.acting, shown) if seen else [],
        "former_form": FormerNameForm(),
        "split_form": SplitForm(parents=_parents(shown)) if kelurahan else None,
        "rt_form": RtForm() if kelurahan else None,
        "refusal": refusal,
        **bound,
    }
    return render(request, "regions/region.html", context, status=status)


def _parents(shown: Region) -> Any:
    city = shown.parent.parent if shown.parent else None
    return kelurahan_of(city).exclude(pk=shown.pk)


def _change(
    request: "SignedInRequest",
    shown: Region,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    done: str,
    *,
    place: str = "",
) -> HttpResponse:
    """Do what a form asks and show the region again, with the sentence of what was done or why not. `place`: where on
    the page the form stands, so that what was typed stays."""
    refusal = ""
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except NotThereError:
            raise
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, done)
            return redirect("regions:region", code=shown.code)
    refusal = refusal or " ".join(
        f"{form.fields[n].label}: {' '.join(map(str, e))}" for n, e in form.errors.items() if n in form.fields
    )
    return _page(request, shown, status=422, refusal=refusal, **({place: form} if place else {}))


@require_POST
def former_name_add(request: "SignedInRequest", code: str) -> HttpResponse:
    """Add a former name."""
    shown = region_get(code)
    return _change(
        request,
        shown,
        FormerNameForm(request.POST),
        lambda data: services.former_name_add(acting=request.acting, region=shown, **data),
        _("Nama lama ditambahkan."),
        place="former_form",
    )


@require_POST
def former_name_remove(request: "SignedInRequest", code: str, former_id: int) -> HttpResponse:
    """Take back a former name."""
    services.former_name_remove(acting=request.acting, region=region_get(code), former_id=former_id)
    messages.success(request, _("Nama lama dihapus."))
    return redirect("regions:region", code=code)


@require_POST
def split_put(request: "SignedInRequest", code: str) -> HttpResponse:
    """Say from which kelurahan this one was cut."""
    shown = region_get(code)
    return _change(
        request,
        shown,
        SplitForm(request.POST, parents=_parents(shown)),
        lambda data: services.split_put(acting=request.acting, child=shown, **data),
        _("Pemekaran dicatat."),
        place="split_form",
    )


@require_POST
def split_remove(request: "SignedInRequest", code: str, split_id: int) -> HttpResponse:
    """Take back a split."""
    services.split_remove(acting=request.acting, child=region_get(code), split_id=split_id)
    messages.success(request, _("Catatan pemekaran dihapus."))
    return redirect("regions:region", code=code)


@require_POST
def rt_make(request: "SignedInRequest", code: str) -> HttpResponse:
    """Make the RT of a kelurahan."""
    shown = region_within_reach(request.acting, code)
    return _change(
        request,
        shown,
        RtForm(request.POST),
        lambda data: posts.rt_make(acting=request.acting, kelurahan=shown, **data),
        _("RT dan jabatan ketuanya tersedia."),
        place="rt_form",
    )


def _post_region(post: Any) -> Region:
    found: Region = post.region
    return found.parent if found.level == Level.RT and found.parent else found


@require_POST
def holder_change(request: "SignedInRequest", post_id: int) -> HttpResponse:
    """Give a post to a new holder."""
    post = post_get(request.acting, post_id)
    return _change(
        request,
        _post_region(post),
        HolderForm(request.POST),
        lambda data: posts.holder_change(acting=request.acting, post=post, **data),
        _("Pemegang %(post)s dicatat.") % {"post": post.label},
    )


@require_POST
def holder_end(request: "SignedInRequest", post_id: int) -> HttpResponse:
    """Leave a post vacant."""
    post = post_get(request.acting, post_id)
    return _change(
        request,
        _post_region(post),
        HolderEndForm(request.POST),
        lambda data: posts.holder_end(acting=request.acting, post=post, **data),
        _("%(post)s dicatat kosong.") % {"post": post.label},
    )


@require_POST
def post_abolish(request: "SignedInRequest", post_id: int) -> HttpResponse:
    """Close a post."""
    post = post_get(request.acting, post_id)
    return _change(
        request,
        _post_region(post),
        AbolishForm(request.POST),
        lambda data: posts.post_abolish(acting=request.acting, post=post, **data),
        _("%(post)s dihapus.") % {"post": post.label},
    )
