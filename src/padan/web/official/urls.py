"""Pages of this room."""

from django.urls import path

from padan.web.official import views, views_papers

app_name = "official"
urlpatterns = [
    path("", views.signing, name="signing"),
    path("periode/<str:key>/", views.signing, name="signing_of"),
    path("periode/<str:key>/kantor/<int:office_id>/", views.office, name="office"),
    path("periode/<str:key>/kantor/<int:office_id>/tanda-tangan/", views.sign, name="sign"),
    path("periode/<str:key>/kantor/<int:office_id>/rancangan.pdf", views_papers.draft, name="draft"),
    path("tanda-tangan/<int:signoff_id>/batal/", views.undo, name="undo"),
    path("daftar/", views_papers.papers, name="papers"),
    path("kop/", views.letterhead, name="letterhead"),
    path("<int:paper_id>/berita-acara.pdf", views_papers.pdf, name="pdf"),
    path("<int:paper_id>/rekonsiliasi.xlsx", views_papers.workbook, name="workbook"),
    path("<int:paper_id>/tanpa-nama.pdf", views_papers.unnamed, name="unnamed"),
    path("<int:paper_id>/cetak-ulang/", views_papers.again, name="again"),
    path("<int:paper_id>/pindaian/", views_papers.scan_file, name="scan_file"),
    path("pindaian/<int:scan_id>/", views_papers.scan, name="scan"),
    path("cek/<str:token>/", views_papers.verify, name="verify"),
]
