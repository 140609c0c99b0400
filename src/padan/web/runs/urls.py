"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.runs import views

app_name = "runs"
urlpatterns: list[URLPattern] = [
    path("", views.now, name="now"),
    path("<str:key>/", views.progress, name="progress"),
    path("<str:key>/kemajuan/", views.progress_part, name="progress_part"),
    path("<str:key>/lagi/", views.again, name="again"),
    path("<str:key>/hasil/", views.result, name="result"),
    path("<str:key>/hasil/baris/", views.rows, name="rows"),
]
