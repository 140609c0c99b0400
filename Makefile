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
	@rm -rf $(DEMO) $(RESULT)
	@.venv/bin/padan demo $(DEMO)
	@.venv/bin/padan reconcile $(DEMO)/daftar --participants $(DEMO)/peserta.xlsx --payments $(DEMO)/iuran.xlsx --out $(RESULT)

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

bench: setup
	@$(PY) -m benchmarks

clean:
	rm -rf .venv out build src/*.egg-info
