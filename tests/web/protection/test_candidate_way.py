"""The way of candidates: each step by the right role, one or a whole list; returned, set, sent, answered, paid."""

from datetime import date

import pytest
from cast import signed_in
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from protection_city import BUDI, JOKO, RINA, TODAY, WHOLE, cleared, quarter
from workbooks import filled, lines_of

from padan.web.periods.models import Period
from padan.web.protection import paying
from padan.web.protection.models import (
    Candidate,
    Mutation,
    MutationLayout,
    MutationLine,
    Person,
    PersonFact,
    Repair,
    Step,
)
from padan.web.protection.refusals import NOT_ELIGIBLE, NOT_NOW, NOT_READY, NOT_YET_ELIGIBLE
from padan.web.protection.selectors import candidates_of
from padan.web.protection.services import (
    candidates_judge,
    mutation_make,
    mutation_workbook,
    step_take,
    steps_take,
)
from padan.web.protection.todos import todos
from padan.web.refusals import ConflictError, NotThereError, RefusedError
from thorough import one_in
from told_again import told_again

pytestmark = [pytest.mark.django_db, one_in(4)]
DECREE = "519/2025"


@pytest.fixture
@told_again
def listed(cast):
    """Budi and Rina can be set; of Joko nothing is known."""
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.listed(**RINA, **{**WHOLE, "kk": "9971010101129002"})
    city.listed(**JOKO)
    city.publish()
    found = {c.person.name.split()[0].lower(): c for c in Candidate.objects.select_related("person")}
    for name in ("budi", "rina"):
        found[name] = cleared(found[name])
    return found


def take(acting, candidate, step, **more):
    return step_take(acting=acting, candidate=candidate, step=step, day=TODAY, **more)


def to_set(cast, *candidates) -> None:
    ids = [candidate.pk for candidate in candidates]
    for acting, step, document in (
        (cast.lukman, "verified", ""), (cast.camat, "checked", ""), (cast.bappeda, "set", DECREE)
    ):  # fmt: skip
        assert steps_take(acting=acting, candidates=ids, step=step, day=TODAY, document=document).count == len(ids)


def test_each_step_by_the_right_role(cast, listed):
    budi = listed["budi"]
    for wrong, step in ((cast.siti, "verified"), (cast.camat, "verified"), (cast.lukman, "checked")):
        with pytest.raises(ConflictError):
            take(wrong, budi, step)
    with pytest.raises(NotThereError):
        take(cast.murni_lurah, budi, "verified")
    with pytest.raises(NotThereError):
        take(cast.other_camat, budi, "checked")
    take(cast.lukman, budi, "verified")
    take(cast.camat, budi, "checked")
    with pytest.raises(RefusedError, match="nomor"):
        take(cast.bappeda, budi, "set")
    step = take(cast.bappeda, budi, "set", document=DECREE)
    assert (step.role, step.office.name, step.by_name, step.document) == (
        "bappeda", "Bappeda Kota Jambi", "Rina Marlina", DECREE,
    )  # fmt: skip
    assert [s.step for s in budi.steps.all()] == ["proposed", "verified", "checked", "set"]


def test_a_candidates_page_sets_nobody_by_decree_for_it_knows_no_months(cast, listed):
    budi = listed["budi"]
    take(cast.lukman, budi, "verified")
    take(cast.camat, budi, "checked")
    address = reverse("protection:step", args=[budi.pk])
    said = {"step": "set", "day": TODAY.isoformat(), "document": DECREE}
    assert signed_in(cast.bappeda).post(address, said).status_code == 409
    budi.refresh_from_db()
    assert budi.step == "checked"


def test_returned_with_a_reason_and_proposed_again(cast, listed):
    budi = listed["budi"]
    take(cast.lukman, budi, "verified")
    with pytest.raises(RefusedError, match="alasan"):
        take(cast.camat, budi, "returned")
    take(cast.camat, budi, "returned", reason="Alamatnya di kelurahan lain")
    take(cast.siti, budi, "proposed")
    budi.refresh_from_db()
    assert budi.step == "proposed"


