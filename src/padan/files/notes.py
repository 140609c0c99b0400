"""Notes on how a file was read: a code, a colon, and what it is about; and the sentences for a person."""

SENTENCES: dict[str, tuple[str, str]] = {
    "hidden_sheet_read": ("lembar tersembunyi ikut dibaca", "the hidden sheet was read too"),
    "hidden_rows_read": ("{} baris tersembunyi ikut dibaca", "{} hidden rows were read too"),
    "invisible_characters": (
        "tanda tak terlihat di dalam sel diabaikan (misalnya penanda arah tulisan)",
        "invisible signs inside cells were passed over (marks of writing direction, for one)",
    ),
    "one_column": (
        "semua isi berada dalam satu kolom dengan tanda “{}” di antaranya (CSV yang dibuka dengan pemisah lain); "
        "dipisah menjadi kolom-kolomnya",
        "everything stands in one column with “{}” between (a CSV opened with another delimiter); it was told apart "
        "into its columns",
    ),
    "quote_not_closed": (
        "baris {}: tanda kutip dibuka dan tidak ditutup; baris itu dan sesudahnya dibaca satu per satu, periksa isinya",
        "line {}: a quotation mark is opened and not closed; that line and those behind it were read one by one, look "
        "them over",
    ),
    "error_cells": (
        "{} sel berisi galat rumus (#N/A, #REF! dan sejenisnya) dibaca sebagai kosong; betulkan rumusnya",
        "{} cells that show the error of a formula (#N/A, #REF! and the like) were read as blank; mend the formula",
    ),
    "epoch_1904": ("tanggal buku kerja ini dihitung dari 1904", "this workbook counts its dates from 1904"),
    "sheet_skipped": ("lembar dilewati: {}", "sheet passed over: {}"),
    "file_skipped": (
        "berkas dilewati karena bukan lembar kerja: {}; salin isinya ke templat Excel",
        "file passed over, it is no sheet: {}; copy its content into the Excel template",
    ),
    "result_skipped": (
        "folder hasil di dalam folder yang diberikan tidak dibaca sebagai daftar: {}",
        "a folder of results inside the folder that was given was not read as lists: {}",
    ),
    "empty_file": ("berkas kosong", "the file is empty"),
    "no_rows": ("tidak ada baris di bawah judul kolom", "no row below the heading"),
    "month_told": (
        "tidak ada kolom bulan; semua baris dibaca sebagai iuran {}, menurut nama lembar, nama berkas atau judul",
        "no column for the month; every row is read as of {}, as the sheet's name, the file's name or the title says",
    ),
    "months_across": (
        "setiap bulan berkolom sendiri; setiap sel berisi dibaca sebagai iuran baris itu untuk bulannya "
        "(kosong, 0, “-”, “belum”: tidak dibayar): {}",
        "a column for each month; every filled cell is read as the row's payment for that month "
        "(blank, 0, “-”, “belum”: not paid): {}",
    ),
    "rt_told": (
        "tidak ada kolom RT; semua baris dibaca sebagai RT {}, menurut nama lembar, nama berkas atau judul",
        "no column for the RT; every row is read as of RT {}, as the sheet's name, the file's name or the title says",
    ),
    "month_first": (
        "kolom {}: sebagian tanggalnya hanya mungkin bulan/hari/tahun, maka semuanya dibaca begitu",
        "column {}: some of its dates can only be month/day/year, so all of them are read so",
    ),
    "tables_read": (
        "{} tabel pada satu lembar dibaca sebagai satu daftar",
        "{} tables on one sheet were read as one list",
    ),
    "numbers_exchanged": (
        "isi kolom NIK dan No. KK tertukar; keduanya dibaca menurut isinya, betulkan judulnya",
        "the columns NIK and No. KK are exchanged; both were read by what they hold, put their headings right",
    ),
    "no_heading": (
        "judul kolom tidak ada; kolom dikenali dari isinya, periksa hasilnya",
        "no heading; the columns were told by what they hold, look the result over",
    ),
    "above_heading": (
        "{} baris di atas judul kolom berisi orang dan ikut dibaca; pindahkan judul ke atas datanya",
        "{} rows above the heading hold people and were read too; move the heading above its data",
    ),
    "decrypted": ("berkas bersandi dibuka dengan kata sandi", "the encrypted file was opened with its password"),
    "given_twice": (
        "berkas diberikan lebih dari sekali; dibaca sekali",
        "the file was given more than once; read once",
    ),
    "misnamed": ("isi berkas ini adalah {}, bukan seperti namanya", "the file holds {}, unlike its name"),
    "copy_not_encrypted": ("salinan ini tidak bersandi", "this copy is not encrypted"),
    "signature_void": (
        "tanda tangan digital buku kerja tidak berlaku lagi pada salinan",
        "the workbook's digital signature is void in the copy",
    ),
    "formulas_dropped": ("rumus diganti nilainya pada salinan", "formulas are their values in the copy"),
    "macros_dropped": ("makro tidak ikut pada salinan", "macros are not in the copy"),
    "links_dropped": (
        "tautan dan sambungan ke luar buku kerja tidak ikut pada salinan",
        "links and connections out of the workbook are not in the copy",
    ),
    "pictures_dropped": (
        "gambar, grafik, komentar, tabel Excel dan tabel pivot tidak ikut pada salinan",
        "pictures, charts, comments, Excel tables and pivot tables are not in the copy",
    ),
    "new_workbook": (
        "berkas {} dikembalikan sebagai .xlsx baru: isi sel sebagai teks, tanpa rumus dan tampilan",
        "the {} file comes back as a new .xlsx: cells as text, without formulas and looks",
    ),
    "hidden_shown": ("lembar tersembunyi tampak pada salinan", "hidden sheets show in the copy"),
    "columns_joined": ("beberapa kolom digabung: {}", "several columns were joined: {}"),
}


def sentence(note: str, lang: str = "id") -> str:
    """The note as a sentence in Indonesian (`id`) or English (`en`)."""
    code, _, about = note.partition(":")
    text_id, text_en = SENTENCES[code]
    return (text_en if lang == "en" else text_id).format(about)
