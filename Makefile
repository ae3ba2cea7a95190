# Needs nothing but make and Python 3.11 or newer. uv is used when it is there.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
PY := $(BIN)/python
INSTALLED := $(VENV)/.installed
WORKERS ?= auto
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test benchmarks check format wheel schemas snapshots snapshots-update picture cast docs man bill install clean

help:  ## what can be asked of make
	@sed -n 's/^\([a-z-]*\):.*  ## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-25s%s\n", $$1, $$2 }'

install: $(INSTALLED)  ## the virtual environment with everything in it

$(INSTALLED): pyproject.toml constraints.txt
	@if [ ! -d $(VENV) ]; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "aifactory-wizard needs Python 3.11 or newer, and '$(PYTHON)' is not:" \
	      "name one that is, as in: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }; \
	  echo "creating $(VENV)"; \
	  if command -v uv >/dev/null 2>&1; then uv venv --quiet --python "$$(command -v $(PYTHON))" $(VENV); \
	  else $(PYTHON) -m venv $(VENV); fi; \
	fi
	@echo "installing what constraints.txt pins"
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(PY) --require-hashes -r constraints.txt && \
	  uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .; \
	else \
	  { $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip; } && \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt && \
	  $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@$(PY) -m compileall -q wizard || true
	@touch $(INSTALLED)

run: $(INSTALLED)  ## the wizard; ARGS="check --help" for a verb
	@$(PY) -m wizard $(ARGS)

test: $(INSTALLED)  ## every test; ARGS="-k naming" for some
	$(PY) -m pytest -n $(WORKERS) --dist loadgroup --ignore tests/benchmarks $(ARGS)

benchmarks: $(INSTALLED)  ## time and memory as ratios in one run, beside nothing else
	$(PY) -m pytest tests/benchmarks

check: $(INSTALLED)  ## lint, format, types, direction of imports
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(BIN)/lint-imports

format: $(INSTALLED)  ## mend what lint and format can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

wheel: $(INSTALLED)  ## sdist and wheel into dist/
	$(PY) -m build --no-isolation

schemas: $(INSTALLED)  ## the compiled catalogue and the JSON Schema, from schemas/
	$(PY) -m wizard.catalog.compile
	$(PY) -m wizard.model.json_schema

snapshots: $(INSTALLED)  ## compare the wizard's screens; differences in snapshot_report.html
	$(PY) -m pytest -m snapshot

snapshots-update: $(INSTALLED)  ## accept the screens as they are now
	$(PY) -m pytest -m snapshot --snapshot-update

picture: $(INSTALLED)  ## docs/wizard.svg, the picture in README.md
	$(PY) docs/picture.py

cast: $(INSTALLED)  ## docs/cast.svg, a first set-up played step by step
	$(PY) docs/cast.py

man: $(INSTALLED)  ## docs/aifactory-wizard.1, the manual page
	$(PY) docs/man.py

docs: $(INSTALLED)  ## the documentation, into site/; every link is checked
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict

bill: $(INSTALLED)  ## docs/pages/licenses.md, and the bill of materials in dist/
	$(PY) docs/bill_of_materials.py

clean:  ## remove the virtual environment and all that the tools left
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache snapshot_report.html
	find wizard tests -name __pycache__ -type d -prune -exec rm -rf {} +
