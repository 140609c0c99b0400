"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.selection import views, views_decree, views_scenario

app_name = "selection"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="all"),
    path("rencana/", views.plan, name="plan"),
    path("hitung/", views.ask, name="ask"),
    path("andai/", views_scenario.scenarios, name="scenarios"),
    path("andai/simpan/", views_scenario.keep, name="scenario_keep"),
    path("andai/<int:pk>/", views_scenario.scenario, name="scenario"),
    path("andai/<int:pk>/hapus/", views_scenario.drop, name="scenario_drop"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/keputusan/", views_decree.decree, name="decree"),
    path("kelurahan/<int:pk>/", views.pot, name="pot"),
    path("calon/<int:pk>/", views.choice, name="choice"),
    path("calon/<int:pk>/berhenti/", views_decree.leave, name="leave"),
    path("keputusan/<int:pk>/daftar.pdf", views_decree.decree_pdf, name="decree_pdf"),
]