def test_nobody_is_set_who_is_not_eligible_and_ready(cast, listed):
    joko = listed["joko"]
    take(cast.lukman, joko, "verified")
    take(cast.camat, joko, "checked")
    with pytest.raises(RefusedError) as refused:
        take(cast.bappeda, joko, "set", document=DECREE)
    assert refused.value.text_id == NOT_YET_ELIGIBLE.text_id
    Candidate.objects.filter(pk=joko.pk).update(state="not_eligible")
    with pytest.raises(RefusedError) as refused:
        take(cast.bappeda, joko, "set", document=DECREE)
    assert refused.value.text_id == NOT_ELIGIBLE.text_id
    Candidate.objects.filter(pk=joko.pk).update(state="eligible")
    with pytest.raises(RefusedError) as refused:
        take(cast.bappeda, joko, "set", document=DECREE)
    assert refused.value.text_id == NOT_READY.text_id


def test_a_whole_list_in_one_click_and_why_some_did_not(cast, listed):
    ids = [candidate.pk for candidate in listed.values()]
    assert steps_take(acting=cast.lukman, candidates=ids, step="verified", day=TODAY).count == 3
    assert steps_take(acting=cast.camat, candidates=ids, step="checked", day=TODAY).count == 3
    taken = steps_take(acting=cast.bappeda, candidates=ids, step="set", day=TODAY, document=DECREE)
    assert (taken.count, taken.left) == (2, {(NOT_YET_ELIGIBLE.text_id, NOT_YET_ELIGIBLE.text_en): 1})
    again = steps_take(acting=cast.bappeda, candidates=ids, step="set", day=TODAY, document=DECREE)
    assert (again.count, again.left[NOT_NOW.text_id, NOT_NOW.text_en]) == (0, 2)


def test_the_pages_take_the_same_steps(cast, listed):
    listing = f"{reverse('protection:candidates')}?tahun=2025&program=pekerja_rentan"
    said = {"tahun": "2025", "program": "pekerja_rentan", "day": "2025-02-03"}
    lurah, camat = signed_in(cast.lukman), signed_in(cast.camat)
    assert "Verifikasi semua (3)" in lurah.get(listing).content.decode()
    lurah.post(reverse("protection:steps"), {**said, "step": "verified"})
    assert "Nyatakan semua diperiksa (3)" in camat.get(listing).content.decode()
    address = reverse("protection:step", args=[listed["joko"].pk])
    answer = camat.post(address, {"step": "returned", "day": "2025-02-03", "reason": "KTP belum ada"}, follow=True)
    assert "KTP belum ada" in answer.content.decode()
    camat.post(reverse("protection:steps"), {**said, "step": "checked"})
    assert sorted(Candidate.objects.values_list("step", flat=True)) == ["checked", "checked", "returned"]
    assert camat.post(reverse("protection:steps"), {**said, "step": "terbang"}).status_code == 409


def test_steps_are_append_only(cast, listed):
    step = Step.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        step.delete()


