"""What this room refuses."""

from padan.web.refusals import RefusedError

NAMELESS = RefusedError(
    "Sebelum dinyalakan, isi produsen data, unit yang dapat dihubungi dan lisensi: pembaca harus tahu angka siapa ini.",
    "Before it is switched on, state producer, contact and licence: readers must know whose figures these are.",
)
