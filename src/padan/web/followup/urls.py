"""Pages of this room."""

from django.urls import URLPattern

app_name = "followup"
urlpatterns: list[URLPattern] = []
