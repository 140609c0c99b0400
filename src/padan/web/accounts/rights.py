"""Rows of the table of rights for the pages of this room."""

from padan.web.grants import ANY_STEP, PUBLIC, SIGNED_IN, Table, grant
from padan.web.roles import Role

_ADMINISTRATOR = grant(city={Role.ADMINISTRATOR})
_HEADS_TOO = grant(own={Role.LURAH, Role.CAMAT}, city={Role.ADMINISTRATOR})
_CONFIRM = grant(own={Role.LURAH, Role.CAMAT, Role.BAPPEDA}, city={Role.ADMINISTRATOR})

TABLE: Table = {
    ("accounts:sign_in", "GET"): PUBLIC,
    ("accounts:sign_in", "POST"): PUBLIC,
    ("accounts:second_factor", "GET"): ANY_STEP,
    ("accounts:second_factor", "POST"): ANY_STEP,
    ("accounts:sign_out", "POST"): ANY_STEP,
    ("accounts:language", "POST"): PUBLIC,
    ("accounts:password_new", "GET"): PUBLIC,
    ("accounts:password_new", "POST"): PUBLIC,
    ("accounts:invitation_code", "GET"): PUBLIC,
    ("accounts:invitation_code", "POST"): PUBLIC,
    ("accounts:invitation_link", "GET"): PUBLIC,
    ("accounts:invitation_accept", "GET"): PUBLIC,
    ("accounts:invitation_accept", "POST"): PUBLIC,
    ("accounts:account", "GET"): SIGNED_IN,
    ("accounts:details", "GET"): SIGNED_IN,
    ("accounts:details", "POST"): SIGNED_IN,
    ("accounts:password", "GET"): SIGNED_IN,
    ("accounts:password", "POST"): SIGNED_IN,
    ("accounts:second_factor_set_up", "GET"): SIGNED_IN,
    ("accounts:second_factor_set_up", "POST"): SIGNED_IN,
    ("accounts:second_factor_remove", "POST"): SIGNED_IN,
    ("accounts:recovery_codes", "POST"): SIGNED_IN,
    ("accounts:sign_out_everywhere", "POST"): SIGNED_IN,
    ("accounts:act_as", "POST"): SIGNED_IN,
    ("accounts:people", "GET"): _ADMINISTRATOR,
    ("accounts:opd_make", "POST"): _ADMINISTRATOR,
    ("accounts:office", "GET"): _HEADS_TOO,
    ("accounts:invite", "POST"): _HEADS_TOO,
    ("accounts:appointment_end", "POST"): _HEADS_TOO,
    ("accounts:hand_over", "POST"): _ADMINISTRATOR,
    ("accounts:password_link", "POST"): _HEADS_TOO,
    ("accounts:second_factor_reset", "POST"): _ADMINISTRATOR,
    ("accounts:lettings", "GET"): _CONFIRM,
    ("accounts:letting_confirm", "POST"): _CONFIRM,
    ("accounts:letting_close", "POST"): _CONFIRM,
    ("accounts:letting_take", "POST"): _ADMINISTRATOR,
    ("accounts:invitation_revoke", "POST"): _HEADS_TOO,
}
