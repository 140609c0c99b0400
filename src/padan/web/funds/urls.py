"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.funds import credit_views, file_views, group_views, place_views, report_views, writing_views

app_name = "funds"
urlpatterns: list[URLPattern] = [
    path("", place_views.home, name="home"),
    path("tempat/<str:code>/", place_views.place, name="place"),
    path("tempat/<str:code>/mutasi/", place_views.postings, name="postings"),
    path("tempat/<str:code>/belum-cocok/", place_views.unsettled, name="unsettled"),
    path("tempat/<str:code>/komitmen/", place_views.commitments, name="commitments"),
    path("mutasi/<int:posting>/", place_views.posting, name="posting"),
    path("mutasi/<int:posting>/penerima/", place_views.portion, name="portion"),
    path("mutasi/<int:posting>/batalkan/", writing_views.reverse_posting, name="reverse"),
    path("berkas/", file_views.files, name="files"),
    path("berkas/baru/", file_views.file_new, name="file_new"),
    path("berkas/<int:file>/", file_views.file, name="file"),
    path("berkas/<int:file>/asli/", file_views.original, name="original"),
    path("berkas/<int:file>/terima/", file_views.accept, name="accept"),
    path("berkas/<int:file>/tarik/", file_views.withdraw, name="withdraw"),
    path("baris/<int:line>/", file_views.line, name="line"),
    path("baris/<int:line>/komitmen/", file_views.choose, name="choose"),
    path("baris/<int:line>/pecah/", file_views.split, name="split"),
    path("tagihan-kelompok/", group_views.group_bills, name="group_bills"),
    path("alokasi/", writing_views.planning, name="planning"),
    path("alokasi/simpan/", writing_views.allocate, name="allocate"),
    path("alokasi/tahap/", writing_views.stage_due, name="stage_due"),
    path("alokasi/sumber/", writing_views.source, name="source"),
    path("penerimaan/", writing_views.treasury, name="treasury"),
    path("penerimaan/simpan/", writing_views.arrive, name="arrive"),
    path("penerimaan/lain/", writing_views.move, name="move"),
    path("pengurang/", credit_views.credits_home, name="credits"),
    path("pengurang/<int:answer>/", credit_views.credit, name="credit"),
    path("komitmen/baru/", writing_views.commit, name="commit"),
    path("komitmen/<int:commitment>/", place_views.commitment, name="commitment"),
    path("komitmen/<int:commitment>/tutup/", writing_views.commitment_close, name="commitment_close"),
    path("spj/", report_views.spj, name="spj"),
    path("spj/baru/", report_views.spj_new, name="spj_new"),
    path("spj/<int:spj>/", report_views.spj_one, name="spj_one"),
    path("spj/<int:spj>/berkas/", report_views.spj_document, name="spj_document"),
    path("spj/<int:spj>/putuskan/", report_views.spj_decide, name="spj_decide"),
    path("kegiatan/", report_views.activities, name="activities"),
    path("kegiatan/baru/", report_views.activity_new, name="activity_new"),
    path("kegiatan/<int:activity>/", report_views.activity, name="activity"),
    path("kegiatan/<int:activity>/ubah/", report_views.activity_change, name="activity_change"),
    path("kegiatan/<int:activity>/foto/", report_views.photo, name="photo"),
]
