"""All pages. Each room names its own; the table of rights holds a row for each."""

from django.urls import include, path

urlpatterns = [
    path("", include("padan.web.periods.urls")),
    path("", include("padan.web.accounts.urls")),
    path("wilayah/", include("padan.web.regions.urls")),
    path("jejak/", include("padan.web.audit.urls")),
    path("daftar/", include("padan.web.lists.urls")),
    path("pencocokan/", include("padan.web.runs.urls")),
    path("pemeriksaan/", include("padan.web.review.urls")),
    path("ketentuan/", include("padan.web.law.urls")),
    path("orang/", include("padan.web.protection.urls")),
    path("perlindungan/", include("padan.web.cover.urls")),
    path("dana/", include("padan.web.funds.urls")),
    path("penetapan/", include("padan.web.selection.urls")),
    path("naskah/", include("padan.web.official.urls")),
    path("pemantauan/", include("padan.web.monitoring.urls")),
    path("evaluasi/", include("padan.web.evaluation.urls")),
    path("tindak-lanjut/", include("padan.web.followup.urls")),
    path("laporan/", include("padan.web.reports.urls")),
    path("data-terbuka/", include("padan.web.opendata.urls")),
]
handler404 = "padan.web.views.not_there"
handler500 = "padan.web.views.broken"
