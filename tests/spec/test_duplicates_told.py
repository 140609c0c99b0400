"""A duplicate is told field by field beside the row that is kept, also where only a third row joins the two."""

from pathlib import Path

from reconcile_runs import read_result, reconcile, write_csv

HEAD = ("NIK", "Nama", "Tanggal Lahir", "Kelurahan")
ROWS = (
    ("1571014505909001", "RINA PITAR", "05-05-1990", "Legok"),
    ("", "RINA P", "05-05-1990", ""),
    ("1571046709729002", "SOLTA KEMUN", "27-09-1972", "Rawasari"),
)
SIDES = [f"{end}_{key}" for end in "ab" for key in ("side", "nik", "name", "birth_date")]


def test_rows_that_a_human_joined_through_a_third(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "l.csv", HEAD, ROWS)
    insured = write_csv(tmp_path / "p.csv", HEAD, [("1571020606809001", "JUKI BARUS", "06-06-1980", "Legok")])
    same = [["list", *ROWS[a][:3], "list", *ROWS[b][:3], "same"] for a, b in ((0, 1), (1, 2))]
    told = write_csv(tmp_path / "jawaban.csv", [*SIDES, "decision"], same)
    options = ["--decisions", str(told)]
    for more in ([], ["--state", str(tmp_path / "state")]):
        assert reconcile([people], [insured], tmp_path / "out", *options, *more) == 0
        rows = read_result(tmp_path / "out").rows
        third = rows.filter(side="list", record=3).row(0, named=True)
        assert (third["bucket"], third["match_record"], third["probability"]) == ("duplicate", 1, 1.0)
        reasons = {reason["field"]: reason["outcome"] for reason in third["reasons"]}
        assert reasons == {"nik": "different", "name": "different", "birth_date": "different", "sex": "equal"}