def test_sent_registered_with_refusals_and_sent_again(cast, listed):
    budi, rina = listed["budi"], listed["rina"]
    to_set(cast, budi, rina)
    bappeda, branch = signed_in(cast.bappeda), signed_in(cast.branch)
    year = str(budi.year)
    answer = bappeda.post(
        reverse("protection:mutation_make"), {"programme": "pekerja_rentan", "year": year, "number": "MUT-1"}
    )
    mutation = Mutation.objects.get()
    assert answer.url == reverse("protection:mutation", args=[mutation.pk])
    assert "BUDI SANTOSO" in branch.get(answer.url).content.decode()
    data = branch.get(reverse("protection:mutation_download", args=[mutation.pk])).content
    headings, rows = lines_of(data)
    assert headings[:4] == ["Jenis Mutasi", "NIK", "KPJ", "Nama Lengkap"]
    assert headings[-3:] == ["Jawaban", "Per Tanggal", "Alasan Penolakan"]
    assert [row[-3:] for row in rows] == [["", "", ""], ["", "", ""]]
    assert [row[:4] for row in rows] == [
        ["Masuk", BUDI["nik"], "", "BUDI SANTOSO"], ["Masuk", RINA["nik"], "", "RINA WATI"],
    ]  # fmt: skip
    said = {
        BUDI["nik"]: {"Jawaban": "Diterima", "KPJ": "25000000001", "Per Tanggal": "05-02-2025"},
        RINA["nik"]: {"Jawaban": "Ditolak", "Alasan Penolakan": "Nama tidak sesuai"},
    }
    answers = reverse("protection:mutation_answers", args=[mutation.pk])
    told = branch.post(answers, {"file": filled(data, said)}, follow=True).content.decode()
    assert "Diterima 1" in told
    assert "Ditolak 1" in told
    steps = {c.person.name: (c.step, c.steps.last().reason, c.steps.last().day) for c in Candidate.objects.all()}
    assert steps["BUDI SANTOSO"] == ("registered", "", date(2025, 2, 5))
    assert steps["RINA WATI"][:2] == ("refused", "Nama tidak sesuai")
    assert MutationLine.objects.get(candidate=budi).kpj == "25000000001"
    known = lines_of(mutation_workbook(cast.branch, mutation))[1]
    assert [(row[-3], row[-1]) for row in known] == [("Diterima", ""), ("Ditolak", "Nama tidak sesuai")]
    assert known[0][-2] == "05-02-2025"
    again = mutation_make(acting=cast.bappeda, year=budi.year, programme="pekerja_rentan", number="MUT-2", day=TODAY)
    assert [line.candidate_id for line in again.lines.all()] == [rina.pk]
    strange = filled(data, {BUDI["nik"]: {"Jawaban": "entahlah"}})
    assert branch.post(answers, {"file": strange}).status_code == 422


def test_the_branch_answers_again_and_the_step_follows_or_the_row_is_told_as_not_used(cast, listed):
    budi, rina = listed["budi"], listed["rina"]
    to_set(cast, budi, rina)
    mutation = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    branch, data = signed_in(cast.branch), mutation_workbook(cast.bappeda, mutation)
    answers = reverse("protection:mutation_answers", args=[mutation.pk])

    def told(budi_word: str, rina_word: str) -> str:
        said = {BUDI["nik"]: {"Jawaban": budi_word}, RINA["nik"]: {"Jawaban": rina_word}}
        return branch.post(answers, {"file": filled(data, said)}, follow=True).content.decode()

    told("Diterima", "Ditolak")
    page = told("Ditolak", "Diterima")
    assert "Diterima 1" in page
    assert "dikirim lagi dengan daftar lain 1" in page
    stands = dict(Candidate.objects.values_list("person__name", "step"))
    assert (stands["BUDI SANTOSO"], stands["RINA WATI"]) == ("registered", "registered")
    assert [line.answer for line in mutation.lines.all()] == ["accepted", "accepted"]


def test_an_old_answer_says_nothing_of_whom_a_newer_list_has_sent_again(cast, listed):
    rina = listed["rina"]
    to_set(cast, rina)
    first = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    branch, data = signed_in(cast.branch), mutation_workbook(cast.bappeda, first)
    answers = reverse("protection:mutation_answers", args=[first.pk])
    branch.post(answers, {"file": filled(data, {RINA["nik"]: {"Jawaban": "Ditolak"}})})
    mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-2", day=TODAY)
    for word in ("Ditolak", "Diterima"):
        branch.post(answers, {"file": filled(data, {RINA["nik"]: {"Jawaban": word}})})
        assert Candidate.objects.get(pk=rina.pk).step == "sent", word


