"""What the headings of lists mean, as data: the synonyms of every field, what is ignored, and what each kind needs.

A synonym is written as people write it; case, spaces and signs do not count. The first synonyms of a field are the
surest: where two columns claim one field, the one whose synonym stands earlier is taken.
"""

import re

SYNONYMS: dict[str, tuple[str, ...]] = {
    "nik": (
        "NIK", "No NIK", "Nomor NIK", "No. Induk Kependudukan", "Nomor Induk Kependudukan", "NIK KTP", "NIK/No KTP",
        "NIK/KTP", "No KTP/NIK", "KTP/NIK", "No. KTP", "Nomor KTP", "No KTP Elektronik", "KTP", "No e-KTP", "NIK e-KTP",
        "Nomor Identitas", "No Identitas", "No. Identitas/NIK", "No Identitas (NIK)", "NIK Peserta", "NIK Pekerja",
        "NIK Tenaga Kerja", "NIK TK", "NIK Penduduk", "NIK Ketua RT", "NIK Calon Peserta", "NIK 16 digit",
        "NIK sesuai KTP", "N I K", "Nomor Induk Kependudukan (NIK)", "Identity number", "National ID", "NIK number",
    ),
    "kk": (
        "No KK", "Nomor KK", "KK", "No. Kartu Keluarga", "Nomor Kartu Keluarga", "Kartu Keluarga", "NKK", "No NKK",
        "NO_KK", "Nomor KK 16 digit", "No KK sesuai KTP", "No Kartu Keluarga (KK)", "Nomor Kartu Keluarga (KK)",
        "Family card number", "Family card",
    ),
    "name": (
        "Nama", "Nama Lengkap", "Nama Peserta", "Nama Tenaga Kerja", "Nama TK", "Nama Pekerja", "Nama Penduduk",
        "Nama sesuai KTP", "Nama Lengkap sesuai KTP", "Nama KTP", "Nama (sesuai KTP)", "Nama Ketua RT", "Nama RT",
        "Nama Pegawai", "Nama Karyawan", "Nama Penerima", "Nama Penerima Manfaat", "Nama Calon Peserta", "Nama TKK",
        "Nama Tenaga Kontrak", "Nama Tenaga Kerja Kontrak", "Nama Honorer", "Nama Lengkap Peserta", "Nama Orang",
        "Nama Warga", "Nama Pemegang Jabatan", "Nama Pejabat", "Nama Pekerja Rentan", "Nama Anggota", "Nama Lengkap TK",
        "Nama dan Gelar", "Nama Lengkap dan Gelar", "Nama Lengkap (dengan gelar)", "Nama Tertanggung", "Nama Jelas",
        "Nama Anggota Keluarga", "Nama Anggota Rumah Tangga", "Nama Lgkp", "Ketua RT", "Name",
        "Full name", "Nama Ybs", "Nama Yang Bersangkutan", "Nama-nama",
        "Nama Siswa", "Nama Keluarga Miskin", "Nama KPM", "Nama Petugas", "Peserta", "Tenaga Kerja",
        "Nama Kepala Keluarga", "Nama Kep Keluarga", "Kepala Keluarga", "Nama KK", "Nama Baru",
        "Nama Kepala Rumah Tangga", "Kepala Rumah Tangga",
    ),
    "birth_place": (
        "Tempat Lahir", "Tmp Lahir", "Tpt Lahir", "Tempat Kelahiran", "Tmpt Lahir", "Kota Lahir", "Tempat_Lahir",
        "Kota Kelahiran", "Place of birth", "Birth place", "Lahir di", "T. Lahir",
    ),
    "birth_date": (
        "Tanggal Lahir", "Tgl Lahir", "Tgl. Lahir", "Tgl Lhr", "Tanggal Kelahiran", "Tgl Kelahiran", "Tanggal_Lahir",
        "Tgllahir", "Tanggal Lahir Peserta", "Tgl Lahir Peserta", "Tanggal Lahir (dd-mm-yyyy)", "Tanggal Lahir TK",
        "Tanggal/Bulan/Tahun Lahir", "Tgl/Bln/Thn Lahir", "Tgl Bln Thn Lahir", "TglBlnThn Lahir", "Lahir", "DOB",
        "Date of birth", "Birth date", "Hari/Tanggal Lahir", "Tanggal Lahir sesuai KTP", "Lahir Tanggal",
    ),
    "sex": (
        "Jenis Kelamin", "JK", "J K", "L/P", "Kelamin", "Jns Kelamin", "Jns Kel", "Jenis Kel", "Jenis Kelamin (L/P)",
        "JK (L/P)", "Lk/Pr", "LK PR", "Laki-laki/Perempuan", "Sex", "Gender", "Jen Kel", "Jenkel", "J. Kel", "P/L",
        "Jenis Klmn", "Pria/Wanita", "Kelamin (L/P)", "Jns. Klmn",
    ),
    "mother": (
        "Nama Ibu Kandung", "Ibu Kandung", "Nama Ibu", "Nama Gadis Ibu Kandung", "Nm Ibu Kandung", "Nama Ibu Kdg",
        "Nmibu", "Nm Ibu", "Ibu", "Mother name", "Mother", "Nama Gadis Ibu", "Mothers name", "Nama Lgkp Ibu",
    ),
    "address": (
        "Alamat", "Alamat Lengkap", "Alamat Rumah", "Alamat KTP", "Alamat sesuai KTP", "Alamat Tempat Tinggal",
        "Alamat Domisili", "Domisili", "Alamat Tinggal", "Alamat Jalan", "Alamat Peserta", "Alamat Rumah Lengkap",
        "Alamat (Jalan)", "Alamat/Jalan", "Address",
    ),
    "rt": ("RT", "No RT", "Nomor RT", "RT ke", "Rukun Tetangga", "RT.", "R T", "RT Nomor", "No. RT"),
    "rw": ("RW", "No RW", "Nomor RW", "Rukun Warga", "R W", "No. RW"),
    "kelurahan": (
        "Kelurahan", "Kel", "Kelurahan/Desa", "Desa/Kelurahan", "Desa/Kel", "Kel/Desa", "Nama Kelurahan", "Desa",
        "Kelurahan Domisili", "Kelurahan KTP", "Nama Desa/Kelurahan", "Kel.", "Kelurahan Tempat Tinggal", "Klrhn",
        "Nama Kelurahan/Desa", "Kelurahan Peserta", "Nm Kelurahan", "Nm Kel",
        "Nama Kel", "Nama Kel/Desa", "Nama Desa/Kel",
    ),
    "kecamatan": (
        "Kecamatan", "Kec", "Kec.", "Nama Kecamatan", "Kecamatan Domisili", "Kecamatan KTP", "Kecamatan Peserta",
        "Kecamatan Tempat Tinggal", "Kcmtn", "Distrik", "Nm Kecamatan", "Nm Kec",
        "Nama Kec",
    ),
    "city": (
        "Kota/Kabupaten", "Kota/Kab", "Kab/Kota", "Kabupaten/Kota", "Kota", "Kabupaten", "Nama Kota", "City",
        "Kab.", "Kota Domisili",
    ),
    "postcode": ("Kode Pos", "Kodepos", "Kd Pos", "Postcode", "Postal code", "Zip"),
    "job": (
        "Pekerjaan", "Jenis Pekerjaan", "Pekerjaan/Jabatan", "Profesi", "Mata Pencaharian", "Bidang Pekerjaan", "Usaha",
        "Jenis Usaha", "Bidang Usaha", "Uraian Pekerjaan", "Job", "Occupation", "Pekerjaan sesuai KTP", "Kerja",
        "Pekerjaan Utama",
    ),
    "phone": (
        "No HP", "Nomor HP", "HP", "No Telp", "No Telepon", "Nomor Telepon", "Telp", "Telepon", "No HP/WA", "No WA",
        "WA", "Whatsapp", "No Handphone", "Handphone", "No Hp Aktif", "Nomor Handphone", "No Telp/HP", "Telp/HP",
        "Kontak", "Phone", "Nomor Ponsel", "No Ponsel", "Nomor WA", "No Whatsapp", "HP/WA", "No Kontak",
    ),
    "post": (
        "Jabatan", "Nama Jabatan", "Kedudukan", "Posisi", "Tugas", "Jabatan di RT", "Formasi", "Post", "Position",
        "Jabatan Terakhir",
    ),
    "segment": (
        "Segmen", "Segmen Peserta", "Segmen Kepesertaan", "Jenis Kepesertaan", "Kategori", "Kategori Peserta",
        "Kelompok", "Kelompok Peserta", "Jenis Peserta", "Segment", "Kelompok Sasaran", "Golongan Peserta",
        "Jenis Bantuan", "Kategori Penerima",
        "Kd Segmen", "Kode Segmen",
    ),
    "kpj": (
        "KPJ", "No KPJ", "Nomor KPJ", "No Peserta", "Nomor Peserta", "No. Kartu Peserta", "No Kepesertaan",
        "Nomor Kepesertaan", "No BPJS Ketenagakerjaan", "Nomor BPJS Ketenagakerjaan", "No BPJS TK", "No BPJSTK",
        "No Kartu BPJS Ketenagakerjaan", "Nomor Kartu Peserta", "KPJ Peserta", "No KPJ Peserta", "No. KPJ/Peserta",
        "Kartu Peserta Jamsostek", "No Jamsostek", "No Kartu BPJSTK", "No Peserta BPJS", "Participant number",
        "Nomor Kartu BPJS Ketenagakerjaan", "No BPJS", "Nomor KPJ Peserta", "No Peserta BPJS Ketenagakerjaan",
    ),
    "npp": (
        "NPP", "No NPP", "Nomor NPP", "Nomor Pendaftaran Perusahaan", "No Pendaftaran Perusahaan", "Kode Perusahaan",
        "NPP Perusahaan", "NPP/Wadah", "NPP/Kelompok", "Kode Wadah", "Nomor Wadah", "Kode Kelompok", "Group",
        "NPP Instansi", "Employer number", "No Wadah",
    ),
    "office": (
        "Instansi", "OPD", "SKPD", "Perangkat Daerah", "Nama Instansi", "Nama OPD", "Unit Kerja", "Dinas",
        "Instansi/OPD",
        "OPD Pengusul", "Instansi Pengusul", "Pengusul", "Nama Perusahaan", "Perusahaan", "Pemberi Kerja", "Office",
        "Nama Wadah", "Wadah", "Nama Pemberi Kerja", "Nama Unit Kerja", "Nama Kelompok", "Badan Usaha", "Kantor",
        "Nama Perangkat Daerah", "Satuan Kerja", "Satker", "Unit", "OPD/Instansi",
        "SKPD/Kelurahan", "OPD/Kelurahan", "Kelurahan/SKPD", "Kelurahan/OPD", "SKPD/Kecamatan/Kelurahan",
    ),
    "program": (
        "Program", "Program Jaminan", "Program Diikuti", "Program yang diikuti", "Jenis Program", "Program Kepesertaan",
        "Programs", "Program BPJS", "Program BPJS Ketenagakerjaan", "Kepesertaan Program", "Manfaat Program",
    ),
    "jkk": ("JKK", "Program JKK", "Iuran JKK", "JKK (Y)", "Jaminan Kecelakaan Kerja", "JKK Perusahaan"),
    "jkm": ("JKM", "Program JKM", "Iuran JKM", "Jaminan Kematian", "JKM (Y)", "JKM Perusahaan"),
    "jht": ("JHT", "Program JHT", "Iuran JHT", "Total JHT", "Jaminan Hari Tua", "JHT (Y)"),
    "jp": ("JP", "Program JP", "Iuran JP", "Total JP", "Jaminan Pensiun", "JP (Y)"),
    "status": (
        "Status", "Status Kepesertaan", "Status Peserta", "Status Aktif", "Aktif/Non Aktif", "Status Keaktifan",
        "Keaktifan", "Status TK", "Status BPJS", "Status Tenaga Kerja", "Kondisi", "Status Iuran",
        "Status Kependudukan",
        "Aktif/Tidak Aktif", "Status Terakhir", "Sebab Non Aktif", "Alasan Keluar", "Status Jabatan",
    ),
    "start_date": (
        "Tanggal Mulai", "Tgl Mulai", "TMT", "Tanggal Kepesertaan", "Tgl Kepesertaan", "Tanggal Mulai Bekerja",
        "Tgl Mulai Bekerja", "Tanggal Mulai Kerja", "Mulai Bekerja", "Tanggal Daftar", "Tgl Daftar", "Tanggal Aktif",
        "Tanggal Mulai Kepesertaan", "Tgl Mulai Kepesertaan", "TMT Kepesertaan", "Mulai", "Tanggal Masuk", "Tgl Masuk",
        "Tanggal Pendaftaran", "Start date", "Mulai Kepesertaan", "Tanggal Awal", "Tgl Awal", "Mulai Menjabat",
        "TMT Jabatan",
        "Mulai Tanggal", "Tgl Aktif", "Tanggal Pengangkatan", "Tanggal SK",
    ),
    "end_date": (
        "Tanggal Akhir", "Tgl Akhir", "Tanggal Berakhir", "Tgl Berakhir", "Tanggal Selesai", "Tgl Selesai", "Berakhir",
        "Tanggal Keluar", "Tgl Keluar", "Tanggal Non Aktif", "Tgl Non Aktif", "Tanggal Nonaktif", "Tgl Nonaktif",
        "Akhir",
        "Tanggal Akhir Kepesertaan", "Tgl Akhir Kepesertaan", "Sampai Dengan", "Sampai", "End date", "Selesai",
        "Tanggal Berhenti", "Tgl Berhenti", "Akhir Kepesertaan", "Akhir Masa Jabatan", "Sampai Tanggal",
        "Tgl NA",
    ),
    "death_date": (
        "Tanggal Meninggal", "Tgl Meninggal", "Tanggal Kematian", "Tgl Kematian", "Tanggal Wafat", "Tgl Wafat",
        "Meninggal Tanggal", "Meninggal", "Tanggal Meninggal Dunia", "Tgl Meninggal Dunia", "Date of death",
        "Death date",
        "Wafat", "Meninggal Dunia",
    ),
    "wage": (
        "Upah", "Gaji", "Upah per Bulan", "Upah Sebulan", "Gaji Pokok", "Upah Dilaporkan", "Dasar Upah", "Honor",
        "Wage",
        "Honorarium", "Upah (Rp)", "Gaji/Upah", "Upah/Gaji", "Upah Terakhir", "Upah Dasar", "Nominal Upah", "Insentif",
        "Besaran Upah", "Upah Tenaga Kerja", "Gaji Bulanan", "Salary",
    ),
    "work_place": (
        "Lokasi Kerja", "Tempat Kerja", "Lokasi Pekerjaan", "Tempat Bekerja", "Tempat Usaha", "Lokasi Bekerja",
        "Lokasi Usaha", "Work place", "Alamat Tempat Kerja", "Alamat Kerja", "Tempat Tugas", "Lokasi Tugas",
    ),
    "work_hours": (
        "Jam Kerja", "Waktu Kerja", "Jam Kerja per Hari", "Lama Kerja", "Jam Bekerja", "Work hours", "Jam Kerja/Hari",
    ),
    "income": (
        "Penghasilan", "Pendapatan", "Penghasilan per Bulan", "Rata-rata Penghasilan", "Dasar Penghasilan", "Income",
        "Penghasilan Bulanan", "Dasar Upah/Penghasilan", "Pendapatan per Bulan", "Penghasilan Rata-rata",
    ),
    "month": (
        "Bulan Iuran", "Bulan", "Periode Iuran", "Masa Iuran", "Bulan Kontribusi", "Iuran Bulan", "Untuk Bulan", "BLTH",
        "Bln Iuran", "Bln", "Periode", "Periode Bulan", "Bulan/Tahun", "Bulan Tahun", "BLTH Iuran", "Bulan Pembayaran",
        "Masa", "Month", "Bulan Tagihan", "Contribution month", "Periode Pembayaran", "Bulan dan Tahun",
    ),
    "month_from": (
        "Masa Iuran Dari", "Dari Bulan", "Bulan Awal", "Periode Awal", "Masa Iuran Awal", "Bulan Mulai", "Iuran Dari",
        "Month from", "Masa Iuran Mulai", "Periode Dari", "Dari", "Bulan Dari", "BLTH Awal", "Mulai Bulan",
    ),
    "month_to": (
        "Masa Iuran Sampai", "Sampai Bulan", "Bulan Akhir", "Periode Akhir", "Masa Iuran Akhir", "Iuran Sampai",
        "Month to", "Masa Iuran s.d.", "Masa Iuran s/d", "Periode Sampai", "S/D Bulan", "s.d. Bulan", "Bulan Sampai",
        "BLTH Akhir", "s/d", "Masa Iuran Sampai Dengan",
    ),
    "amount": (
        "Jumlah Iuran", "Total Iuran", "Iuran", "Jumlah Bayar", "Nominal", "Nominal Iuran", "Jumlah Dibayar",
        "Besar Iuran",
        "Iuran Dibayar", "Jumlah Pembayaran", "Nilai Iuran", "Jumlah (Rp)", "Total Bayar", "Iuran (Rp)", "Grand Total",
        "Besaran Iuran", "Amount", "Total Pembayaran", "Jumlah", "Total", "Pembayaran", "Bayar", "Rupiah", "Jumlah Rp",
        "Jumlah Iuran Dibayar", "Iuran per Bulan", "Total Iuran Dibayar", "Jumlah Tagihan", "Nilai",
    ),
    "paid_date": (
        "Tanggal Bayar", "Tgl Bayar", "Tanggal Pembayaran", "Tgl Pembayaran", "Tanggal Setor", "Tgl Setor",
        "Dibayar Tanggal",
        "Tanggal Lunas", "Tgl Lunas", "Paid date", "Tanggal Transaksi", "Tgl Transaksi", "Tanggal Dibayar",
        "Tgl Dibayar",
    ),
    "people_count": (
        "Jumlah TK", "Jumlah Tenaga Kerja", "Jumlah Peserta", "Jml TK", "Jml Peserta", "Jumlah Orang", "Banyak Peserta",
        "Jml Tenaga Kerja", "People count", "Banyaknya TK", "Jumlah Pekerja", "Jlh TK", "Jlh Peserta",
    ),
    "billing_code": (
        "Kode Iuran", "Kode Billing", "Kode Bayar", "ID Billing", "Billing", "Kode Tagihan", "No Tagihan",
        "Billing code",
        "Nomor Tagihan", "Kode Pembayaran", "No Kode Iuran",
    ),
    "ntpn": (
        "NTPN", "No NTPN", "Nomor NTPN", "Nomor Transaksi Penerimaan Negara", "NTPN/Bukti", "No Bukti", "Bukti Bayar",
        "Nomor Bukti",
    ),
    "payer": ("Pembayar", "Dibayar Oleh", "Pembayar Iuran", "Sumber Dana", "Payer"),
    "sp2d": ("No SP2D", "Nomor SP2D", "SP2D", "No. SP2D", "Nomor SP2D/SPM", "SP2D number"),
    "purpose": (
        "Uraian Belanja", "Uraian", "Uraian SP2D", "Untuk Keperluan", "Keperluan", "Untuk Pembayaran",
        "Uraian Kegiatan", "Purpose",
    ),
    "account": (
        "Kode Rekening", "Kode Rek", "Kode Rekening Belanja", "Rekening Belanja", "No Rekening Belanja", "Account code",
    ),
    "fund_year": ("Tahun Anggaran", "Thn Anggaran", "Tahun Dana", "Tahun Sumber Dana", "Fund year"),
    "note": (
        "Keterangan", "Ket", "Ket.", "Catatan", "Note", "Notes", "Remark", "Keterangan Lain", "Keterangan Tambahan",
        "Remarks",
    ),
}  # fmt: skip

