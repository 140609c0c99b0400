"""What the head of an office is called on papers where nobody typed a post."""

import pytest

from padan.web.accounts.models import Office
from padan.web.official.letterheads import head_title
from padan.web.roles import OfficeKind


@pytest.mark.parametrize(
    ("kind", "office", "head"),
    [
        (OfficeKind.LEADERS, "Sekretariat Daerah Kota Jambi", "Sekretaris Daerah Kota Jambi"),
        (OfficeKind.INSPECTORATE, "Inspektorat Kota Jambi", "Inspektur Kota Jambi"),
        (OfficeKind.OPD, "Sekretariat DPRD Kota Jambi", "Sekretaris DPRD Kota Jambi"),
        (OfficeKind.OPD, "Rumah Sakit Umum Daerah Abdul Rekaan", "Direktur Rumah Sakit Umum Daerah Abdul Rekaan"),
        (OfficeKind.OPD, "Dinas Sosial", "Kepala Dinas Sosial"),
        (OfficeKind.PEMERINTAHAN, "Bagian Pemerintahan Kota Jambi", "Kepala Bagian Pemerintahan Kota Jambi"),
        (OfficeKind.BAPPEDA, "Bappeda Kota Jambi", "Kepala Bappeda Kota Jambi"),
        (OfficeKind.BPJS, "BPJS Ketenagakerjaan Cabang Jambi", "Kepala Kantor Cabang BPJS Ketenagakerjaan Jambi"),
    ],
)
def test_each_office_has_its_own_head(kind: OfficeKind, office: str, head: str) -> None:
    assert head_title(Office(kind=kind, name=office)) == head