def test_changes_and_leavers_are_told_to_the_branch_once(cast, listed):
    budi, rina = listed["budi"], listed["rina"]
    to_set(cast, budi, rina)
    first = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    steps_take(acting=cast.branch, candidates=[budi.pk, rina.pk], step="registered", day=TODAY)
    with pytest.raises(RefusedError):
        mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-2", day=TODAY)
    take(cast.lukman, rina, "ended", reason="ke Muaro Jambi", cause="moved")
    Candidate.objects.filter(pk=budi.pk).update(said={**budi.said, "phone": "081299999999"})
    second = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-2", day=TODAY)
    assert [(line.kind, line.candidate_id) for line in second.lines.all()] == [("out", rina.pk), ("change", budi.pk)]
    headings, rows = lines_of(mutation_workbook(cast.bappeda, second))
    assert rows[0][headings.index("Alasan Keluar")] == "pindah dari kelurahan ini: ke Muaro Jambi"
    assert rows[1][headings.index("No. HP")] == "081299999999"
    assert first.lines.first().said["phone"] == WHOLE["phone"]
    with pytest.raises(RefusedError):
        mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-3", day=TODAY)


@pytest.mark.parametrize(
    ("name", "mother", "told"),
    [
        ("H. Boedi Santoso, S.E.", "Ibu Aminah", False), ("Santoso Budi", "AMINAH", False), ("BUDI", "AMINAH", False),
        ("BUDI SANTOSO PRATAMA", "AMINAH", True), ("BUDI SANTIKA", "AMINAH", True), ("BUDI SANTOSO", "ROMLAH", True),
    ],
)  # fmt: skip
def test_another_spelling_of_a_name_is_no_change_for_the_branch(cast, listed, name, mother, told):
    budi = listed["budi"]
    to_set(cast, budi)
    mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    steps_take(acting=cast.branch, candidates=[budi.pk], step="registered", day=TODAY)
    Person.objects.filter(pk=budi.person_id).update(name=name, mother_name=mother)
    if told:
        found = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-2", day=TODAY)
        assert [(line.kind, line.said["name"]) for line in found.lines.all()] == [("change", name)]
    else:
        with pytest.raises(RefusedError):
            mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-2", day=TODAY)


def test_a_lurah_ends_with_a_cause_a_day_and_a_document_or_why_there_is_none(cast, listed):
    budi = listed["budi"]
    to_set(cast, budi)
    lurah, address = signed_in(cast.lukman), reverse("protection:step", args=[budi.pk])
    shown = lurah.get(reverse("protection:candidate", args=[budi.pk])).content.decode()
    assert "Tanggal kejadian" in shown
    assert "meninggal" in shown
    said = {"step": "ended", "cause": "died", "day": "2025-02-01", "document": "", "reason": ""}
    assert "mengapa belum ada dokumen" in lurah.post(address, said).content.decode()
    assert "tanggal kejadiannya" in lurah.post(address, {**said, "day": "", "document": "AK-1"}).content.decode()
    bare = {**said, "cause": "", "reason": "sudah tidak ada"}
    answer = lurah.post(address, bare)
    assert (answer.status_code, "Pilih sebab" in answer.content.decode()) == (422, True)
    with pytest.raises(RefusedError, match="Pilih sebab"):
        take(cast.lukman, budi, "ended", reason="sudah tidak ada")
    assert Candidate.objects.get(pk=budi.pk).step == "set"
    answer = lurah.post(address, {**said, "document": "AK-1/2025"})
    assert answer["Location"] == reverse("cover:report", args=[budi.person_id])
    shown = lurah.get(answer["Location"]).content.decode()
    assert 'value="2025-02-01"' in shown
    assert 'value="AK-1/2025"' in shown
    last = budi.steps.order_by("pk").last()
    assert (last.step, str(last.day), last.document, last.reason) == ("ended", "2025-02-01", "AK-1/2025", "meninggal")


