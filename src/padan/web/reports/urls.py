"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.reports import file_views, views

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("masa/<str:span>/", views.span, name="span"),
    path("masa/<str:span>/semua/", views.batch_ask, name="batch_ask"),
    path("masa/<str:span>/<str:code>/", views.report, name="report"),
    path("masa/<str:span>/<str:code>/kalimat/", views.reword, name="reword"),
    path("masa/<str:span>/<str:code>/tanda-tangan/", views.sign, name="sign"),
    path("masa/<str:span>/<str:code>/rancangan/<str:kind>/", file_views.draft, name="draft"),
    path("naskah/<int:pk>/kini/", views.now, name="now"),
    path("naskah/<int:pk>/ulang/", views.again, name="again"),
    path("naskah/<int:pk>/<str:kind>/", file_views.paper, name="paper"),
    path("kumpulan/<int:pk>/", views.batch, name="batch"),
    path("kumpulan/<int:pk>/zip/", file_views.archive, name="archive"),
    path("cek/<str:token>/", file_views.verify, name="verify"),
]
