"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.cover import bill_views, claim_views, views

app_name = "cover"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("daftar/<str:what>/", views.people, name="people"),
    path("daftar/<str:what>/unduh/", views.people_download, name="people_download"),
    path("orang/<int:pk>/", views.person, name="person"),
    path("orang/<int:pk>/lapor/", claim_views.report, name="report"),
    path("klaim/", claim_views.claims, name="claims"),
    path("klaim/<int:pk>/", claim_views.claim, name="claim"),
    path("klaim/<int:pk>/langkah/", claim_views.step, name="claim_step"),
    path("klaim/<int:pk>/pengurang/", claim_views.credit, name="claim_credit"),
    path("ganda/", views.doubles, name="doubles"),
    path("ganda/unduh/", views.doubles_download, name="doubles_download"),
    path("bulan/", bill_views.now, name="bill_now"),
    path("bulan/<str:month>/", bill_views.bill, name="bill"),
    path("bulan/<str:month>/unduh/", bill_views.bill_download, name="bill_download"),
]
