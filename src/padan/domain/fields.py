"""The fields a list may carry, by their key. Headings are tied to them in `padan.files.layouts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, what a clerk calls it, and what English calls it."""

    key: str
    label_id: str
    label_en: str


FIELDS: tuple[Field, ...] = (
    Field("nik", "NIK", "NIK (identity number)"),
    Field("kk", "No. KK", "family card number"),
    Field("name", "Nama", "name"),
    Field("birth_place", "Tempat Lahir", "birth place"),
    Field("birth_date", "Tanggal Lahir", "birth date"),
    Field("sex", "Jenis Kelamin", "sex"),
    Field("mother", "Nama Ibu Kandung", "mother's name"),
    Field("address", "Alamat", "address"),
    Field("rt", "RT", "RT"),
    Field("rw", "RW", "RW"),
    Field("kelurahan", "Kelurahan", "kelurahan"),
    Field("kecamatan", "Kecamatan", "kecamatan"),
    Field("city", "Kota/Kabupaten", "city or regency"),
    Field("postcode", "Kode Pos", "postcode"),
    Field("job", "Pekerjaan", "job"),
    Field("phone", "No. HP", "phone"),
    Field("post", "Jabatan", "post held"),
    Field("segment", "Segmen", "segment"),
    Field("kpj", "KPJ", "participant number (KPJ)"),
    Field("npp", "NPP", "employer number (NPP)"),
    Field("office", "Instansi", "submitting office"),
    Field("program", "Program", "programmes"),
    Field("jkk", "JKK", "work accident cover (JKK)"),
    Field("jkm", "JKM", "death cover (JKM)"),
    Field("jht", "JHT", "old-age saving (JHT)"),
    Field("jp", "JP", "pension (JP)"),
    Field("status", "Status", "status"),
    Field("start_date", "Tanggal Mulai", "start date"),
    Field("end_date", "Tanggal Akhir", "end date"),
    Field("death_date", "Tanggal Meninggal", "date of death"),
    Field("wage", "Upah", "wage"),
    Field("work_place", "Lokasi Kerja", "work place"),
    Field("work_hours", "Jam Kerja", "work hours"),
    Field("income", "Penghasilan", "income"),
    Field("month", "Bulan Iuran", "contribution month"),
    Field("month_from", "Masa Iuran Dari", "contribution months from"),
    Field("month_to", "Masa Iuran Sampai", "contribution months to"),
    Field("amount", "Jumlah Iuran", "contribution amount"),
    Field("paid_date", "Tanggal Bayar", "date paid"),
    Field("people_count", "Jumlah TK", "number of workers"),
    Field("billing_code", "Kode Iuran", "billing code"),
    Field("ntpn", "NTPN", "treasury receipt number (NTPN)"),
    Field("payer", "Pembayar", "payer"),
    Field("sp2d", "No. SP2D", "number of the payment order (SP2D)"),
    Field("purpose", "Uraian Belanja", "purpose of the payment"),
    Field("account", "Kode Rekening", "account code"),
    Field("fund_year", "Tahun Anggaran", "funding year"),
    Field("note", "Keterangan", "note"),
)

FIELD_KEYS: frozenset[str] = frozenset(field.key for field in FIELDS)
LABELS: dict[str, Field] = {field.key: field for field in FIELDS}