IGNORED: tuple[str, ...] = (
    "No", "No.", "No Urut", "Nomor", "Nomor Urut", "Nmr", "Urut", "Urutan", "#", "No Baris", "Number", "Row",
    "Agama", "Pendidikan", "Pendidikan Terakhir", "Status Perkawinan", "Status Kawin", "Status Pernikahan", "Kawin",
    "Nama Ayah", "NIK Ayah", "NIK Ibu", "Ayah", "Nama Ayah Kandung", "Golongan Darah", "Gol Darah", "Suku",
    "Hubungan Keluarga", "SHDK", "Status Hubungan Dalam Keluarga", "Status Hubungan Keluarga", "Hubungan",
    "Kewarganegaraan", "Warganegara", "Email", "E-mail", "Alamat Email", "Surel", "Tanda Tangan", "TTD", "Paraf",
    "NPWP",
    "NPWP Perusahaan", "NIP", "No Rekening", "Nomor Rekening", "Rekening", "Nama Bank", "Bank", "Provinsi", "Propinsi",
    "Umur", "Usia", "Umur (Tahun)", "Foto", "Timestamp", "Desil", "Ranking", "Skor", "Nama Ahli Waris", "Ahli Waris",
    "NIK Ahli Waris", "No HP Ahli Waris", "NIK Pasangan", "Nama Pasangan", "Nama Suami", "Nama Istri", "NIK Suami",
    "NIK Istri", "NIK Kepala Keluarga", "NIK KK", "NIK Kep Keluarga", "No KTP Kepala Keluarga", "KTP Kepala Keluarga",
    "NIK Kepala Rumah Tangga", "Nama Lgkp Ayah",
    "Stat Hbkel", "ID DTKS", "ID DTSEN", "Nama Suami/Istri", "Jumlah Tanggungan", "Jumlah Anak", "Masalah", "Problem",
    "pekerjaan_id", "agama_id", "kk_level", "alamat_sekarang", "status_dasar", "status_rekam", "no_asuransi",
    "id_asuransi", "tanggal_akhir_paspor", "tanggalperkawinan", "tanggalperceraian", "ayah_nik", "ibu_nik", "ktp_el",
    "RT/RW/Kelurahan", "Nama Lurah", "Nama Camat", "Lurah", "Camat", "Tahun", "Tahun Lahir", "Bulan Lahir", "Hari",
    "Tanggal Cetak", "Tanggal Input", "Tanggal SK Berakhir", "Nomor SK", "No SK", "JHT TK", "JHT Perusahaan",
    "Iuran JHT TK", "Iuran JHT Perusahaan", "JP TK", "JP Perusahaan", "Iuran JP TK", "Total TK", "Total Perusahaan",
)  # fmt: skip

