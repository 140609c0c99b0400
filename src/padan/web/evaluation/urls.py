"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.evaluation import effect_views, entry_views, leaving_views, views

app_name = "evaluation"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("sasaran/", views.targeting, name="targeting"),
    path("sasaran/unduh/", leaving_views.targeting, name="targeting_download"),
    path("manfaat/", views.incidence, name="incidence"),
    path("manfaat/unduh/", leaving_views.incidence, name="incidence_download"),
    path("kemiskinan/", views.poverty, name="poverty"),
    path("kemiskinan/unduh/", leaving_views.poverty, name="poverty_download"),
    path("kemiskinan/garis/", entry_views.line_enter, name="line_enter"),
    path("kemiskinan/garis/<int:pk>/cabut/", entry_views.line_withdraw, name="line_withdraw"),
    path("kemiskinan/berkas/", entry_views.sheets, name="sheets"),
    path("kemiskinan/berkas/kosong/", leaving_views.sheet_blank, name="sheet_blank"),
    path("kemiskinan/berkas/<int:pk>/", entry_views.sheet, name="sheet"),
    path("kemiskinan/berkas/<int:pk>/terima/", entry_views.sheet_accept, name="sheet_accept"),
    path("kemiskinan/berkas/<int:pk>/tarik/", entry_views.sheet_withdraw, name="sheet_withdraw"),
    path("perlindungan/", views.worth, name="worth"),
    path("perlindungan/angka-kematian/", entry_views.mortality, name="mortality"),
    path("perlindungan/angka-kematian/<int:pk>/cabut/", entry_views.mortality_withdraw, name="mortality_withdraw"),
    path("sebelum-sesudah/", effect_views.effect, name="effect"),
    path("mutu-data/", views.quality, name="quality"),
    path("mutu-data/unduh/", leaving_views.quality, name="quality_download"),
]
