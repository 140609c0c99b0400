"""The figures of a whole province for three years: how long the worker makes them, and how long where nothing moved.

    python -m benchmarks.figures [--people 120000]

One PostgreSQL of its own, filled by SQL: 1,585 kelurahan and desa of 144 kecamatan and 11 cities, each person with 36
months and a proposal a year, each place with its money. It is nobody's: names are numbers, NIK begin with 99.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.running import ROOT, show

TODAY = date(2026, 11, 29)
PLACES, KECAMATAN, CITIES = 1585, 144, 11
QUARTERS = 12

REGIONS = f"""
INSERT INTO regions_region (code, name, level, parent_id, young) VALUES ('15', 'Provinsi', 'provinsi', NULL, false);
INSERT INTO regions_region (code, name, level, parent_id, young)
  SELECT '15.' || lpad(n::text, 2, '0'), 'Kota ' || n, 'kota', (SELECT id FROM regions_region WHERE code = '15'), false
  FROM generate_series(1, {CITIES}) n;
INSERT INTO regions_region (code, name, level, parent_id, young)
  SELECT c.code || '.' || lpad((n / {CITIES} + 1)::text, 2, '0'), 'Kecamatan ' || n, 'kecamatan', c.id, false
  FROM generate_series(1, {KECAMATAN}) n
  JOIN regions_region c ON c.code = '15.' || lpad((n % {CITIES} + 1)::text, 2, '0');
INSERT INTO regions_region (code, name, level, parent_id, young)
  SELECT k.code || '.' || (1000 + n), 'Kelurahan ' || n, 'kelurahan', k.id, false
  FROM generate_series(1, {PLACES}) n
  JOIN (SELECT id, code, row_number() OVER (ORDER BY code) AS at FROM regions_region WHERE level = 'kecamatan') k
    ON k.at = n % {KECAMATAN} + 1;
INSERT INTO accounts_office (kind, name, email, letterhead, region_id)
  SELECT level, level || ' ' || code, '', '{{}}', id FROM regions_region WHERE level IN ('kelurahan', 'kecamatan');
INSERT INTO accounts_office (kind, name, email, letterhead, region_id)
  SELECT 'bappeda', 'Bappeda ' || code, '', '{{}}', id FROM regions_region WHERE level = 'kota';
"""

PERIODS = f"""
INSERT INTO periods_period (key, name, first_month, last_month, due, opened_at)
  SELECT to_char(m, 'YYYY') || '-Q' || to_char(m, 'Q'), 'Triwulan ' || n, m, m + interval '2 months', m, now()
  FROM generate_series(0, {QUARTERS - 1}) n, LATERAL (SELECT (date '2024-01-01' + n * interval '3 months')::date m) x;
INSERT INTO periods_requirement (kind, segment, due, note, office_id, period_id)
  SELECT 'list', s, p.due, '', o.id, p.id FROM periods_period p, accounts_office o,
    unnest(ARRAY['miskin_ekstrem', 'pekerja_rentan', 'rt']) s WHERE o.kind = 'kelurahan';
INSERT INTO accounts_user (password, username, full_name, nip, email, phone, is_active, language, session_epoch,
    demands_failed, created_at) VALUES ('', 'uji', 'Uji', '', '', '', true, 'id', 0, 0, now());
INSERT INTO accounts_appointment (role, standing, title, since, office_id, user_id)
  SELECT 'bappeda', 'tetap', '', now(), min(o.id), u.id FROM accounts_office o, accounts_user u
  WHERE o.kind = 'bappeda' GROUP BY u.id;
INSERT INTO lists_upload (filename, sha256, size, state, refusal, understanding, mapping, counts, uploaded_at,
    requirement_id, uploaded_by_id)
  SELECT 'a.xlsx', repeat('0', 64), 1, 'accepted', '', '[]', '{{}}',
    '{{"rows": 60, "troubled": 2, "problems": {{"nik_length": 2}}}}', now(), r.id, u.id
  FROM periods_requirement r, accounts_user u;
INSERT INTO lists_row (number, sheet, row, found, values, problems, fingerprint, upload_id)
  SELECT 1, 'a', 4, '{{}}', '{{}}', '[]', repeat('0', 64), min(id) FROM lists_upload;
INSERT INTO runs_run (number, state, began_at, heartbeat_at, step, done, total, inputs, versions, summary, fault,
    period_id, marks, worker) SELECT 1, 'published', now(), now(), '', 0, 0, '[]', '{{}}', '{{}}', '', id, '{{}}', ''
  FROM periods_period;
INSERT INTO runs_currentrun (period_id, run_id) SELECT period_id, id FROM runs_run;
INSERT INTO cover_refreshed (run_id, counts, at) SELECT id, '{{}}', now() FROM runs_run;
"""

PEOPLE = """
INSERT INTO protection_person (name, nik, sex, mother_name, no_kk, made_at, died_on)
  SELECT 'ORANG ' || n, '99' || lpad(n::text, 14, '0'), 'L', '', '99' || lpad((n / 2)::text, 14, '0'), now(),
    CASE WHEN n % 400 = 0 THEN date '2025-05-10' END
  FROM generate_series(1, {people}) n;
CREATE TEMP TABLE placed AS
  SELECT p.id AS person, o.id AS office, row_number() OVER (ORDER BY p.id) AS n FROM protection_person p
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS all_of FROM accounts_office
    WHERE kind = 'kelurahan') o ON o.at = p.id % o.all_of;
