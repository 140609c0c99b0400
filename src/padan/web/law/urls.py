"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.law import views, views_bases

app_name = "law"
urlpatterns: list[URLPattern] = [
    path("", views.law, name="law"),
    path("jenis/<slug:kind>/", views.kind, name="kind"),
    path("jenis/<slug:kind>/baru/", views.rule_new, name="rule_new"),
    path("aturan/<int:rule_id>/", views.rule, name="rule"),
    path("aturan/<int:rule_id>/ganti/", views.rule_replace, name="rule_replace"),
    path("aturan/<int:rule_id>/akhiri/", views.rule_end, name="rule_end"),
    path("aturan/<int:rule_id>/cabut/", views.rule_withdraw, name="rule_withdraw"),
    path("dasar/", views_bases.bases, name="bases"),
    path("dasar/baru/", views_bases.basis_new, name="basis_new"),
    path("dasar/<int:basis_id>/", views_bases.basis, name="basis"),
    path("dasar/<int:basis_id>/ganti/", views_bases.basis_replace, name="basis_replace"),
    path("dasar/<int:basis_id>/cabut/", views_bases.basis_withdraw, name="basis_withdraw"),
    path("dasar/<int:basis_id>/berkas/", views_bases.file_add, name="file_add"),
    path("berkas/<int:file_id>/", views_bases.file, name="file"),
]
