"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.regions import views

app_name = "regions"
urlpatterns: list[URLPattern] = [
    path("", views.tree, name="tree"),
    path("jabatan/<int:post_id>/pemegang/", views.holder_change, name="holder_change"),
    path("jabatan/<int:post_id>/akhiri/", views.holder_end, name="holder_end"),
    path("jabatan/<int:post_id>/hapus/", views.post_abolish, name="post_abolish"),
    path("<str:code>/", views.region, name="region"),
    path("<str:code>/nama-lama/", views.former_name_add, name="former_name_add"),
    path("<str:code>/nama-lama/<int:former_id>/hapus/", views.former_name_remove, name="former_name_remove"),
    path("<str:code>/pemekaran/", views.split_put, name="split_put"),
    path("<str:code>/pemekaran/<int:split_id>/hapus/", views.split_remove, name="split_remove"),
    path("<str:code>/rt/", views.rt_make, name="rt_make"),
]