COMPOSITES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "birth": (
        ("birth_place", "birth_date"),
        (
            "Tempat/Tgl Lahir", "Tempat/Tanggal Lahir", "Tempat, Tanggal Lahir", "Tempat Tgl Lahir", "TTL", "T.T.L",
            "Tempat dan Tanggal Lahir", "Tempat & Tanggal Lahir", "Tmp/Tgl Lahir", "Tempat dan Tgl Lahir", "TTgl Lahir",
            "Tempat / Tgl. Lahir", "Tpt/Tgl Lahir", "Tmp Tgl Lahir", "Tempat, Tgl/Bln/Thn Lahir", "Tmpt/Tgl Lahir",
            "Tempat Tanggal Lahir Peserta", "Kelahiran", "Tempat Lahir/Tanggal Lahir", "Tempat Lahir/Tgl Lahir",
            "Tempat Lahir, Tanggal Lahir", "Tempat Lahir dan Tanggal Lahir",
        ),
    ),
    "rt_rw": (
        ("rt", "rw"),
        ("RT/RW", "RT RW", "RT-RW", "RT dan RW", "RT/RW.", "RT & RW", "Nomor RT/RW", "No RT/RW", "RT. RW."),
    ),
    "name_nik": (
        ("name", "nik"),
        ("Nama/NIK", "NIK/Nama", "Nama dan NIK", "NIK dan Nama", "Nama & NIK", "Nama, NIK", "Nama Lengkap/NIK",
         "Nama Lengkap dan NIK", "NIK, Nama", "Nama Peserta/NIK", "Nama / No. KTP"),
    ),
}  # fmt: skip

