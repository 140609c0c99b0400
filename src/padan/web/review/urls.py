"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.review import case_views, earlier_views, queue_views, sent_views, workbook_views

app_name = "review"
urlpatterns: list[URLPattern] = [
    path("", queue_views.queue, name="queue"),
    path("mulai/", queue_views.begin, name="next"),
    path("isi/", queue_views.shelf, name="shelf"),
    path("tetap-berlaku/", earlier_views.earlier, name="earlier"),
    path("bersama/", queue_views.many, name="many"),
    path("buku-kerja/", workbook_views.workbook, name="workbook"),
    path("unggah/", workbook_views.workbook_upload, name="workbook_upload"),
    path("daftar-keluar/", workbook_views.lists, name="lists"),
    path("daftar-keluar/<slug:what>/", workbook_views.list_download, name="list_download"),
    path("cabang/", sent_views.branch, name="branch"),
    path("cabang/buku-kerja/", sent_views.branch_workbook, name="branch_workbook"),
    path("cabang/unggah/", sent_views.branch_upload, name="branch_upload"),
    path("<int:pk>/", case_views.case, name="case"),
    path("<int:pk>/jawab/", case_views.answer, name="answer"),
    path("<int:pk>/urungkan/", case_views.undo, name="undo"),
    path("<int:pk>/sahkan/", case_views.confirm, name="confirm"),
    path("<int:pk>/putuskan/", case_views.settle, name="settle"),
    path("<int:pk>/serahkan/", case_views.hand_over, name="hand_over"),
    path("<int:pk>/buka-nik/", case_views.reveal, name="reveal"),
    path("<int:pk>/balas/", sent_views.reply, name="reply"),
]
