"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.lists import day_one_views, row_views, views

app_name = "lists"
urlpatterns: list[URLPattern] = [
    path("<int:requirement>/", views.requirement, name="requirement"),
    path("<int:requirement>/templat/", day_one_views.blank, name="blank"),
    path("<int:requirement>/terisi/", day_one_views.filled, name="prefilled"),
    path("<int:requirement>/tetap/", day_one_views.unchanged, name="unchanged"),
    path("<int:requirement>/orang/", day_one_views.person, name="person_add"),
    path("<int:requirement>/orang/<int:row>/", day_one_views.person, name="person_change"),
    path("kantor/<int:office>/<str:key>/", views.office, name="office"),
    path("berkas/<int:upload>/", views.upload, name="upload"),
    path("berkas/<int:upload>/judul/", views.mapping, name="mapping"),
    path("berkas/<int:upload>/terima/", views.accept, name="accept"),
    path("berkas/<int:upload>/tarik/", views.withdraw, name="withdraw"),
    path("berkas/<int:upload>/asli/", day_one_views.original, name="original"),
    path("berkas/<int:upload>/diperiksa/", day_one_views.troubled, name="troubled"),
    path("berkas/<int:upload>/baris/", row_views.rows, name="rows"),
    path("baris/<int:row>/", row_views.row, name="row"),
    path("baris/<int:row>/nik/", row_views.reveal, name="reveal"),
]