JOINED: dict[str, tuple[tuple[str, ...], ...]] = {
    "name": (
        ("Nama Depan", "Given name", "First name", "Nama Pertama", "Forename"),
        ("Nama Tengah", "Middle name"),
        ("Nama Belakang", "Surname", "Last name", "Nama Keluarga", "Family name", "Marga", "Nama Akhir"),
    ),
    "address": (
        (
            "Dusun", "Lingkungan", "Lorong", "No Rumah", "Nomor Rumah", "Gang", "Blok", "Perumahan", "Jalan",
            "Nama Jalan",
            "Jl", "Street number", "Street", "Alamat 1", "Alamat 2", "Address 1", "Address 2",
        ),
    ),
}  # fmt: skip

TICKS: dict[str, tuple[str, ...]] = {
    "L": ("L", "Laki-laki", "Lk", "Pria", "Laki"),
    "P": ("P", "Perempuan", "Pr", "Wanita"),
}

DATE_PARTS: tuple[tuple[str, ...], ...] = (
    ("Tgl", "Tanggal", "Hari", "Day"),
    ("Bln", "Bulan", "Month"),
    ("Thn", "Th", "Tahun", "Year"),
)
"""Three columns side by side that hold day, month and year of birth."""

ONE_OF: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "list": ((("name",),), (("nik",), ("birth_date",))),
    "participants": ((("name",),), (("nik",), ("birth_date",))),
    "payments": (
        (("kpj",), ("nik",), ("name",), ("billing_code",), ("npp",)),
        (("month",), ("month_from", "month_to"), ("month_from",)),
        (("amount",),),
    ),
    "disbursements": (
        (("sp2d",), ("purpose",), ("office",), ("kelurahan",)),
        (("paid_date",),),
        (("amount",),),
    ),
    "posts": ((("rt",),), (("kelurahan",),)),
    "groups": ((("npp",),), (("office",), ("segment",))),
}

