# groupkeeper: `make demo` shows it, `make test` proves it, `make check` is everything that CI runs.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The newest Python that is really there: a version manager's shim may answer to a name and then fail.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := demo

.PHONY: help setup demo test check lint types contracts bench docs lock format clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(READY) ## install everything into .venv, once

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "groupkeeper needs Python 3.11 or newer (with venv): none of python3.13, python3.12, python3.11, python3 will do." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (about half a minute, once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## preview a made-up company of 300 groups, with an HTML report
	@rm -rf $(DEMO)
	@$(BIN)/python -m local.generate $(DEMO)/company
	@echo
	@$(BIN)/groupkeeper preview $(DEMO)/company/slack-export --policy $(DEMO)/company/policy.yaml \
		--now 2026-10-12T09:00:00+08:00 --lookback 14 --html $(DEMO)/report.html
	@echo
	@echo "The whole report: $(DEMO)/report.html (one file; open it in a browser, 中文 and English)"

test: $(READY) ## set up and run every test
	@$(BIN)/python -m pytest

check: lint types contracts test ## everything that CI runs

lint: $(READY) ## style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## strict types, tests and local company included
	@$(BIN)/mypy

contracts: $(READY) ## who may import whom
	@$(BIN)/lint-imports --no-logo

bench: $(READY) ## speed and memory, each beside a baseline from the same run
	@$(BIN)/python -m local.bench

docs: $(READY) ## write the generated reference anew
	@$(BIN)/python -m local.reference

lock: $(READY) ## pin the requirements anew, with hashes and without addresses
	@$(BIN)/python -m pip install --quiet uv
	@cd shared && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate requirements.in -o requirements.txt
	@cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate dev.in -o dev.txt

format: $(READY) ## let the formatter have its way
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

clean: ## remove what the other targets made
	@rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
