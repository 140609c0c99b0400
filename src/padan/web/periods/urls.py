"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.periods import views

app_name = "periods"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("papan/", views.board, name="board"),
    path("papan/<str:key>/", views.board, name="board_of"),
    path("periode/baru/", views.period_new, name="open"),
    path("periode/<str:key>/", views.requirements, name="requirements"),
    path("periode/<str:key>/ubah/", views.period_change, name="change"),
    path("periode/<str:key>/tutup/", views.period_close, name="close"),
    path("periode/<str:key>/minta/", views.requirement_add, name="requirement_add"),
    path("periode/permintaan/<int:requirement>/hapus/", views.requirement_remove, name="requirement_remove"),
    path("periode/<str:key>/pengingat/", views.reminders, name="reminders"),
]
