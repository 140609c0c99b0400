"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.audit import views

app_name = "audit"
urlpatterns: list[URLPattern] = [path("", views.trail, name="trail")]
