"""Reads the letterhead of the minutes from a TOML file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.errors import UnreadableFileError, UsageError, system_reason
from padan.domain.letterhead import Agreed, Letterhead, Logo, Signatory
from padan.files.naming import is_endless

MAX_LOGO_BYTES = 2_000_000
LOGO_STARTS: tuple[tuple[bytes, str], ...] = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"<", "svg"))

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "kop": {"pemerintah": "government", "instansi": "office", "alamat": "address", "kontak": "contact"},
    "nomor": {"pihak_kesatu": "first_number", "pihak_kedua": "second_number"},
    "acara": {"tempat": "place", "kota": "city"},
}
"""Sections of plain texts: key in the file -> field of Letterhead."""

SIGNATORIES: Mapping[str, str] = {"pihak_kesatu": "first", "pihak_kedua": "second", "mengetahui": "acknowledging"}
SIGNATORY_KEYS: Mapping[str, str] = {
    "nama": "name",
    "nip": "nip",
    "pangkat": "rank",
    "jabatan": "post",
    "instansi": "office",
    "alamat": "address",
}
AGREED_KEYS: Mapping[str, str] = {"apa": "what", "siapa": "who", "batas": "due"}


def read_letterhead(path: Path) -> Letterhead:
    """The letterhead; keys that are missing stay empty, keys that are not known are named in `unread`.

    Raises UnreadableFileError where the file is missing or is no TOML, UsageError where a value has the wrong kind.
    """
    found = _Values(path, _parsed(path))
    texts: dict[str, Any] = {}
    for section, keys in SECTIONS.items():
        texts |= found.texts(found.table(section), section, keys)
    for key, field in SIGNATORIES.items():
        texts[field] = found.signatory(found.table(key), key)
    return Letterhead(
        **texts,
        logo=found.logo(),
        day=found.day(),
        witnesses=tuple(found.signatory(item, "saksi") for item in found.tables("saksi")),
        bases=found.bases(),
        agreed=tuple(found.agreed(item) for item in found.tables("tindak_lanjut")),
        unread=tuple(found.unread()),
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if is_endless(path):
            raise _unreadable(path, "bukan berkas biasa", "is not a regular file")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise _unreadable(path, "tidak ada; periksa nama dan tempatnya", "does not exist") from error
    except OSError as error:
        reason = system_reason(error)
        raise _unreadable(path, f"tidak dapat dibuka ({reason})", f"cannot be opened ({reason.text_en})") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "bukan teks UTF-8", "is not UTF-8 text") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        where = f" (baris {place[1]})" if place else ""
        raise _unreadable(path, f"bukan TOML yang sah{where}", f"is not valid TOML ({error})") from error


def _unreadable(path: Path, text_id: str, text_en: str) -> UnreadableFileError:
    return UnreadableFileError(f"berkas kop {path.name} {text_id}", f"letterhead file {path.name} {text_en}")


class _Values:
    """The file's values, each asked for by its kind; remembers which keys were asked for."""

    def __init__(self, path: Path, data: Mapping[str, Any]) -> None:
        self._path = path
        self._data = data
        self._asked: set[str] = set()

    def table(self, key: str) -> Mapping[str, Any]:
        self._asked.add(key)
        value = self._data.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"bagian [{key}]", f"a section [{key}]")
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        self._asked.add(key)
        value = self._data.get(key, [])
        value = [value] if isinstance(value, dict) else value
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(key, f"bagian berulang [[{key}]]", f"repeated sections [[{key}]]")
        return value

    def texts(self, table: Mapping[str, Any], section: str, keys: Mapping[str, str]) -> dict[str, str]:
        """The texts of a section that are there, by the name of their field."""
        self._asked |= {f"{section}.{key}" for key in keys}
        return {field: self._text(table[key], f"{section}.{key}") for key, field in keys.items() if key in table}

    def signatory(self, table: Mapping[str, Any], section: str) -> Signatory:
        return Signatory(**self.texts(table, section, SIGNATORY_KEYS))

    def agreed(self, table: Mapping[str, Any]) -> Agreed:
        return Agreed(**self.texts(table, "tindak_lanjut", AGREED_KEYS))

    def bases(self) -> tuple[str, ...]:
        self._asked.add("dasar")
        value = self._data.get("dasar", [])
        if not isinstance(value, list):
            raise self._wrong("dasar", 'daftar teks, misalnya dasar = ["UU 24/2011"]', "a list of texts")
        return tuple(self._text(item, "dasar") for item in value)

    def day(self) -> date | None:
        """The day of the meeting: a TOML date, or a text such as "18 Desember 2024"."""
        self._asked.add("acara.tanggal")
        value = self.table("acara").get("tanggal", "")
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        read = read_date(value).value if isinstance(value, str) else None
        if read is None and value != "":
            raise self._wrong("acara.tanggal", "tanggal, misalnya 2024-12-18", "a date, such as 2024-12-18")
        return read

    def logo(self) -> Logo | None:
        """The picture named in [kop] logo, its path taken from where the file lies."""
        self._asked.add("kop.logo")
        name = self.table("kop").get("logo", "")
        if not name:
            return None
        where = self._path.parent / self._text(name, "kop.logo")
        try:
            data = b"" if is_endless(where) else where.read_bytes()
        except (OSError, ValueError) as error:
            raise self._wrong("kop.logo", "berkas gambar yang ada", "a picture file that exists") from error
        kind = next(
            (kind for start, kind in LOGO_STARTS if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start)), None
        )
        if kind is None or len(data) > MAX_LOGO_BYTES:
            raise self._wrong("kop.logo", "SVG, PNG atau JPEG sampai 2 MB", "an SVG, PNG or JPEG of up to 2 MB")
        return Logo(data, kind)

    def unread(self) -> Iterator[str]:
        """Keys of the file that nobody asked for."""
        for key, value in self._data.items():
            if key not in self._asked:
                yield key
                continue
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield from (f"{key}.{inner}" for inner in item if f"{key}.{inner}" not in self._asked)

    def _text(self, value: Any, key: str) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            raise self._wrong(key, "teks di antara tanda kutip", "a text between quotes")
        return plain_text(str(value))

    def _wrong(self, key: str, text_id: str, text_en: str) -> UsageError:
        return UsageError(
            f"berkas kop {self._path.name}: isi {key} harus berupa {text_id}",
            f"letterhead file {self._path.name}: {key} must be {text_en}",
        )
