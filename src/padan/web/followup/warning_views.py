"""Pages of early warnings: what holds now, and what is set of each rule."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from padan.web.followup import selectors, services
from padan.web.followup.forms import RuleForm
from padan.web.followup.models import EarlyWarning, FollowUp
from padan.web.followup.people import heads_of
from padan.web.followup.rights import GIVE, RULES
from padan.web.followup.rules import RULES as EVERY_RULE
from padan.web.followup.warning_words import warning_text
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

AT_A_TIME = 50


@require_GET
def warnings(request: SignedInRequest) -> HttpResponse:
    """What holds now, the gravest first; by rule where one is asked for."""
    counts = selectors.warning_counts(request.acting)
    wanted = request.GET.get("aturan", "")
    wanted = wanted if wanted in counts else ""
    page = Paginator(selectors.warnings_standing(request.acting, rule=wanted), AT_A_TIME).get_page(
        request.GET.get("hal")
    )
    role = Role(request.acting.role)
    context = {
        "page": page,
        "lines": _lines(list(page.object_list)),
        "counts": [(key, EVERY_RULE[key].title, n, key == wanted) for key, n in counts.items()],
        "all": sum(counts.values()),
        "wanted": wanted,
        "rule": EVERY_RULE.get(wanted),
        "may_give": GIVE.admits(role),
        "sees_rules": RULES.admits(role),
    }
    return render(request, "followup/warnings.html", context)


def _lines(found: list[EarlyWarning]) -> list[dict[str, Any]]:
    heads = heads_of(one.office for one in found)
    given = FollowUp.objects.filter(warning__in=found).exclude(state="cancelled").order_by("pk")
    tasks = {task.warning_id: task for task in given}
    return [
        {
            "warning": one,
            "rule": EVERY_RULE[one.rule],
            "text": warning_text(one),
            "person": heads[one.office_id].user.full_name if one.office_id in heads else "",
            "task": tasks.get(one.pk),
        }
        for one in found
        if one.rule in EVERY_RULE
    ]


@require_http_methods(["GET", "POST"])
def rules(request: SignedInRequest) -> HttpResponse:
    """When each rule warns, from which threshold on, and who is to act; Bappeda sets it."""
    bad: RuleForm | None = None
    if request.method == "POST":
        bad = RuleForm(request.POST)
        if bad.is_valid():
            services.rule_set(acting=request.acting, **bad.cleaned_data)
            messages.success(request, _("Aturan disimpan; berlaku pada pemeriksaan berikutnya."))
            return redirect("followup:rules")
    lines = [(EVERY_RULE[key], told, _form(key, told, bad)) for key, told in selectors.rules_set().items()]
    context = {"lines": lines, "may_set": request.acting.role == Role.BAPPEDA}
    return render(request, "followup/rules.html", context, status=422 if bad else 200)


def _form(key: str, told: Any, bad: RuleForm | None) -> RuleForm:
    if bad is not None and bad.data.get("key") == key:
        return bad
    initial = {"key": key, "active": told.active, "threshold": told.threshold, "in_charge": told.in_charge}
    return RuleForm(initial=initial, auto_id=f"id_{key}_%s")
