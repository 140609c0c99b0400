"""Workbooks with a password."""

import io
from dataclasses import dataclass

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from padan.domain.errors import UnreadableFileError


@dataclass
class PasswordNeededError(UnreadableFileError):
    """The file has a password and none, or a wrong one, was given. Who runs the program may ask for it."""


def needed(given: bool) -> PasswordNeededError:
    """The error for no password (`given` False) or a wrong one."""
    if given:
        return PasswordNeededError(
            "berkas bersandi dan kata sandi yang diberikan salah", "the file is encrypted and the password is wrong"
        )
    return PasswordNeededError(
        "berkas bersandi; beri kata sandi dengan --password", "the file is encrypted; give its password by --password"
    )


def demand_open(manifest: bytes) -> None:
    """Refuses an OpenDocument sheet whose manifest says that its parts, or all of it, are encrypted.

    [ODF 1.3, part 2, 3.4.1]: an encrypted part has the element `encryption-data`.
    """
    if b"encryption-data" in manifest:
        raise UnreadableFileError(
            "berkas .ods bersandi tidak dapat dibuka, dengan kata sandi pun tidak; simpan ulang tanpa kata sandi "
            "atau sebagai .xlsx",
            "an encrypted .ods cannot be opened, not even with its password; save it without one or as .xlsx",
        )


def is_encrypted_xls(data: bytes) -> bool:
    """Whether an .xls has a password to open it."""
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # its parser raises many kinds for damaged files; calamine then says what is wrong
        return False


def decrypt(data: bytes, password: str | None) -> bytes:
    """The file without its password. Raises PasswordNeededError for none or a wrong one."""
    if not password:
        raise needed(given=False)
    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if office.format == "ooxml":
            office.load_key(password=password, verify_password=True)
        else:
            office.load_key(password=password)
        office.decrypt(plain)
    except InvalidKeyError as error:
        raise needed(given=True) from error
    except (DecryptionError, FileFormatError, ParseError) as error:
        raise _unsupported() from error
    except Exception as error:  # damaged containers end in errors of many kinds
        raise _unsupported() from error
    return plain.getvalue()


def _unsupported() -> UnreadableFileError:
    return UnreadableFileError(
        "berkas bersandi tidak dapat dibuka (rusak atau cara sandinya tidak dikenal); simpan ulang tanpa kata sandi",
        "the encrypted file cannot be opened (damaged, or an unknown way of encryption); save it without a password",
    )
