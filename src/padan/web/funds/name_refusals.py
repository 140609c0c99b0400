"""What is refused of answers on names on bills."""

from padan.web.refusals import ConflictError, ForbiddenError, RefusedError

NOT_YOUR_NAME = ForbiddenError(
    "Nama pada tagihan ini dijawab oleh kantor tempat tagihannya, atau Bappeda.",
    "The name on this bill is answered by the office whose bill it is, or by Bappeda.",
)
ANSWERED_MEANWHILE = ConflictError(
    "Nama ini sudah dijawab orang lain sesudah halaman Anda dibuka. Muat ulang, lihat jawabannya, lalu putuskan.",
    "Somebody answered this name after you opened the page. Load it again, look at the answer, then decide.",
)
NOT_OFFERED = RefusedError(
    "Jawaban ini tidak ada di antara pilihan untuk nama itu. Muat ulang halamannya, lalu pilih lagi.",
    "This answer is not among those offered for that name. Load the page again, then choose.",
)
NAMED_ALREADY = ConflictError(
    "Orang ini sudah disebut baris lain pada tagihan yang sama, jadi nama ini orang lain. Periksa barisnya dahulu.",
    "Another row of the same bill names this person already, so this name is somebody else. Look at that row first.",
)
NOTHING_TO_TAKE_BACK = ConflictError(
    "Tidak ada jawaban yang berlaku untuk ditarik. Muat ulang halamannya.",
    "There is no answer in force to take back. Load the page again.",
)
