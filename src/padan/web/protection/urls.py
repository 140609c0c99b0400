"""Pages of this room."""

from django.urls import URLPattern, path

from padan.web.protection import candidate_views, exchange_views, people_views, sheet_views

app_name = "protection"
urlpatterns: list[URLPattern] = [
    path("", people_views.people, name="people"),
    path("<int:pk>/", people_views.person, name="person"),
    path("<int:pk>/nik/", people_views.reveal, name="reveal"),
    path("sumber/<int:pk>/pisah/", people_views.part, name="source_part"),
    path("gabung/<int:pk>/batal/", people_views.undo, name="merge_undo"),
    path("pasangan/", people_views.pairs, name="pairs"),
    path("pasangan/<int:pk>/", people_views.pair, name="pair_answer"),
    path("usulan/", candidate_views.candidates, name="candidates"),
    path("usulan/langkah/", candidate_views.steps, name="steps"),
    path("usulan/baru/", candidate_views.new, name="candidate_new"),
    path("usulan/<int:pk>/", candidate_views.candidate, name="candidate"),
    path("usulan/<int:pk>/isi/", candidate_views.fill, name="fill"),
    path("usulan/<int:pk>/langkah/", candidate_views.step, name="step"),
    path("usulan/berkas/", sheet_views.sheets, name="sheets"),
    path("usulan/berkas/<int:pk>/", sheet_views.sheet, name="sheet"),
    path("usulan/berkas/<int:pk>/terima/", sheet_views.accept, name="sheet_accept"),
    path("usulan/berkas/<int:pk>/tarik/", sheet_views.withdraw, name="sheet_withdraw"),
    path("cek/", exchange_views.enquiries, name="enquiries"),
    path("cek/buat/", exchange_views.enquiry_make, name="enquiry_make"),
    path("cek/<int:pk>/", exchange_views.enquiry, name="enquiry"),
    path("cek/<int:pk>/unduh/", exchange_views.enquiry_download, name="enquiry_download"),
    path("cek/<int:pk>/jawaban/", exchange_views.enquiry_answers, name="enquiry_answers"),
    path("mutasi/", exchange_views.mutations, name="mutations"),
    path("mutasi/buat/", exchange_views.mutation_make, name="mutation_make"),
    path("mutasi/susunan/", exchange_views.layout, name="layout"),
    path("mutasi/<int:pk>/", exchange_views.mutation, name="mutation"),
    path("mutasi/<int:pk>/unduh/", exchange_views.mutation_download, name="mutation_download"),
    path("mutasi/<int:pk>/jawaban/", exchange_views.mutation_answers, name="mutation_answers"),
    path("perbaikan/", exchange_views.repairs, name="repairs"),
    path("perbaikan/unduh/", exchange_views.repairs_download, name="repairs_download"),
    path("perbaikan/<int:pk>/selesai/", exchange_views.repair_done, name="repair_done"),
]
