# SPDX-License-Identifier: EUPL-1.2
# Every target makes what it needs: `audit` installs the runtime lock into .venv, `test` and `lint` add the
# development lock, which repeats the same versions; so any order of targets gives the same .venv.

# The candidates, best first: `make PYTHON=/path/to/python3.12` names another.
PYTHON ?= python3.13 python3.12 python3.11 python3

# A person's pip settings may name a mirror or a certificate, never another place, another version or another manner.
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_NO_DEPS PIP_NO_BINARY PIP_PRE PIP_CONSTRAINT PIP_REQUIREMENT PIP_EDITABLE \
  PIP_REQUIRE_HASHES PIP_DRY_RUN PIP_PYTHON PIP_VERBOSE PIP_QUIET PYTHONPATH PYTHONHOME PYTHONSAFEPATH
export PIP_USER := 0
export PIP_NO_INPUT := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
# Wheels only, because building from a source archive would run build tools that no lock pins; reuse publishes no wheel
# for most Pythons, so it is built by the poetry-core of the runtime lock.
INSTALL := $(BIN)/python -m pip install -qq --only-binary :all: --no-binary reuse --no-build-isolation --require-hashes
UV := uv==0.13.9
UPGRADE ?=

SECONDS ?= 60

.PHONY: help audit test lint format bench fuzz snapshots docs messages demo-inventory lock clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

audit: $(VENV)/sovaudit.stamp  ## audit the demonstration city: the main job
	@$(BIN)/sovaudit audit inventories/demo

test: $(VENV)/dev.stamp  ## run the tests; `make test ARGS="-k spof"` runs some
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/dev.stamp  ## check style, types, the import contract and the licences; change nothing
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet --output-format concise || { echo "mend with: make format"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports >$(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }
	@$(BIN)/reuse lint --quiet || $(BIN)/reuse lint
	@echo "lint: style, types, imports and licences are in order"

format: $(VENV)/dev.stamp  ## rewrite the code in the house style and mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

bench: $(VENV)/dev.stamp  ## measure start-up, the demonstration city and, where ../shared is, a made-up city
	@$(BIN)/python .ci/bench.py

fuzz: $(VENV)/fuzz.stamp  ## feed every reader what nobody would write; `make fuzz SECONDS=600 ARGS=spdx_xml` tries one longer
	@$(BIN)/python .ci/fuzz.py $(SECONDS) $(ARGS)

snapshots: $(VENV)/dev.stamp  ## rewrite the expected outputs under tests/; read the difference before committing
	@SNAPSHOTS=rewrite $(BIN)/python -m pytest -q $(ARGS)
	@git status --short tests

docs: $(VENV)/dev.stamp  ## rewrite the tables of README: columns of registers, measures with their basis and rules
	@$(BIN)/python .ci/docs.py
	@git diff --stat README.md

messages: $(VENV)/dev.stamp  ## compile the French texts; then list those that are missing
	@$(BIN)/python .ci/messages.py
	@$(BIN)/python .ci/messages.py --missing

demo-inventory: $(VENV)/dev.stamp  ## rebuild inventories/demo from its sources
	@$(BIN)/python inventories/demo-sources/build.py

lock: $(VENV)/bin/python  ## pin what pyproject.toml asks for, with hashes; `make lock UPGRADE=--upgrade` takes the newest
	@$(BIN)/python -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install -qq --only-binary :all: $(UV)
	@$(LOCK) --group build --output-file .ci/requirements.txt
	@$(LOCK) --group build --group dev --constraint .ci/requirements.txt --output-file .ci/requirements-dev.txt
	@$(LOCK) --group fuzz --constraint .ci/requirements-dev.txt --output-file .ci/requirements-fuzz.txt

# One version of each package for every Python we support: a report must not depend on which one the city has.
LOCK = $(VENV)/lock/bin/uv pip compile pyproject.toml $(UPGRADE) --quiet --system-certs --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --custom-compile-command "make lock"

clean:  ## remove what make made: .venv, caches, builds
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find sovaudit tests .ci inventories -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A candidate may exist and not run (a pyenv shim), or run and lack ensurepip (Debian without python3-venv).
$(VENV)/bin/python:
	@old=; bare=; \
	for candidate in $(PYTHON); do \
	  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || { old="$$old $$candidate"; continue; }; \
	  "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare=$$candidate; continue; }; \
	  exec "$$candidate" -m venv --clear $(VENV); \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "make: $$bare cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; \
	else \
	  echo "make: sovaudit needs Python 3.11 or newer; tried:$$old. On Debian or Ubuntu: sudo apt-get install python3 python3-venv; or: make PYTHON=/path/to/python3" >&2; \
	fi; exit 1

$(VENV)/runtime.stamp: $(VENV)/bin/python .ci/requirements.txt
	@echo "installing into $(VENV) (once)"
	@$(INSTALL) -r .ci/requirements.txt
	@touch $@

$(VENV)/sovaudit.stamp: $(VENV)/runtime.stamp pyproject.toml sovaudit/__init__.py
	@$(BIN)/python -m pip install -qq --no-deps --no-index --no-build-isolation -e .
	@touch $@

$(VENV)/fuzz.stamp: $(VENV)/dev.stamp .ci/requirements-fuzz.txt
	@$(INSTALL) -r .ci/requirements-fuzz.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/sovaudit.stamp .ci/requirements-dev.txt
	@$(INSTALL) -r .ci/requirements-dev.txt
	@touch $@
