# Two commands are enough: `make run` (the main job on a synthetic city) and `make test`.
PY := .venv/bin/python
DEMO ?= out/kota
RESULT ?= out/hasil

.PHONY: setup run test check fix bench clean

setup: .venv/.done
.venv/.done: requirements-dev.txt pyproject.toml
	@python3 -c 'import sys; sys.exit("Perlu Python 3.11 atau lebih baru; yang ada " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@sh tools/venv.sh
	@touch .venv/.done

run: setup
	@.venv/bin/padan demo $(DEMO) --quiet
	@.venv/bin/padan reconcile $(DEMO)/daftar --participants $(DEMO)/peserta.xlsx --payments $(DEMO)/iuran.xlsx \
		--posts $(DEMO)/pos-rt.xlsx --groups $(DEMO)/kelompok.xlsx --letterhead $(DEMO)/kop.toml \
		--period 2024-Q4 --out $(RESULT)

test: setup
	@$(PY) -m pytest -n 2

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
	@touch $@

clean:
	rm -rf .venv .venv-bench out build src/*.egg-info
