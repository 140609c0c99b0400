"""Pages of what goes out and comes back: the pre-check, mutation lists and their layout, and repairs of own lists."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.protection import ruling, selectors, services, showing
from padan.web.protection.forms import AnswerForm, EnquiryForm, MutationForm
from padan.web.protection.mutation_fields import FIELDS, Column, field_name
from padan.web.protection.people_views import ROWS_A_PAGE, may
from padan.web.protection.refusals import NO_CANDIDATES, NO_NUMBER
from padan.web.requests import SignedInRequest
from padan.web.templatetags.indonesian import whole

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPARE_COLUMNS = 3


def download(data: bytes, name: str) -> HttpResponse:
    """A workbook on its way out."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def enquiries(request: SignedInRequest) -> HttpResponse:
    """Lists that went out before the decree, and the form for another."""
    today = timezone.localdate()
    page = Paginator(selectors.enquiries_of(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "makes": may(request, "protection:enquiry_make"),
        "form": EnquiryForm(showing.programme_choices(today.year), selectors.years_known(today)),
        "names": [(enquiry, ruling.programme_name(enquiry.programme)) for enquiry in page],
    }
    return render(request, "protection/enquiries.html", context)


@require_POST
def enquiry_make(request: SignedInRequest) -> HttpResponse:
    """A list is made."""
    today = timezone.localdate()
    form = EnquiryForm(showing.programme_choices(today.year), selectors.years_known(today), request.POST)
    if not form.is_valid():
        raise NO_CANDIDATES
    said = form.cleaned_data
    made = services.enquiry_make(
        acting=request.acting, asked=said["asked"], year=said["year"], programme=said["programme"],
        only_checked=not said["all"],
    )  # fmt: skip
    return redirect("protection:enquiry", pk=made.pk)


@require_GET
def enquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """One list: what was answered so far, and where the answer is handed in."""
    found = selectors.enquiry_get(request.acting, pk)
    words = selectors.enquiry_words(found)
    context = {
        "enquiry": found,
        "programme_name": ruling.programme_name(found.programme),
        "words": showing.word_counts(words),
        "open": words.get("", 0),
        "answers": may(request, "protection:enquiry_answers"),
        "form": AnswerForm(),
    }
    return render(request, "protection/enquiry.html", context)


@require_GET
def enquiry_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as a workbook."""
    found = selectors.enquiry_get(request.acting, pk)
    data = services.enquiry_workbook(request.acting, found)
    return download(data, f"pemeriksaan {found.asked} {found.programme} {found.year} {found.pk}")


@require_POST
def enquiry_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer file."""
    found, form, today = selectors.enquiry_get(request.acting, pk), AnswerForm(request.POST), timezone.localdate()
    form.is_valid()
    answered = services.answers_take(
        acting=request.acting, enquiry=found, file=request.FILES.get("file"), day=form.cleaned_data.get("day"),
        today=today, password=form.cleaned_data.get("password") or "",
    )  # fmt: skip
    _told(request, answered.words, answered.unread)
    return redirect("protection:enquiry", pk=pk)


def _told(request: SignedInRequest, words: dict[str, int], unread: dict[str, int]) -> None:
    said = ", ".join(f"{word} {whole(n)}" for word, n in showing.word_counts(words))
    if said:
        messages.success(request, _("Terbaca: %(what)s.") % {"what": said})
    left = ", ".join(f"{why} {whole(n)}" for why, n in showing.unread_words(unread))
    if left:
        messages.info(request, _("Tidak dipakai: %(what)s.") % {"what": left})


@require_GET
def mutations(request: SignedInRequest) -> HttpResponse:
    """Lists that went to the branch, and the form for another."""
    today = timezone.localdate()
    page = Paginator(selectors.mutations_of(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "names": [(mutation, ruling.programme_name(mutation.programme)) for mutation in page],
        "makes": may(request, "protection:mutation_make"),
        "form": MutationForm(showing.programme_choices(today.year), selectors.years_known(today)),
    }
    return render(request, "protection/mutations.html", context)


@require_POST
def mutation_make(request: SignedInRequest) -> HttpResponse:
    """A list is made: who was set takes the step that sends them."""
    today = timezone.localdate()
    form = MutationForm(showing.programme_choices(today.year), selectors.years_known(today), request.POST)
    if not form.is_valid():
        raise NO_NUMBER
    said = form.cleaned_data
    made = services.mutation_make(
        acting=request.acting, year=said["year"], programme=said["programme"], number=said["number"], day=today
    )
    return redirect("protection:mutation", pk=made.pk)


@require_GET
def mutation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One list and the branch's answers to it."""
    found = selectors.mutation_get(request.acting, pk)
    lines = found.lines.select_related("candidate__person", "candidate__office").order_by("pk")
    page = Paginator(lines, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "mutation": found,
        "programme_name": ruling.programme_name(found.programme),
        "page": page,
        "answers": may(request, "protection:mutation_answers"),
        "form": AnswerForm(),
    }
    return render(request, "protection/mutation.html", context)


@require_GET
def mutation_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as a workbook."""
    found = selectors.mutation_get(request.acting, pk)
    return download(services.mutation_workbook(request.acting, found), f"mutasi {found.number}")


@require_POST
def mutation_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The branch's answer file."""
    found, form = selectors.mutation_get(request.acting, pk), AnswerForm(request.POST)
    form.is_valid()
    answer = services.mutation_answers_take(
        acting=request.acting, mutation=found, file=request.FILES.get("file"), today=timezone.localdate(),
        password=form.cleaned_data.get("password") or "",
    )  # fmt: skip
    _told(request, answer.words, answer.unread)
    return redirect("protection:mutation", pk=pk)


@require_http_methods(["GET", "POST"])
def layout(request: SignedInRequest) -> HttpResponse:
    """Which columns a mutation file has."""
    if request.method == "POST":
        said = request.POST
        rows = zip(said.getlist("heading"), said.getlist("field"), said.getlist("fixed"), strict=False)
        columns = [Column(heading.strip()[:80], field, fixed.strip()[:120]) for heading, field, fixed in rows]
        services.layout_put(
            acting=request.acting, name=said.get("name", ""), source=said.get("source", ""), columns=columns
        )
        messages.success(request, _("Susunan kolom disimpan; daftar berikutnya memakainya."))
        return redirect("protection:layout")
    blank = [Column("").as_data() for _extra in range(SPARE_COLUMNS)]
    columns_shown = [*services.columns_now(), *blank]
    context = {"columns": columns_shown, "fields": [(key, field_name(key)) for key in FIELDS]}
    return render(request, "protection/layout.html", context)


@require_GET
def repairs(request: SignedInRequest) -> HttpResponse:
    """What the acting office is to mend in its own list."""
    page = Paginator(selectors.repairs_of(request.acting), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "protection/repairs.html", {"page": page})


@require_GET
def repairs_download(request: SignedInRequest) -> HttpResponse:
    """The same as a workbook."""
    data = services.repairs_workbook(request.acting, request.acting.office)
    return download(data, f"perbaikan daftar {request.acting.office.name}")


@require_POST
def repair_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mended, or nothing to mend."""
    found = selectors.repair_get(request.acting, pk)
    services.repair_done(acting=request.acting, repair=found, note=request.POST.get("note", ""))
    messages.success(request, _("Ditandai selesai."))
    return redirect("protection:repairs")