PAYMENTS_ONLY: tuple[str, ...] = (
    "Jumlah", "Total", "Nilai", "Rupiah", "Nominal", "Grand Total", "Jumlah (Rp)", "Jumlah Rp", "Bulan", "Bln",
    "Periode",
    "Masa", "Bayar", "Pembayaran", "Dari", "s/d", "Jumlah Orang", "Bulan/Tahun", "Bulan Tahun", "Bulan dan Tahun",
)  # fmt: skip
PAYMENTS_FIRST: dict[str, str] = {"Sampai": "month_to", "Sampai Dengan": "month_to", "Mulai": "month_from"}

DISBURSEMENTS_FIRST: dict[str, str] = {
    "Tanggal SP2D": "paid_date", "Tgl SP2D": "paid_date", "Tanggal": "paid_date", "Tgl": "paid_date",
    "Tanggal Cair": "paid_date", "Tanggal Pencairan": "paid_date", "Tanggal Realisasi": "paid_date",
    "Nilai SP2D": "amount", "Jumlah SP2D": "amount", "Realisasi": "amount", "Nilai Realisasi": "amount",
    "Jumlah Realisasi": "amount", "Realisasi (Rp)": "amount", "Keterangan": "purpose",
    "Nomor SK": "note", "No SK": "note",
}  # fmt: skip
LAST_RESORT: frozenset[str] = frozenset({"keterangan"})
"""Of these, words that say so only where no other column does: beside an Uraian, Keterangan is a remark."""
OF_A_MONTH: frozenset[str] = frozenset({"amount", "paid_date", "billing_code", "ntpn"})
"""What a column of payments may hold for one month that its heading names."""
MONEY_KINDS: frozenset[str] = frozenset({"payments", "disbursements"})
"""Kinds of files in which the short words of PAYMENTS_ONLY mean money or months."""
TOLD_BY_CONTENT: frozenset[str] = frozenset({"list", "participants", "payments"})
"""Kinds whose rows may name people, so that a column without a heading may be told by its cells."""

