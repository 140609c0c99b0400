"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.followup import (
    attendance_views,
    check_views,
    door_views,
    meeting_views,
    minutes_views,
    paper_views,
    views,
    warning_views,
)

app_name = "followup"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("baru/", views.new, name="new"),
    path("ingatkan/", views.remind, name="remind"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/langkah/", views.step, name="step"),
    path("bukti/<int:pk>/", views.evidence, name="evidence"),
    path("peringatan/", warning_views.warnings, name="warnings"),
    path("peringatan/aturan/", warning_views.rules, name="rules"),
    path("rapat/", meeting_views.meetings, name="meetings"),
    path("rapat/baru/", meeting_views.new, name="meeting_new"),
    path("rapat/<int:pk>/", meeting_views.meeting, name="meeting"),
    path("rapat/<int:pk>/ubah/", meeting_views.change, name="meeting_change"),
    path("rapat/<int:pk>/agenda/", meeting_views.agenda, name="agenda"),
    path("rapat/<int:pk>/undangan.pdf", paper_views.invitation, name="invitation"),
    path("rapat/<int:pk>/daftar-hadir.pdf", paper_views.attendance_list, name="attendance_list"),
    path("rapat/<int:pk>/kehadiran/", attendance_views.attendance, name="attendance"),
    path("rapat/<int:pk>/kehadiran/kode/", attendance_views.codes, name="codes"),
    path("rapat/<int:pk>/kehadiran/coret/", attendance_views.strike, name="strike"),
    path("rapat/<int:pk>/qr/", attendance_views.qr, name="qr"),
    path("rapat/<int:pk>/qr/kini/", attendance_views.qr_part, name="qr_part"),
    path("rapat/<int:pk>/catat/", minutes_views.desk, name="desk"),
    path("rapat/<int:pk>/catat/uraian/", minutes_views.said, name="said"),
    path("rapat/<int:pk>/catat/putusan/", minutes_views.decision, name="decision"),
    path("rapat/<int:pk>/catat/coret/", minutes_views.drop, name="drop"),
    path("rapat/<int:pk>/tutup/", minutes_views.close, name="close"),
    path("rapat/<int:pk>/tanda-tangan/", minutes_views.sign, name="sign"),
    path("rapat/<int:pk>/adendum/", minutes_views.addendum, name="addendum"),
    path("rapat/<int:pk>/pindaian/", paper_views.scan_file, name="scan_file"),
    path("rapat/<int:pk>/notulen.pdf", paper_views.minutes, name="minutes"),
    path("rapat/<int:pk>/cetak-ulang/", paper_views.again, name="again"),
    path("adendum/<int:pk>/adendum.pdf", paper_views.addendum, name="addendum_pdf"),
    path("pindaian/<int:pk>/", paper_views.scan, name="scan"),
    path("cek/<str:token>/", check_views.verify, name="verify"),
    path("hadir/<int:pk>/<str:code>/", door_views.door, name="door"),
    path("hadir/<int:pk>/<str:code>/saya/", door_views.own, name="door_own"),
    path("hadir/<int:pk>/<str:code>/kode/", door_views.by_code, name="door_code"),
]
