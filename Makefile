# Everything that is done with this project by hand or by CI. A fresh clone needs python3 >= 3.11 and make, nothing else:
# the first target that needs it sets up .venv out of the lock files, later ones only look at a stamp.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-quality bench-exports bench-latency docs soak lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The first interpreter that is new enough; `make run PYTHON=/path/to/python` overrules the search.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$candidate" && break; done)

help: ## List the targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "%-14s %s\n", $$1, $$2 }'

run: $(VENV)/.runtime ## Load the sample reports into the embedded store and serve them on http://127.0.0.1:8000
	$(BIN)/bogo serve --load seeds

# Whole files go to one process or another: the tests of a file share its services.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev ## All tests.
	$(PYTEST)

check: $(VENV)/.dev ## Format, lint, strict types, Dockerfile, compose files, then all tests.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose*.yml
	$(PYTEST)

bench: $(VENV)/.dev ## Time of a whole parse against a floor measured in the same run.
	$(BIN)/python -m bench.floor

bench-quality: $(VENV)/.dev ## Recall and precision on generated reports, per layout and kind of fact.
	$(BIN)/python -m bench.quality
	$(BIN)/python -m bench.speeches
	$(BIN)/python -m bench.relayer

bench-exports: $(VENV)/.dev ## Time and memory of files of 100,000 facts, through the running service.
	$(BIN)/python -m bench.exports

bench-latency: $(VENV)/.dev ## Time of each call with 1,000 reports stored.
	$(BIN)/python -m bench.latency

docs: $(VENV)/.dev ## Write the field dictionary of docs/integration.md anew.
	$(BIN)/python -m app.dictionary docs/integration.md

soak: $(VENV)/.dev ## The long, bounded runs that `make test` leaves out.
	$(BIN)/python -m pytest --soak -m soak

# One resolution for all: the smaller locks are cut out of the whole one. No lock names a registry.
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet
lock: $(VENV)/.dev ## Resolve the dependencies of pyproject.toml anew.
	$(LOCK) pyproject.toml --group dev --output-file requirements.lock
	$(LOCK) pyproject.toml --constraint requirements.lock --output-file requirements-runtime.lock
	$(LOCK) --group build --constraint requirements.lock --output-file requirements-build.lock

clean: ## Remove the virtual environment and every cache.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache dist

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; install one, or name it: make run PYTHON=/path/to/python" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment (on Debian: apt install python3-venv)" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements-runtime.lock requirements-build.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-runtime.lock -r requirements-build.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@