INSERT INTO protection_candidate (programme, year, origin, minutes, said, missing, facts, state, reasons, warnings,
    step, made_at, office_id, person_id)
  SELECT CASE WHEN n % 3 = 0 THEN 'pekerja_rentan' ELSE 'miskin_ekstrem' END, y, 'musyawarah', '', '{{}}', '[]', '{{}}',
    CASE n % 10 WHEN 0 THEN 'unknown' WHEN 1 THEN 'not_eligible' ELSE 'eligible' END, '[]', '[]', 'registered', now(),
    office, person FROM placed, generate_series(2024, 2026) y;
INSERT INTO cover_personmonth (month, segment, source, due, paid, status, fact, times, office_id, person_id, row_id,
    run_id, run_fact, disagreement)
  SELECT m, CASE WHEN n % 3 = 0 THEN 'pekerja_rentan' ELSE 'miskin_ekstrem' END, 'bkbk', 16800,
    CASE WHEN unpaid THEN 0 ELSE 16800 END, CASE WHEN unpaid THEN 'unpaid' ELSE 'paid' END,
    CASE WHEN unpaid THEN 'unpaid' ELSE 'paid' END, 1, office, person, (SELECT min(id) FROM lists_row), r.id,
    CASE WHEN unpaid THEN 'unpaid' ELSE 'paid' END, ''
  FROM placed, periods_period q JOIN runs_run r ON r.period_id = q.id,
    LATERAL (SELECT (q.first_month + k * interval '1 month')::date AS m FROM generate_series(0, 2) k) months,
    LATERAL (SELECT (n * 7 + extract(month FROM m)::int) % 25 < 2 AS unpaid) u
  ORDER BY person, m;
"""

MONEY = """
INSERT INTO funds_account (kind, year, programme, place_id, source_id)
  SELECT kind, y, '', r.id, s.id FROM regions_region r, funds_source s, generate_series(2024, 2026) y,
    unnest(ARRAY['granted', 'allocated', 'received', 'available']) kind WHERE r.level = 'kelurahan' AND s.key = 'bkbk';
INSERT INTO funds_account (kind, year, programme, place_id, source_id)
  SELECT 'paid', y, p, r.id, s.id FROM regions_region r, funds_source s, generate_series(2024, 2026) y,
    unnest(ARRAY['', 'miskin_ekstrem', 'pekerja_rentan']) p WHERE r.level = 'kelurahan' AND s.key = 'bkbk';
CREATE TEMP TABLE moves (taken text, given text, programme text, amount bigint, month int, day int);
INSERT INTO moves VALUES ('granted', 'allocated', '', 100000000, 1, 5), ('allocated', 'received', '', 40000000, 4, 20),
  ('received', 'available', '', 40000000, 4, 20), ('allocated', 'received', '', 60000000, 9, 10),
  ('received', 'available', '', 60000000, 9, 10);
INSERT INTO moves SELECT 'available', 'paid', p, 800000, m, 14
  FROM generate_series(5, 12) m, unnest(ARRAY['miskin_ekstrem', 'pekerja_rentan', '']) p;
INSERT INTO funds_posting (amount, day, known_at, reference, imported, stage, by_name, office_name, given_id, taken_id)
  SELECT m.amount, make_date(g.year, m.month, m.day + (g.place_id % 8)::int), now(), '', false, 1, '', '', g.id, t.id
  FROM moves m JOIN funds_account g ON g.kind = m.given AND g.programme = m.programme
  JOIN funds_account t ON t.kind = m.taken AND t.place_id = g.place_id AND t.year = g.year AND t.programme = ''
  WHERE make_date(g.year, m.month, 28) < date '2026-11-30';
"""


def fill(people: int) -> None:
    """Fill the empty database; keys are not checked row by row, which is no part of what is measured."""
    from django.db import connection  # noqa: PLC0415 - Django must have been set up

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for text in (REGIONS, PERIODS, PEOPLE.format(people=people), MONEY):
            cursor.execute(text)
        cursor.execute("SET session_replication_role = DEFAULT")
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def main() -> None:
    """Fill, make, close, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=120_000)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    import postgres_server  # noqa: PLC0415 - lies among the tests

    os.environ["PADAN_DATABASE"] = postgres_server.start()
    os.environ["PADAN_HOME"] = tempfile.mkdtemp(prefix="padan-ukur-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "padan.web.settings"
    os.environ.setdefault("PADAN_SECRET_KEY", "hanya untuk mengukur")
    import django  # noqa: PLC0415 - the settings stand only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from padan.web.monitoring import services  # noqa: PLC0415
    from padan.web.monitoring.models import StoredFigure  # noqa: PLC0415

    filled, _ = timed(lambda: fill(given.people))
    first, _ = timed(lambda: services.figures_refresh(TODAY))
    again, _ = timed(lambda: services.figures_refresh(TODAY))
    closed, _ = timed(lambda: services.figures_close(TODAY, backlog=True))
    rows = [
        ("filling the record", f"{filled:.1f} s"),
        (f"all figures of 35 months ({StoredFigure.objects.count():,} stored)", f"{first:.1f} s"),
        ("nothing changed", f"{again * 1000:.1f} ms"),
        ("closing 34 months with their rows", f"{closed:.1f} s"),
    ]
    show("Figures of a province, three years", ("what", "time"), rows)


if __name__ == "__main__":
    main()
