# groupkeeper: `make demo` shows it, `make test` proves it, `make check` is everything that CI runs.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell .ci/python)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Three environments, since their parts pin different releases of the same library: ours, sam's, and what Lambda's runtime
# brings (and the oldest such that we support, for the packaging proof).
STACK_READY := .venv-sam/.ready .venv-rt/.ready .venv-rt-oldest/.ready
LOCKED := dev sam rt rt-oldest
DEMO := demo

.PHONY: help setup demo test check lint types contracts bench docs lock format clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(READY) ## install everything into .venv, once

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "groupkeeper needs Python 3.11, 3.12 or 3.13 (with venv); none was found that runs." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (about a minute, once) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-%/.ready: requirements/%.txt | $(READY)
	@echo "Setting up .venv-$* …"
	@$(BIN)/python -m venv --clear .venv-$*
	@.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$*.txt
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
	@for name in ../shared/requirements $(LOCKED); do ( cd requirements && cd "$$(dirname $$name)" && \
		$(CURDIR)/$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			--no-strip-extras --no-emit-index-url --no-emit-find-links "$${name##*/}.in" -o "$${name##*/}.txt" ) || exit 1; done

format: $(READY) ## let the formatter have its way
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

clean: ## remove what the other targets made
	@rm -rf $(VENV) .venv-sam .venv-rt .venv-rt-oldest .aws-sam $(DEMO) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
