"""Pages of rules: what holds today by kind, the entries of a kind, one entry with its versions, and its forms."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.law import KINDS, RuleKind
from padan.web.law import selectors, services
from padan.web.law.forms import EndForm, ReasonForm, RuleForm
from padan.web.law.models import LawRule
from padan.web.law.rights import TABLE
from padan.web.law.showing import kind_groups, lang, shown
from padan.web.refusals import NOT_THERE, RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

LINES_A_PAGE = 50


def may_write(request: SignedInRequest) -> bool:
    """Whether this page offers what changes something."""
    return TABLE["law:rule_new", "POST"].admits(Role(request.acting.role))


@require_GET
def law(request: SignedInRequest) -> HttpResponse:
    """Every kind, how many entries of it hold today, and how many of those are not certain yet."""
    counts = selectors.counts_by_kind(request.acting, timezone.localdate())
    groups = [
        (heading, [(kind.key, kind.label(lang()), kind.says(lang()), *counts.get(kind.key, (0, 0))) for kind in kinds])
        for heading, kinds in kind_groups()
    ]
    context = {"groups": groups, "bases": selectors.bases_shown(request.acting).count(), "edits": may_write(request)}
    return render(request, "law/law.html", context)


@require_GET
def kind(request: SignedInRequest, kind: str) -> HttpResponse:
    """The entries of a kind in the order of their days."""
    found = _kind(kind)
    everything = request.GET.get("semua") == "1"
    rules = selectors.rules_of_kind(request.acting, kind, withdrawn=everything)
    page = Paginator(rules, LINES_A_PAGE).get_page(request.GET.get("halaman"))
    names, today = selectors.place_names(), timezone.localdate()
    context = {
        "kind": found,
        "label": found.label(lang()),
        "says": found.says(lang()),
        "page": page,
        "lines": [shown(rule, names, today) for rule in page],
        "all": everything,
        "edits": may_write(request),
    }
    return render(request, "law/kind.html", context)


def _kind(key: str) -> RuleKind:
    found = KINDS.get(key)
    if found is None:
        raise NOT_THERE
    return found


@require_GET
def rule(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """One entry: what it says, on what it rests, who entered it, and its versions."""
    return _rule_page(request, selectors.rule_get(request.acting, rule_id))


def _rule_page(
    request: SignedInRequest,
    found: LawRule,
    *,
    end: EndForm | None = None,
    withdraw: ReasonForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    names, today = selectors.place_names(), timezone.localdate()
    versions = [shown(version, names, today) for version in selectors.versions_of(found)]
    context = {
        "kind": KINDS[found.kind],
        "label": KINDS[found.kind].label(lang()),
        "line": shown(found, names, today),
        "basis": selectors.basis_standing(found.basis),
        "versions": versions,
        "newer": next((line.rule for line in versions if line.rule.stands), None),
        "edits": may_write(request) and found.stands,
        "end": end or EndForm(auto_id="akhiri_%s"),
        "withdraw": withdraw or ReasonForm(auto_id="cabut_%s"),
        "refusal": refusal,
    }
    return render(request, "law/rule.html", context, status=422 if refusal or end or withdraw else 200)


@require_http_methods(["GET", "POST"])
def rule_new(request: SignedInRequest, kind: str) -> HttpResponse:
    """Enter a rule."""
    found = _kind(kind)
    form = RuleForm(found, _data(request))
    if request.method == "POST" and not request.POST.get("more") and form.is_valid():
        try:
            made = services.rule_add(acting=request.acting, stated=form.stated(), request=request)
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Ketentuan dicatat."))
            return redirect("law:rule", rule_id=made.pk)
    return _form_page(request, found, form, None)


@require_http_methods(["GET", "POST"])
def rule_replace(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """Put another version in its place."""
    held = selectors.rule_get(request.acting, rule_id)
    found = KINDS[held.kind]
    form = RuleForm(found, _data(request), rule=held)
    if request.method == "POST" and not request.POST.get("more") and form.is_valid():
        try:
            made = services.rule_replace(
                acting=request.acting,
                rule=held,
                stated=form.stated(),
                reason=form.cleaned_data["reason"],
                request=request,
            )
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Versi baru dicatat. Yang lama tetap dapat dibaca."))
            return redirect("law:rule", rule_id=made.pk)
    return _form_page(request, found, form, held)


def _data(request: SignedInRequest) -> "dict[str, object] | None":
    return request.POST if request.method == "POST" else None  # type: ignore[return-value]


def _form_page(request: SignedInRequest, found: RuleKind, form: RuleForm, held: LawRule | None) -> HttpResponse:
    more = request.POST.get("more") if request.method == "POST" else ""
    if more:
        form.errors.clear()
    context = {"kind": found, "label": found.label(lang()), "says": found.says(lang()), "form": form, "held": held}
    status = 422 if form.is_bound and form.errors and not more else 200
    return render(request, "law/rule_form.html", context, status=status)


@require_POST
def rule_end(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """End it on a day."""
    held = selectors.rule_get(request.acting, rule_id)
    form = EndForm(request.POST, auto_id="akhiri_%s")
    if not form.is_valid():
        return _rule_page(request, held, end=form)
    try:
        made = services.rule_end(acting=request.acting, rule=held, request=request, **form.cleaned_data)
    except RefusedError as error:
        return _rule_page(request, held, end=form, refusal=sentence(error))
    messages.success(request, _("Hari terakhirnya dicatat."))
    return redirect("law:rule", rule_id=made.pk)


@require_POST
def rule_withdraw(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """Withdraw what was entered by mistake."""
    held = selectors.rule_get(request.acting, rule_id)
    form = ReasonForm(request.POST, auto_id="cabut_%s")
    if not form.is_valid():
        return _rule_page(request, held, withdraw=form)
    try:
        services.rule_withdraw(acting=request.acting, rule=held, request=request, **form.cleaned_data)
    except RefusedError as error:
        return _rule_page(request, held, withdraw=form, refusal=sentence(error))
    messages.success(request, _("Ketentuan dicabut. Catatannya tetap dapat dibaca."))
    return redirect("law:kind", kind=held.kind)
