"""What is refused of answers on bills: whom a name means, which office answers."""

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
NO_SUCH_BILL = ConflictError(
    "Tagihan ini tidak (lagi) menunggu kantor. Muat ulang halamannya.",
    "This bill does not wait for an office (any more). Load the page again.",
)
NO_OFFICE_TO_NAME = RefusedError(
    "Pilih kantor yang menjawab untuk orang-orangnya: kelurahan, kecamatan, perangkat daerah atau Bappeda.",
    "Choose the office that answers for its people: a kelurahan, a kecamatan, another office of the city or Bappeda.",
)
NO_PROGRAMME = RefusedError(
    "Tagihan ini tidak menyebut programnya. Pilih programnya juga.",
    "This bill does not say for which programme it is. Choose that too.",
)
NOTHING_TO_TAKE_BACK = ConflictError(
    "Tidak ada jawaban yang berlaku untuk ditarik. Muat ulang halamannya.",
    "There is no answer in force to take back. Load the page again.",
)
