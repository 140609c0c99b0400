# Two commands are enough: `make run` (the main job on a synthetic city, then the site with it) and `make test`.
PY := .venv/bin/python
DEMO ?= out/kota
RESULT ?= out/hasil

.PHONY: setup run demo-check backup test test-thorough check fix bench clean

WORDS := src/padan/web/locale/en/LC_MESSAGES/django

setup: .venv/.done $(WORDS).mo
.venv/.done: requirements-dev.txt pyproject.toml
	@python3 -c 'import sys; sys.exit("Perlu Python 3.11 atau lebih baru; yang ada " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@sh tools/venv.sh
	@touch .venv/.done
$(WORDS).mo: $(WORDS).po .venv/.done
	@$(PY) tools/catalogue.py compile

run: setup
	@.venv/bin/padan demo $(DEMO) --quiet
	@.venv/bin/padan reconcile $(DEMO)/daftar --participants $(DEMO)/peserta.xlsx --payments $(DEMO)/iuran.xlsx \
		--posts $(DEMO)/pos-rt.xlsx --groups $(DEMO)/kelompok.xlsx --letterhead $(DEMO)/kop.toml \
		--period 2024-Q4 --out $(RESULT)
	@.venv/bin/padan serve --demo

# All of `make run`, but the site is stopped once its first page has been seen.
demo-check:
	@PADAN_SERVE_ONCE=1 $(MAKE) --no-print-directory run

# What must not be lost, in one file: `make backup TO=/media/cadangan`. Back again: docs/how-to/deploy.md.
backup: setup
	@$(PY) -m padan.web backup $(or $(TO),out/cadangan)

test: setup
	@sh tools/test.sh

# Every test on both databases, properties on many examples: what `.ci/run` does.
test-thorough: setup
	@PADAN_THOROUGH=1 sh tools/test.sh

check: setup
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

fix: setup
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

# The peers that the benchmarks compare with live in an environment of their own: a user's install never pulls them.
bench: setup .venv-bench/.done
	@.venv-bench/bin/python -W ignore -m benchmarks

.venv-bench/.done: requirements-bench.txt
	@python3 -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@cp .venv/lib/python3*/site-packages/padan.pth .venv-bench/lib/python3*/site-packages/
	@touch $@

clean:
	rm -rf .venv .venv-bench out build src/*.egg-info
