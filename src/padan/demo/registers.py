"""The small files beside the lists: the posts of RT, the register of NPP and groups, and an example letterhead."""

import numpy as np
import polars as pl

from padan.demo.dates import write_date
from padan.demo.faults import RATES
from padan.demo.listing import PRIVATE, RT, TKK, ListRows
from padan.demo.participant_side import group_number
from padan.demo.places import Places
from padan.demo.population import Population


def rt_posts(rows: ListRows, people: Population, places: Places, rng: np.random.Generator) -> pl.DataFrame:
    """Each RT post of the city with its holder; some vacant, some with two holders."""
    held = np.flatnonzero((rows.segment == RT) & (rows.repeats < 0))
    vacant = rng.random(len(held)) < RATES["list", "vacant_post"]
    table = pl.DataFrame({
        "office": rows.office[held], "rt": rows.rt[held], "person": rows.person[held], "vacant": vacant,
    })  # fmt: skip
    second = table.filter(~pl.Series(vacant) & pl.Series(rng.random(len(held)) < RATES["list", "two_holders"]))
    free = np.flatnonzero((people.role == 0) & people.male & (people.age > 30) & (people.age < 64))
    second = second.with_columns(pl.Series("person", rng.choice(free, len(second)) if len(second) else [], pl.Int64))
    table = pl.concat([table, second]).sort("office", "rt", maintain_order=True)
    return _post_texts(table, people, places)


def _post_texts(table: pl.DataFrame, people: Population, places: Places) -> pl.DataFrame:
    person = table["person"].to_numpy()
    kelurahan = pl.Series([place.name for place in places.kelurahan])
    kecamatan = pl.Series([places.kecamatan[place.kecamatan].name for place in places.kelurahan])
    births = [write_date(day, "dashes") for day in people.birth[person].astype("datetime64[D]").tolist()]
    filled = ~pl.col("vacant")
    return table.select(
        kecamatan.gather(table["office"]).alias("KECAMATAN"), kelurahan.gather(table["office"]).alias("KELURAHAN"),
        pl.col("rt").cast(pl.String).str.zfill(2).alias("RT"),
        pl.when(filled).then(people.nik.gather(person)).alias("NIK"),
        pl.when(filled).then(people.name.gather(person).str.to_uppercase()).alias("NAMA"),
        pl.when(filled).then(pl.Series(births, dtype=pl.String)).alias("TANGGAL LAHIR"),
        pl.lit("Ketua RT").alias("JABATAN"),
        pl.when(filled).then(None).otherwise(pl.lit("Kosong")).alias("KETERANGAN"),
    )  # fmt: skip


def group_register(places: Places) -> pl.DataFrame:
    """NPP and group numbers: office, segment, payer."""
    lines: list[tuple[str, str, str, str]] = []
    payers = ("Bagian Kesejahteraan Rakyat Setda (APBD Kota)", "BKBK Provinsi 5 %", "BKBK Provinsi 10 %")
    words = ("Ketua RT", "Pekerja Rentan", "Miskin Ekstrem")
    for office, name in enumerate(places.offices()):
        if office >= len(places.kelurahan):
            lines.append((group_number(TKK, office), name, "TKK", f"{name} (APBD Kota)"))
            continue
        lines += [(group_number(at, office), name, words[at], payers[at]) for at in range(3)]
    lines += [
        (group_number(PRIVATE, at), f"PT Rekaan {at + 1:02d}", "PU Swasta", f"PT Rekaan {at + 1:02d}")
        for at in range(40)
    ]
    return pl.DataFrame(lines, schema=["NPP", "INSTANSI", "SEGMEN", "PEMBAYAR"], orient="row").sort("NPP")


LETTERHEAD = """\
# Contoh kop dan para pihak untuk berita acara. SEMUA nama, NIP dan nomor di sini REKAAN; ganti dengan yang benar.
# Example letterhead and parties for the minutes. ALL names, NIP and numbers are INVENTED; put the true ones.
dasar = [
  "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",
  "Peraturan Pemerintah Nomor 44 Tahun 2015 tentang Penyelenggaraan Program JKK dan JKM",
  "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan Program Jaminan Sosial Ketenagakerjaan",
  "Peraturan Gubernur Jambi tentang Bantuan Keuangan Bersifat Khusus (nomor diisi)",
  "Keputusan Wali Kota Jambi Nomor 519 Tahun 2024",
  "Perjanjian kerja sama Pemerintah Kota Jambi dan BPJS Ketenagakerjaan (nomor diisi)",
]

[kop]
pemerintah = "PEMERINTAH KOTA JAMBI"
instansi = "BADAN PERENCANAAN PEMBANGUNAN DAERAH"
alamat = "Jalan Contoh No. 1, Kota Jambi 36100"
kontak = "Telepon (0741) 000000, surel contoh@contoh.invalid"

[nomor]
pihak_kesatu = "000/0000/BAPPEDA/2025 (contoh)"
pihak_kedua = "BA/0000/032025 (contoh)"

[acara]
tempat = "Aula Bappeda Kota Jambi"
kota = "Jambi"
tanggal = 2025-03-18

[pihak_kesatu]
nama = "CONTOH KESATU, S.E., M.Si."
nip = "999901019999011001"
pangkat = "Pembina Utama Muda"
jabatan = "Kepala Badan Perencanaan Pembangunan Daerah"
instansi = "Pemerintah Kota Jambi"
alamat = "Jalan Contoh No. 1, Kota Jambi"

[pihak_kedua]
nama = "CONTOH KEDUA"
nip = "990000001"
jabatan = "Kepala Kantor Cabang"
instansi = "BPJS Ketenagakerjaan Cabang Jambi"
alamat = "Jalan Contoh No. 2, Kota Jambi"

[mengetahui]
nama = "CONTOH KETIGA, S.H., M.H."
nip = "999902029999021002"
pangkat = "Pembina Utama Madya"
jabatan = "Sekretaris Daerah"
instansi = "Pemerintah Kota Jambi"

[[saksi]]
nama = "CONTOH KEEMPAT, S.STP"
nip = "999903039999031003"
jabatan = "Kepala Bagian Pemerintahan"
instansi = "Sekretariat Daerah Kota Jambi"

[[saksi]]
nama = "CONTOH KELIMA"
nip = "990000002"
jabatan = "Kepala Bidang Kepesertaan"
instansi = "BPJS Ketenagakerjaan Cabang Jambi"

[[tindak_lanjut]]
apa = "Kelurahan melengkapi NIK dan tanggal lahir pada baris yang ditandai"
siapa = "Lurah"
batas = "30 April 2025"
"""