ID_FIELDS: dict[str, tuple[str, ...]] = {
    "list": ("nik",),
    "participants": ("nik", "kpj"),
    "payments": ("nik", "kpj", "billing_code", "npp"),
    "disbursements": ("sp2d",),
    "posts": ("nik",),
    "groups": ("npp",),
}

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"(tempat|tmp|tpt|tmpt).*(tanggal|tgl).*(lahir|lhr)", "+birth"),
    (r"(tanggal|tgl|date).*(lahir|lhr|kelahiran|birth)", "birth_date"),
    (r"(tempat|tmp|tpt|tmpt|kota) .*(lahir|lhr|kelahiran)", "birth_place"),
    (r"\bibu\b.*kandung|\bnama ibu\b|gadis ibu", "mother"),
    (r"\b(ayah|bapak|ibu|suami|istri|pasangan|waris|wali|lurah|camat|bank|anak|sekolah|pelapor|saksi)\b", "-"),
    (r"\bnik\b|induk kependudukan", "nik"),
    (r"kartu keluarga|\b(no|nomor) ?kk\b", "kk"),
    (r"\bkpj\b|(no|nomor) .*peserta|kartu peserta", "kpj"),
    (r"\bnpp\b", "npp"),
    (r"jenis kelamin|jns kel", "sex"),
    (r"\brt\b.{0,5}\brw\b", "+rt_rw"),
    (r"(no|nomor) .*(hp|telp|telepon|wa|handphone)\b", "phone"),
    (r"(tanggal|tgl) .*(meninggal|kematian|wafat)", "death_date"),
    (r"(tanggal|tgl) .*(bayar|setor|lunas)", "paid_date"),
    (r"(tanggal|tgl) .*(akhir|berakhir|selesai|keluar|non ?aktif|berhenti)", "end_date"),
    (r"(tanggal|tgl|tmt) .*(mulai|masuk|daftar|kepesertaan|aktif)|\btmt\b", "start_date"),
    (r"\b(jumlah|jml|jlh|total|besar|besaran|nominal|nilai)\b.*\biuran\b", "amount"),
    (r"\b(bulan|periode|masa)\b.*\biuran\b|\biuran\b.*\bbulan\b", "month"),
    (r"\b(jumlah|jml|banyak\w*)\b.*\b(tk|tenaga kerja|peserta|pekerja|orang)\b", "people_count"),
    (r"\b(lokasi|tempat|alamat)\b.*\b(kerja|bekerja|usaha|tugas)\b", "work_place"),
    (r"\balamat\b", "address"),
    (r"\bnama\b.*\b(instansi|opd|skpd|perusahaan|unit|dinas|wadah)\b", "office"),
    (r"\bnama\b.*\bkelurahan\b", "kelurahan"),
    (r"\bnama\b.*\bkecamatan\b", "kecamatan"),
    (r"\bnama\b.*\b(lengkap|peserta|tenaga|tk|tkk|pekerja|pegawai|penerima|ketua|warga|penduduk|ktp)\b", "name"),
    (r"\b(upah|gaji|honor)\b", "wage"),
    (r"\bpenghasilan\b", "income"),
    (r"\bpekerjaan\b", "job"),
)