@pytest.mark.parametrize(
    ("cause", "shown", "told", "mends"),
    [
        ("died", "Berakhir: meninggal", ("alive", "no"), "deceased"),
        ("moved", "Berakhir: pindah dari kelurahan ini", None, "moved"),
        ("employed", "Berakhir: sudah ditanggung pemberi kerja", ("employer", "pu"), ""),
    ],
)
def test_whoever_left_is_shown_as_that_and_counts_so_for_the_next_year(cast, listed, cause, shown, told, mends):
    budi = listed["budi"]
    coming = Candidate.objects.create(
        person=budi.person, programme=budi.programme, year=2026, office=budi.office, origin="musyawarah", said=budi.said
    )
    candidates_judge(today=TODAY, candidates=[coming.pk])
    to_set(cast, budi)
    take(cast.lukman, budi, "ended", document="AK-1/2025", cause=cause)
    budi.refresh_from_db()
    coming.refresh_from_db()
    said = PersonFact.objects.filter(person=budi.person, source="office").values_list("kind", "value").first()
    assert (budi.state, said) == ("eligible", told)
    assert ("deceased" in {reason["code"] for reason in coming.reasons}) == (cause == "died")
    candidates_judge(today=TODAY, persons=[budi.person_id])
    assert Candidate.objects.get(pk=budi.pk).state == "eligible"
    lurah = signed_in(cast.lukman)
    own = lurah.get(reverse("protection:candidate", args=[budi.pk])).content.decode()
    whole = lurah.get(reverse("protection:candidates") + "?tahun=2025&program=pekerja_rentan").content.decode()
    person = lurah.get(reverse("protection:person", args=[budi.person_id])).content.decode()
    assert [shown in page for page in (own, whole, person)] == [True, True, True]
    ended = lurah.get(reverse("protection:candidates") + "?tahun=2025&program=pekerja_rentan&keadaan=ended")
    still = lurah.get(reverse("protection:candidates") + "?tahun=2025&program=pekerja_rentan&keadaan=eligible")
    assert ("BUDI" in ended.content.decode(), "BUDI" in still.content.decode()) == (True, False)
    assert [repair.kind for repair in Repair.objects.all()] == ([mends] if mends else [])


def test_the_layout_is_data(cast, listed):
    client, address = signed_in(cast.bappeda), reverse("protection:layout")
    assert "Nama Ibu Kandung" in client.get(address).content.decode()
    columns = {"heading": ["No KTP", "Nama TK", "Kelompok", ""], "field": ["nik", "name", "", ""]}
    said = {"name": "Templat cabang", **columns, "fixed": ["", "", "WADAH-01", ""]}
    assert client.post(address, said).status_code == 302
    assert len(MutationLayout.objects.get().columns) == 3
    to_set(cast, listed["budi"])
    mutation = mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    headings, rows = lines_of(mutation_workbook(cast.bappeda, mutation))
    assert (headings, rows) == (["No KTP", "Nama TK", "Kelompok"], [[BUDI["nik"], "BUDI SANTOSO", "WADAH-01"]])
    faulty = {**said, "heading": ["No KTP", "Nama TK", "", ""]}
    assert client.post(address, faulty).status_code == 422


