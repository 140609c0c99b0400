"""Pages of this room. Its addresses are given to other sites: they stay."""

from django.urls import path

from padan.web.opendata import views, views_data

app_name = "opendata"
urlpatterns = [
    path("", views.home, name="home"),
    path("wilayah/<str:code>/", views.place, name="place"),
    path("indikator/<slug:slug>/", views.dataset, name="dataset"),
    path("penjelasan/", views.about, name="about"),
    path("pengaturan/", views.settings, name="settings"),
    path("berkas/<slug:slug>.csv", views_data.file_csv, name="file_csv"),
    path("berkas/<slug:slug>.json", views_data.file_json, name="file_json"),
    path("katalog.jsonld", views_data.catalogue, name="catalogue"),
    path("api/", views_data.api, name="api"),
    path("api/bulan/", views_data.api_months, name="api_months"),
    path("api/indikator/", views_data.api_indicators, name="api_indicators"),
    path("api/wilayah/", views_data.api_regions, name="api_regions"),
    path("api/angka/", views_data.api_figures, name="api_figures"),
    path("api/paket/", views_data.api_packages, name="api_packages"),
    path("api/paket/<slug:slug>/", views_data.api_package, name="api_package"),
]
