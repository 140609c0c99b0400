"""What is said of a file in which no row names a person: nothing of it was matched, whatever else came out."""

from padan.documents.wording import number


def nobody_in(file: str, sheet: str, rows: int, lang: str) -> str:
    """One sheet of which every row was rejected."""
    place = f"{file} [{sheet}]" if sheet else file
    if lang == "en":
        return (
            f"{place}: not one of its {rows:,} rows says who it is about (no name, no readable NIK), so nothing of "
            "it was matched. Check the headings and what stands below them, then run again."
        )
    return (
        f"{place}: tidak satu pun dari {number(rows)} barisnya menyebut orangnya (tanpa nama, tanpa NIK yang terbaca), "
        "sehingga tidak ada yang dicocokkan. Periksa judul kolom dan isinya, lalu jalankan lagi."
    )
