"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.monitoring import definition_views, figure_views, views

app_name = "monitoring"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("wilayah/<str:code>/", views.place, name="place"),
    path("angka/<str:key>/<str:code>/", figure_views.figure, name="figure"),
    path("rincian/<str:measure>/<str:code>/", figure_views.rows, name="rows"),
    path("indikator/", definition_views.indicators, name="indicators"),
    path("indikator/baru/", definition_views.indicator_new, name="indicator_new"),
    path("indikator/<slug:key>/", definition_views.indicator, name="indicator"),
    path("indikator/<slug:key>/ubah/", definition_views.indicator_change, name="indicator_change"),
    path("indikator/<slug:key>/hentikan/", definition_views.indicator_retire, name="indicator_retire"),
    path("indikator/<slug:key>/target/", definition_views.target_set, name="target_set"),
    path("bulan/", definition_views.months, name="months"),
    path("bulan/tutup/", definition_views.months_close, name="months_close"),
]
