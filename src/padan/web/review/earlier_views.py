"""Cases that an office has answered in an earlier period: what it said then, to be kept or answered anew."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from padan.web.periods.selectors import is_open
from padan.web.requests import SignedInRequest
from padan.web.review.keeping import offered
from padan.web.review.queue_views import period_of, queue_address
from padan.web.review.reading import number_in
from padan.web.review.services import answers_keep

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def earlier(request: SignedInRequest) -> HttpResponse:
    """What was said then, case by case; those that are ticked hold again."""
    period = period_of(request)
    if period is None:
        return render(request, "review/no_period.html")
    if request.method == "POST":
        keys = {key for key in map(number_in, request.POST.getlist("kasus")) if key is not None}
        chosen = None if request.POST.get("semua") else keys
        done = answers_keep(acting=request.acting, period=period, cases=chosen)
        text = ngettext("%(count)s jawaban tetap berlaku.", "%(count)s jawaban tetap berlaku.", done)
        messages.success(request, text % {"count": done})
        return redirect(queue_address(period))
    office = request.acting.office
    page = Paginator(offered(period, office, rows=True), A_PAGE).get_page(request.GET.get("hal"))
    context = {"period": period, "office": office, "page": page, "open": is_open(period=period, office=office)}
    return render(request, "review/earlier.html", context)