def test_paid_month_by_month_and_each_month_once(cast, listed, monkeypatch):
    budi = listed["budi"]
    to_set(cast, budi)
    mutation_make(acting=cast.bappeda, year=2025, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    steps_take(acting=cast.branch, candidates=[budi.pk], step="registered", day=date(2025, 2, 10))
    take(cast.bpkad, budi, "paid", month=date(2025, 2, 1))
    take(cast.bpkad, budi, "paid", month=date(2025, 3, 1))
    with pytest.raises(ConflictError):
        take(cast.bpkad, budi, "paid", month=date(2025, 3, 1))
    with pytest.raises(RefusedError, match="lebih awal"):
        take(cast.bpkad, budi, "paid", month=date(2025, 1, 1))
    said = {"tahun": "2025", "program": "pekerja_rentan", "day": "2025-04-10", "step": "paid", "month": "2025-04"}
    told = signed_in(cast.bpkad).post(reverse("protection:steps"), said, follow=True).content.decode()
    assert "1 calon tidak: buku kas belum mengenal pembayaran" in told
    assert budi.steps.filter(step="paid").count() == 2
    monkeypatch.setattr(paying, "READERS", [lambda programme, persons, month: {budi.person_id}])
    signed_in(cast.bpkad).post(reverse("protection:steps"), said)
    assert [s.month for s in budi.steps.filter(step="paid")] == [date(2025, m, 1) for m in (2, 3, 4)]
    without = signed_in(cast.bpkad).post(reverse("protection:steps"), {**said, "month": ""})
    assert without.status_code == 422


def test_the_home_page_says_whose_turn_it_is(cast, listed):
    def home(acting) -> str:
        return signed_in(acting).get(reverse("periods:home")).content.decode()

    assert "3 calon menunggu Anda" in home(cast.lukman)
    assert "1 calon: isian pendaftarannya belum lengkap" in home(cast.siti)
    assert "menunggu Anda" not in home(cast.camat)
    take(cast.lukman, listed["budi"], "verified")
    assert "1 calon menunggu Anda" in home(cast.camat)
    take(cast.camat, listed["budi"], "returned", reason="KTP belum ada")
    assert "1 calon dikembalikan" in home(cast.siti)


def test_the_home_page_knows_every_year_at_work_and_each_figure_is_the_rows_behind_it(cast, listed):
    year = timezone.localdate().year
    Candidate.objects.filter(pk=listed["budi"].pk).update(year=year)
    Candidate.objects.filter(pk=listed["rina"].pk).update(year=year, programme="miskin_ekstrem")
    found = todos(cast.lukman, Period.objects.get())
    turns = [todo for todo in found if "menunggu Anda" in todo.text and todo.count]
    assert sorted(todo.text.partition(": ")[2] for todo in turns) == [
        f"Miskin Ekstrem {year}.", "Pekerja Rentan 2025.", f"Pekerja Rentan {year}.",
    ]  # fmt: skip
    lurah = signed_in(cast.lukman)
    for todo in (todo for todo in found if "candidates" not in todo.address and "/usulan/" in todo.address):
        rows = lurah.get(todo.address).context["page"].paginator.count
        assert rows == todo.count, todo


def test_who_is_refused_is_told_at_home_and_beside_the_state(cast, listed):
    rina = listed["rina"]
    to_set(cast, rina)
    mutation_make(acting=cast.bappeda, year=rina.year, programme="pekerja_rentan", number="MUT-1", day=TODAY)
    branch = signed_in(cast.branch)
    assert "1 orang pada daftar ke cabang menunggu jawaban cabang" in branch.get("/").content.decode()
    mutation = Mutation.objects.get()
    data = mutation_workbook(cast.bappeda, mutation)
    said = {RINA["nik"]: {"Jawaban": "Ditolak", "Alasan": "Nama ibu kandung berbeda"}}
    branch.post(reverse("protection:mutation_answers", args=[mutation.pk]), {"file": filled(data, said)})
    assert "menunggu jawaban cabang" not in branch.get("/").content.decode()
    siti = signed_in(cast.siti)
    assert "1 calon ditolak cabang" in siti.get("/").content.decode()
    page = siti.get(reverse("protection:candidate", args=[rina.pk])).content.decode()
    assert page.index("Nama ibu kandung berbeda") < page.index("Isian pendaftaran")


def test_people_without_a_rank_come_last(cast, listed):
    Candidate.objects.filter(pk=listed["joko"].pk).update(musyawarah_rank=1)
    ranks = [c.musyawarah_rank for c in candidates_of(cast.bappeda, 2025, "pekerja_rentan")]
    assert ranks == [1, None, None]
