"""The kinds of rules a law can hold, each with the fields of its value: one table for forms, files and reading.

A field's value is plain data, as TOML and JSON hold it: whole rupiah, whole numbers, parts per 10,000 (10 % = 1000),
one word of a choice, a list of words, or a list of lines with fields of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FieldType = Literal[
    "rupiah", "count", "per_myriad", "per_million", "choice", "choices", "flag", "text", "words", "points", "lines"
]
WHOLE = 10_000
"""Parts in a whole: 10 % = 1000 of them."""
LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Choice:
    """One word a field may hold, and how people read it."""

    key: str
    label_id: str
    label_en: str


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field of a rule's value. `lines`: the fields of each line, where the type is `lines`; `key_of`: the field
    that may not stand in two lines. `lowest` and `highest` bound a number."""

    name: str
    type: FieldType
    label_id: str
    label_en: str
    choices: tuple[Choice, ...] = ()
    needed: bool = True
    lowest: int = 0
    highest: int = LARGEST
    hint_id: str = ""
    hint_en: str = ""
    lines: tuple["RuleField", ...] = ()
    key_of: str = ""

    def label(self, lang: str) -> str:
        """What a form calls it."""
        return self.label_en if lang == "en" else self.label_id

    def hint(self, lang: str) -> str:
        """The sentence below it."""
        return self.hint_en if lang == "en" else self.hint_id


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind. `says_id`/`says_en`: what a rule of it does; `by_subject`, `by_place`: may name a programme or segment,
    or a place; `by_month`: holds for whole months; `parted_by`: fields of the value that make two rules speak of
    different things."""

    key: str
    label_id: str
    label_en: str
    says_id: str
    says_en: str
    fields: tuple[RuleField, ...]
    by_subject: bool = True
    parted_by: tuple[str, ...] = ()
    by_place: bool = True
    by_month: bool = False

    def label(self, lang: str) -> str:
        """What a page calls it."""
        return self.label_en if lang == "en" else self.label_id

    def says(self, lang: str) -> str:
        """What a rule of this kind does, in a sentence."""
        return self.says_en if lang == "en" else self.says_id


LEVELS = (Choice("kelurahan", "Kelurahan", "Kelurahan"), Choice("desa", "Desa", "Desa (village)"))
BASES = (
    Choice("kelurahan", "Dana tiap kelurahan", "the grant of each kelurahan"),
    Choice("kecamatan", "Dana seluruh kelurahan di satu kecamatan", "the grants of a kecamatan together"),
    Choice("kota", "Dana seluruh kota", "the grants of the city together"),
)
GATES = (
    Choice("", "Tidak ada syarat", "nothing"),
    Choice("spj", "SPJ tahap sebelumnya diterima", "the SPJ of the stage before"),
)
FORMS = (
    Choice("contribution", "Iuran jaminan sosial", "social security contribution"),
    Choice("cash", "Uang", "cash"),
    Choice("goods", "Barang", "goods"),
    Choice("service", "Jasa atau pelatihan", "service or training"),
)
EMPLOYER = (
    Choice("bars", "Tidak dapat diusulkan", "bars from the aid"),
    Choice("warns", "Boleh, dengan peringatan", "only warns"),
)
ANSWERS = (
    Choice("population", "Jawaban Dukcapil (hidup, penduduk)", "what Dukcapil answered (alive, resident)"),
    Choice("employer", "Jawaban cabang BPJS (kepesertaan lain)", "what the branch answered (insured elsewhere)"),
    Choice("decile", "Versi data desil", "the version of the decile"),
)
BEYOND = (
    Choice("unknown", "Tidak berlaku lagi: belum dapat diputuskan", "no longer counts: cannot be decided"),
    Choice("warns", "Tetap berlaku, dengan peringatan", "still counts, with a warning"),
)
MISSING = (
    Choice("unknown", "Belum dapat dinilai", "cannot be judged"),
    Choice("allowed", "Tetap memenuhi syarat", "still meets the rule"),
)
ORDERS = (
    Choice("musyawarah", "Urutan musyawarah kelurahan", "the kelurahan's deliberation"),
    Choice("score", "Skor dari kriteria", "score of the criteria"),
)
CRITERIA = (
    Choice("decile", "Desil kesejahteraan", "welfare decile"),
    Choice("breadwinner", "Pencari nafkah utama", "breadwinner"),
    Choice("dependants", "Jumlah tanggungan", "dependants"),
    Choice("job_risk", "Risiko pekerjaan", "risk of the job"),
    Choice("woman_headed", "Keluarga dikepalai perempuan", "family headed by a woman"),
    Choice("disability", "Penyandang disabilitas", "disability"),
    Choice("months_uncovered", "Bulan tanpa perlindungan", "months without cover"),
)
ENROLMENT_FIELDS = (
    Choice("nik", "NIK", "NIK"),
    Choice("name", "Nama", "name"),
    Choice("birth_date", "Tanggal lahir", "birth date"),
    Choice("sex", "Jenis kelamin", "sex"),
    Choice("mother", "Nama ibu kandung", "mother's name"),
    Choice("address", "Alamat", "address"),
    Choice("phone", "No. HP", "phone"),
    Choice("job", "Pekerjaan", "job"),
    Choice("work_place", "Lokasi kerja", "place of work"),
    Choice("work_hours", "Jam kerja", "hours of work"),
    Choice("income", "Penghasilan", "income"),
    Choice("program", "Program (JKK, JKM)", "programmes (JKK, JKM)"),
    Choice("period", "Periode kepesertaan", "months of cover"),
)

_ALL = (
    RuleKind(
        "grant",
        "Besar dana",
        "Amount of the grant",
        "Berapa rupiah BKBK diterima tiap kelurahan atau desa dalam setahun. Pagu dan bagian dihitung dari angka ini.",
        "How many rupiah of BKBK each kelurahan or desa gets in a year. Shares are reckoned from it.",
        (
            RuleField("level", "choice", "Untuk tiap", "For each", LEVELS),
            RuleField("amount", "rupiah", "Rupiah setahun", "Rupiah a year", lowest=1),
        ),
        by_subject=False,
        parted_by=("level",),
    ),
    RuleKind(
        "share",
        "Bagian untuk program",
        "Share of a programme",
        "Bagian dana yang disediakan bagi satu program, dan dana siapa yang menjadi dasar hitungnya.",
        "The part of the grant that is set aside for a programme, and whose grant it is reckoned from.",
        (
            RuleField("per_myriad", "per_myriad", "Bagian (persen)", "Share (per cent)", highest=WHOLE),
            RuleField("base", "choice", "Dihitung dari", "Reckoned from", BASES),
        ),
    ),
    RuleKind(
        "quota",
        "Kuota orang",
        "Quota of people",
        "Berapa orang satu program melindungi di tiap kelurahan. Bila dana tidak cukup, keduanya ditampilkan.",
        "How many people a programme covers in each kelurahan. Where the money falls short, both are shown.",
        (RuleField("heads", "count", "Orang tiap kelurahan", "People in each kelurahan", highest=100_000),),
    ),
    RuleKind(
        "stages",
        "Tahap penyaluran",
        "Stages of disbursement",
        "Dalam berapa tahap dana disalurkan, berapa bagian tiap tahap, dan syarat sebelum tahap itu cair. Jumlah semua "
        "tahap 100 %; sisa pembulatan masuk tahap terakhir.",
        "In how many stages the money comes, what part each is, and what must be there first. Together 100 %; what "
        "rounding leaves over goes to the last.",
        (
            RuleField(
                "stages",
                "lines",
                "Tahap",
                "Stages",
                key_of="order",
                lines=(
                    RuleField("order", "count", "Tahap ke", "Stage", lowest=1, highest=20),
                    RuleField(
                        "per_myriad", "per_myriad", "Bagian (persen)", "Part (per cent)", lowest=1, highest=WHOLE
                    ),
                    RuleField("gate", "choice", "Syarat", "Gate", GATES, needed=False),
                ),
            ),
        ),
        by_subject=False,
    ),
    RuleKind(
        "uses",
        "Penggunaan yang dibolehkan",
        "Allowed uses",
        "Untuk apa dana boleh dibelanjakan. Kegiatan di luar daftar ini ditandai.",
        "What the money may be spent on. An activity outside the list is marked.",
        (
            RuleField(
                "uses",
                "lines",
                "Penggunaan",
                "Uses",
                key_of="code",
                lines=(
                    RuleField("code", "text", "Kode", "Code"),
                    RuleField("label", "text", "Nama", "Name"),
                    RuleField("account", "text", "Kode rekening", "Account code", needed=False),
                ),
            ),
        ),
        by_subject=False,
    ),
    RuleKind(
        "forms",
        "Bentuk bantuan",
        "Forms of aid",
        "Bentuk bantuan yang dapat dibayar dari bagian satu program.",
        "In which forms a programme's share may help.",
        (RuleField("forms", "choices", "Bentuk", "Forms", FORMS),),
    ),
    RuleKind(
        "age",
        "Batas usia",
        "Age limits",
        "Umur seseorang pada hari mulai dilindungi: paling muda sekian tahun, dan belum mencapai sekian tahun.",
        "A person's age on the first day of cover: at least so many years, and not yet so many.",
        (
            RuleField("from_years", "count", "Paling muda (tahun)", "At least (years)", needed=False, highest=150),
            RuleField("below_years", "count", "Belum mencapai (tahun)", "Not yet (years)", needed=False, highest=150),
        ),
    ),
    RuleKind(
        "employer",
        "Peserta dari pemberi kerja",
        "Insured by an employer",
        "Apa akibatnya bila seseorang sudah menjadi peserta penerima upah (PU) aktif dari pemberi kerja.",
        "What follows where somebody is already insured by an employer (PU active).",
        (RuleField("effect", "choice", "Akibatnya", "What follows", EMPLOYER),),
    ),
    RuleKind(
        "jobs",
        "Pekerjaan rentan",
        "Vulnerable jobs",
        "Daftar pekerjaan yang disebut rentan oleh kota.",
        "The jobs that the city calls vulnerable.",
        (RuleField("jobs", "words", "Pekerjaan, satu per baris", "Jobs, one a line"),),
    ),
    RuleKind(
        "decile",
        "Batas desil",
        "Limit of the decile",
        "Sampai desil berapa sebuah keluarga termasuk, dan apa akibatnya bila desilnya tidak diketahui.",
        "Up to which decile a family belongs, and what follows where its decile is not known.",
        (
            RuleField("up_to", "count", "Sampai desil", "Up to decile", lowest=1, highest=10),
            RuleField("missing", "choice", "Bila desil tidak diketahui", "Where it is not known", MISSING),
        ),
    ),
    RuleKind(
        "fact_age",
        "Masa berlaku jawaban",
        "How long an answer holds",
        "Berapa bulan sebuah jawaban berlaku, dihitung sampai hari mulai dilindungi, dan akibatnya bila lebih lama.",
        "For how many months an answer holds, up to the first day of cover, and what follows where it is older.",
        (
            RuleField("fact", "choice", "Jawaban", "Answer", ANSWERS),
            RuleField("months", "count", "Berlaku (bulan)", "Holds for (months)", lowest=1, highest=600),
            RuleField("beyond", "choice", "Bila lebih lama", "Where it is older", BEYOND),
        ),
        parted_by=("fact",),
    ),
    RuleKind(
        "criteria",
        "Urutan dan bobot kriteria",
        "Order and weights of the criteria",
        "Menurut apa calon diurutkan, dan nilai tiap kriteria. Dengan urutan musyawarah, skor hanya menjadi saran.",
        "By what candidates are put in order, and what each criterion counts. Where the deliberation orders, the score "
        "only advises.",
        (
            RuleField("order", "choice", "Diurutkan menurut", "Ordered by", ORDERS),
            RuleField("covered_first", "flag", "Yang kini terlindungi didahulukan", "Who is covered now comes first"),
            RuleField(
                "weights",
                "lines",
                "Bobot",
                "Weights",
                needed=False,
                key_of="criterion",
                lines=(
                    RuleField("criterion", "choice", "Kriteria", "Criterion", CRITERIA),
                    RuleField(
                        "points",
                        "points",
                        "Nilai menurut jawaban",
                        "Points by answer",
                        needed=False,
                        hint_id="Contoh: 1=40; 2=30; ya=10.",
                        hint_en="For instance: 1=40; 2=30; ya=10.",
                    ),
                    RuleField("per_unit", "count", "Nilai tiap satuan", "Points a unit", needed=False, highest=1000),
                    RuleField("at_most", "count", "Paling banyak", "At most", needed=False, highest=10_000),
                ),
            ),
        ),
    ),
    RuleKind(
        "enrolment_fields",
        "Isian sebelum didaftarkan",
        "Data needed to enrol",
        "Data yang harus lengkap sebelum seseorang dapat ditetapkan dan dikirim ke BPJS Ketenagakerjaan.",
        "What must be filled in before somebody can be set by decree and sent to the insurer.",
        (RuleField("fields", "choices", "Isian", "Data", ENROLMENT_FIELDS),),
    ),
    RuleKind(
        "calendar",
        "Kalender bulanan",
        "Calendar of a month",
        "Sampai tanggal berapa perubahan peserta dikirim, dan sampai tanggal berapa bulan berikutnya iuran dibayar.",
        "By which day changes are sent in, and by which day of the next month the contribution is paid.",
        (
            RuleField("changes_by", "count", "Perubahan sampai tanggal", "Changes by day", lowest=1, highest=28),
            RuleField("paid_by", "count", "Dibayar sampai tanggal", "Paid by day", lowest=1, highest=28),
        ),
        by_subject=False,
    ),
    RuleKind(
        "dropped",
        "Tidak diteruskan",
        "Not continued",
        "Bulan yang tidak dibayar hanya tunggakan bila orangnya ada dalam daftar yang diterima, dalam penetapan, atau "
        "terdaftar di cabang untuk bulan itu; selain itu pembayarannya tidak diteruskan. Berapa bulan pendaftaran "
        "masih dihitung setelah tahun penetapannya, dan berapa bulan tidak diteruskan mengakhiri perlindungan bila "
        "tunggakan tidak mengakhirinya.",
        "A month without a payment is owed only where the person stands on an accepted list, on a decree, or is "
        "registered with the branch for it; otherwise cover was not continued. For how many months a registration "
        "still counts after the year of its decree, and how many months that were not continued end cover where unpaid "
        "ones do not.",
        (
            RuleField(
                "carries",
                "count",
                "Pendaftaran masih dihitung setelah tahun penetapan (bulan)",
                "A registration counts after the decree's year (months)",
                highest=60,
            ),
            RuleField(
                "ends_after",
                "count",
                "Berakhir setelah bulan berturut-turut tidak diteruskan",
                "Ends after months in a row not continued",
                needed=False,
                lowest=1,
                highest=60,
                hint_id="Kosong: tidak pernah. Segmen yang gugur karena tunggakan memakai batas tunggakannya.",
                hint_en="Empty: never. A segment that lapses by unpaid months keeps that limit.",
            ),
        ),
        by_place=False,
    ),
    RuleKind(
        "figures_close_on",
        "Penutupan angka",
        "Closing of figures",
        "Sejak tanggal berapa pada bulan berikutnya angka sebuah bulan ditutup dan tidak berubah lagi.",
        "From which day of the following month a month's figures are closed and change no more.",
        (RuleField("day", "count", "Tanggal", "Day", lowest=1, highest=28),),
        by_subject=False,
        by_place=False,
    ),
    RuleKind(
        "small_cells",
        "Angka tentang sedikit orang",
        "Figures about few people",
        "Jumlah orang atau keluarga dari 1 sampai di bawah batas disembunyikan di mana angka meninggalkan kantor; "
        "untuk setiap jumlah yang disembunyikan harus tersisa sekian kemungkinan.",
        "Counts of people or families from 1 to below the limit are hidden where figures leave the office; so many "
        "values must remain possible for each hidden count.",
        (
            RuleField("below", "count", "Di bawah", "Below", lowest=2, highest=100),
            RuleField("choices", "count", "Kemungkinan tersisa", "Values left", lowest=1, highest=100),
            RuleField("contribution", "rupiah", "Iuran seorang sebulan", "A person's contribution a month", lowest=1),
        ),
        by_subject=False,
        by_place=False,
    ),
)

RULE_KINDS: Mapping[str, RuleKind] = {kind.key: kind for kind in _ALL}
"""Every kind of rule by its key, in the order in which pages show them."""
