"""Objects of accounts for the walk of rights."""

from cast import Cast
from rights_samples import Sample

from padan.web.accounts.invitations import Made, invite
from padan.web.accounts.letting_in import letting_in_ask, link_take
from padan.web.accounts.models import Appointment, Help, LettingIn
from padan.web.accounts.selectors import key_of_user
from padan.web.roles import Role


def _invited(cast: Cast, office: str, role: Role) -> Made:
    return invite(acting=cast.administrator, office=cast.offices[office], role=role)


def _asked(cast: Cast, whom: Appointment) -> LettingIn:
    return letting_in_ask(acting=cast.administrator, appointment=whom, kind=Help.PASSWORD)


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room."""
    here, there = (_invited(cast, name, Role.KELURAHAN_CLERK) for name in ("legok", "rawasari"))
    of_camat = _invited(cast, "sipin", Role.KECAMATAN_CLERK)
    offices = Sample(
        here={"office_id": cast.offices["legok"].pk},
        there={"office_id": cast.offices["rawasari"].pk},
        own={Role.CAMAT: {"office_id": cast.offices["sipin"].pk}},
    )
    held = Sample(
        here={"appointment_id": cast.siti.pk},
        there={"appointment_id": cast.rawasari_clerk.pk},
        own={Role.CAMAT: {"appointment_id": cast.kecamatan_clerk.pk}},
    )
    link = link_take(acting=cast.administrator, letting=_asked(cast, cast.siti))
    new = {"user_key": key_of_user(cast.siti.user), "token": link.rstrip("/").rpartition("/")[2]}
    lettings = Sample(
        here={"letting_id": _asked(cast, cast.lukman).pk},
        there={"letting_id": _asked(cast, cast.bappeda).pk},
        own={Role.CAMAT: {"letting_id": _asked(cast, cast.kecamatan_clerk).pk}, Role.LURAH: None},
    )
    return {
        "accounts:password_new": Sample(new),
        "accounts:letting_confirm": lettings,
        "accounts:letting_close": lettings,
        "accounts:letting_take": lettings,
        "accounts:office": offices,
        "accounts:invite": offices,
        "accounts:appointment_end": held,
        "accounts:hand_over": held,
        "accounts:password_link": held,
        "accounts:second_factor_reset": held,
        "accounts:invitation_revoke": Sample(
            here={"invitation_id": here.invitation.pk},
            there={"invitation_id": there.invitation.pk},
            own={Role.CAMAT: {"invitation_id": of_camat.invitation.pk}},
        ),
        "accounts:invitation_link": Sample({"token": here.link.rstrip("/").rpartition("/")[2]}),
    }
