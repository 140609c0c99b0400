"""Pages of this room."""

from django.urls import URLPattern, path

import padan.web.accounts.invitation_views as invitation_views
import padan.web.accounts.letting_views as letting_views
import padan.web.accounts.own_views as own_views
import padan.web.accounts.people_views as people_views
import padan.web.accounts.views as views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("masuk/kode/", views.second_factor, name="second_factor"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("bahasa/", views.language, name="language"),
    path("kata-sandi/<str:user_key>/<str:token>/", views.password_new, name="password_new"),
    path("akun/", own_views.account, name="account"),
    path("akun/data/", own_views.details, name="details"),
    path("akun/kata-sandi/", own_views.password, name="password"),
    path("akun/langkah-kedua/", own_views.second_factor_set_up, name="second_factor_set_up"),
    path("akun/langkah-kedua/lepas/", own_views.second_factor_remove, name="second_factor_remove"),
    path("akun/kode-pemulihan/", own_views.recovery_codes, name="recovery_codes"),
    path("akun/keluar-semua/", own_views.sign_out_everywhere, name="sign_out_everywhere"),
    path("akun/jabatan/", own_views.act_as, name="act_as"),
    path("akun/orang/", people_views.people, name="people"),
    path("akun/orang/opd/", people_views.opd_make, name="opd_make"),
    path("akun/kantor/<int:office_id>/", people_views.office, name="office"),
    path("akun/kantor/<int:office_id>/undang/", people_views.invite, name="invite"),
    path("akun/jabatan/<int:appointment_id>/akhiri/", people_views.appointment_end, name="appointment_end"),
    path("akun/jabatan/<int:appointment_id>/serahkan/", people_views.hand_over, name="hand_over"),
    path("akun/jabatan/<int:appointment_id>/kata-sandi/", letting_views.password_link, name="password_link"),
    path(
        "akun/jabatan/<int:appointment_id>/langkah-kedua/",
        letting_views.second_factor_reset,
        name="second_factor_reset",
    ),
    path("akun/permintaan/", letting_views.lettings, name="lettings"),
    path("akun/permintaan/<int:letting_id>/sahkan/", letting_views.letting_confirm, name="letting_confirm"),
    path("akun/permintaan/<int:letting_id>/tutup/", letting_views.letting_close, name="letting_close"),
    path("akun/permintaan/<int:letting_id>/tautan/", letting_views.letting_take, name="letting_take"),
    path("akun/undangan/<int:invitation_id>/batal/", people_views.invitation_revoke, name="invitation_revoke"),
    path("undangan/", invitation_views.code, name="invitation_code"),
    path("undangan/terima/", invitation_views.accept, name="invitation_accept"),
    path("undangan/<str:token>/", invitation_views.link, name="invitation_link"),
]
