"""What the site refuses: each kind has an HTTP status and a sentence in both languages."""

from django.utils.translation import get_language

from padan.domain.errors import PadanError


class RefusedError(PadanError):
    """A request that cannot be granted; nothing was changed."""

    code = "refused"
    status = 422


class ForbiddenError(RefusedError):
    """The office of this user has no right to it."""

    code = "forbidden"
    status = 403


class NotThereError(RefusedError):
    """No such thing, or none that this user may know of: the two are answered alike."""

    code = "not_there"
    status = 404


class ConflictError(RefusedError):
    """Somebody else was first; the page shows what they did."""

    code = "conflict"
    status = 409


class LockedError(RefusedError):
    """Signed and closed: it must be reopened from the top down before anything changes."""

    code = "locked"
    status = 409


class BusyError(RefusedError):
    """Somebody else writes for so long that this could not be written. Nothing of it was stored."""

    code = "busy"
    status = 503


def sentence(error: PadanError) -> str:
    """What the error says, in the language of the page that shows it."""
    return error.text(get_language() or "id")


def both(error: PadanError) -> str:
    """The sentence in both languages, as it is kept where it is shown later; the filter `told` gives the page's own."""
    return f"{error.text('id')}\n\n{error.text('en')}"


BUSY = BusyError(
    "Basis data sedang dipakai pekerjaan lain terlalu lama. Yang Anda kirim belum tersimpan: tunggu satu menit, lalu "
    "ulangi.",
    "Other work has held the database for too long. What you sent is not stored: wait a minute, then try again.",
)
FORBIDDEN = ForbiddenError(
    "Jabatan Anda tidak berwenang membuka halaman ini. Bila seharusnya bisa, hubungi administrator.",
    "Your office may not open this page. If it should, ask the administrator.",
)
STALE_FORM = ForbiddenError(
    "Halaman ini sudah terlalu lama terbuka, atau peramban Anda menolak kuki. Muat ulang halamannya, lalu ulangi.",
    "This page has been open too long, or your browser refuses cookies. Load the page again, then try once more.",
)
NOT_THERE = NotThereError(
    "Halaman atau data ini tidak ada, atau bukan wilayah Anda. Periksa alamatnya, atau kembali ke beranda.",
    "This page or record does not exist, or is outside your region. Check the address, or go back home.",
)
