"""Papers and photos that come with money: kept by their SHA-256, sent back as they came."""

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse

from padan.web import vault
from padan.web.funds.refusals import TOO_LARGE
from padan.web.refusals import NOT_THERE

TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


def kept(file: "File[Any] | None") -> tuple[str, str]:
    """(SHA-256, name) of a kept file; ("", "") where none was sent. Raises TOO_LARGE."""
    if not file:
        return "", ""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise TOO_LARGE
    sha256, _ = vault.keep(file.chunks())
    name = (file.name or "").replace("\\", "/").rsplit("/", 1)[-1][-255:]
    return sha256, name or "berkas"


def sent(sha256: str, name: str) -> FileResponse:
    """A kept file as a download, never shown in place. Raises NOT_THERE where there is none."""
    path = vault.path_of(sha256) if sha256 else None
    if path is None or not path.exists():
        raise NOT_THERE
    kind = TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
