"""Signs a PDF with the certificate of an office (PAdES), so that any later change of a byte is told by every reader."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter

from padan.domain.errors import UnreadableFileError


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key in a PKCS #12 file, its password, and whose it is."""

    path: Path
    password: bytes
    office: str


def certify(pdf: bytes, certificate: Certificate, *, field: str, place: str) -> bytes:
    """The PDF with one more signature, in a field of that name.

    Raises UnreadableFileError where the file or its password is wrong.
    """
    signer = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(certificate.path), passphrase=certificate.password
    )
    if signer is None:
        raise UnreadableFileError(
            f"sertifikat {certificate.office} tidak dapat dibuka; periksa berkas dan kata sandinya",
            f"the certificate of {certificate.office} cannot be opened; check the file and its password",
        )
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=certificate.office,
        location=place or None,
        reason="Berita acara rekonsiliasi",
        subfilter=SigSeedSubFilter.PADES,
    )
    out = io.BytesIO()
    document = IncrementalPdfFileWriter(io.BytesIO(pdf))
    with ThreadPoolExecutor(1) as pool:  # pyHanko begins an event loop, and this thread may be in one already
        pool.submit(PdfSigner(metadata, signer=signer).sign_pdf, document, output=out).result()
    return out.getvalue()