_SIGNS = re.compile(r"[^0-9a-zà-ÿ#]+")


def compact(text: str) -> str:
    """A heading with case, spaces and signs taken away: the form in which headings are compared."""
    return _SIGNS.sub("", text.lower())


def _known() -> dict[str, tuple[tuple[str, int], ...]]:
    known: dict[str, tuple[tuple[str, int], ...]] = {}
    for field, words in SYNONYMS.items():
        for rank, word in enumerate(words):
            form = compact(word)
            if field not in {found for found, _ in known.get(form, ())}:
                known[form] = (*known.get(form, ()), (field, rank))
    return known


KNOWN: dict[str, tuple[tuple[str, int], ...]] = _known()
KNOWN_IGNORED: frozenset[str] = frozenset(compact(word) for word in IGNORED)
COUNTERS: frozenset[str] = frozenset(compact(word) for word in ("No", "Nomor", "Nmr", "Number"))
"""Headings of a running number, under which NIK or No. KK stand as well."""
KNOWN_COMPOSITES: dict[str, str] = {compact(word): key for key, (_, words) in COMPOSITES.items() for word in words}
KNOWN_PARTS: dict[str, tuple[str, int]] = {
    compact(word): (field, place)
    for field, parts in JOINED.items()
    for place, words in enumerate(parts)
    for word in words
}
KNOWN_TICKS: dict[str, str] = {compact(word): letter for letter, words in TICKS.items() for word in words}
KNOWN_PAYMENTS_ONLY: frozenset[str] = frozenset(compact(word) for word in PAYMENTS_ONLY)
KNOWN_PAYMENTS_FIRST: dict[str, str] = {compact(word): field for word, field in PAYMENTS_FIRST.items()}
KNOWN_FIRST: dict[str, dict[str, str]] = {
    "payments": KNOWN_PAYMENTS_FIRST,
    "disbursements": {compact(word): field for word, field in DISBURSEMENTS_FIRST.items()},
}
"""Headings that mean something else, or something at all, only in a file of that kind."""
KNOWN_SEX_PARENTS: frozenset[str] = frozenset(compact(word) for word in (*SYNONYMS["sex"], "Umur", "Usia"))
KNOWN_DATE_PARTS: tuple[frozenset[str], ...] = tuple(frozenset(map(compact, words)) for words in DATE_PARTS)
