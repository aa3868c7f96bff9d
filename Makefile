# groupkeeper: `make demo` shows it, `make test` proves it, `make check` is everything that CI runs.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell .ci/python)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Three environments, since their parts pin different releases of the same library: ours, sam's, and what Lambda's runtime
# brings (and the oldest such that we support, for the packaging proof).
RUN_READY := .venv-sam/.ready .venv-rt/.ready
STACK_READY := $(RUN_READY) .venv-rt-oldest/.ready
# The locks are complete, so nothing is left to resolve. What is run often enough compiles itself; workers' libraries are compiled.
INSTALL := python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
LOCKED := dev sam rt rt-oldest
DEMO := demo
STACK := groupkeeper
SOAK := 1
DECIDING := tests/core tests/app tests/adapters/files tests/adapters/im/slack tests/test_cli.py tests/test_cli_operator*.py \
	tests/functions/test_events_in_memory.py

.PHONY: help setup stack-tools demo preview up down invoke build deploy test soak deletion check coverage lint types contracts bench docs lock format clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 19

setup: $(READY) ## install everything into .venv, once

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "groupkeeper needs Python 3.11, 3.12 or 3.13 (with venv); none was found that runs." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (about a minute, once) …"
	@$(BIN)/python -c 'import sys; sys.exit(sys._base_executable != sys.argv[1])' "$$($(PYTHON) -c 'import sys; print(sys._base_executable)')" \
		2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/$(INSTALL) --no-compile -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-%/.ready: requirements/%.txt | $(READY)
	@echo "Setting up .venv-$* …"
	@$(BIN)/python -m venv --clear .venv-$*
	@.venv-$*/bin/$(INSTALL) $(if $(filter sam,$*),--no-compile) -r requirements/$*.txt
	@touch $@

stack-tools: $(READY) $(STACK_READY) ## install what builds, deploys and runs the stack, once
	@:

demo: ## from nothing: two weeks of a made-up company through the deployed functions, then the desk (ARGS=--no-desk …)
	@$(MAKE) --no-print-directory -j2 $(READY) $(RUN_READY)
	@$(BIN)/python -m local.demo play $(ARGS)

preview: $(READY) ## what the checks find in a made-up Slack export of 300 groups, with an HTML report; no AWS
	@rm -rf $(DEMO)
	@$(BIN)/python -m local.company.generate $(DEMO)/company
	@echo
	@$(BIN)/groupkeeper preview $(DEMO)/company/slack-export --policy $(DEMO)/company/policy.yaml \
		--now 2026-10-12T09:00:00+08:00 --lookback 14 --html $(DEMO)/report.html
	@echo
	@echo "The whole report: $(DEMO)/report.html (one file; open it in a browser, 中文 and English)"

up: ## keep stack, simulated platforms and desk running on loopback; .local/stack.json says where
	@$(MAKE) --no-print-directory -j2 stack-tools
	@$(BIN)/python -m local.demo up $(ARGS)

down: $(READY) ## end them and delete what they kept
	@$(BIN)/python -m local.demo down

invoke: $(READY) ## call a local function by hand: make invoke F=collect E=events/collect/dry_run.json
	@$(BIN)/python -m local.stack invoke "$(F)" "$(E)"

build: stack-tools ## build functions and layer for AWS; prints the template to deploy
	@$(BIN)/python -m local.stack build

deploy: stack-tools ## build and deploy to AWS: make deploy STACK=groupkeeper PARAMS='Mode=report AlarmEmail=…'
	@SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam deploy --config-file $(CURDIR)/samconfig.toml --stack-name $(STACK) \
		--template-file "$$($(BIN)/python -m local.stack build)" --parameter-overrides \
		$$($(BIN)/python -m local.stack parameters) $(PARAMS)

test: $(READY) $(STACK_READY) ## set up and run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: $(READY) $(STACK_READY) ## play the full counts of random faults, races and kills; ten times as many: make soak SOAK=10
	@GK_SOAK=$(SOAK) $(BIN)/python -m pytest -n 2 --dist loadgroup tests/faults

deletion: $(READY) ## take each vendor away in turn and try what is left (ARGS=feishu …)
	@$(BIN)/python -m tests.deletion $(ARGS)

check: lint types contracts test coverage ## everything that CI runs

# The tests that decide alone, in memory: what core and app decide must be held by these, not by a stack that happens to run it.
coverage: $(READY) ## lines and branches of core and app in the tests that need no stack: all of them
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term-missing:skip-covered --cov-fail-under=100 $(DECIDING)

lint: $(READY) ## style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## strict types, tests and local company included
	@$(BIN)/mypy

contracts: $(READY) ## who may import whom
	@$(BIN)/lint-imports --no-logo

bench: $(READY) ## speed and memory, each beside a baseline from the same run
	@$(BIN)/python -m local.bench $(ARGS)

docs: $(READY) ## write the generated reference anew
	@$(BIN)/python -m local.reference

lock: $(READY) ## pin the requirements anew, with hashes and without addresses
	@$(BIN)/python -m pip install --quiet uv
	@for name in ../shared/requirements $(LOCKED); do ( cd requirements && cd "$$(dirname $$name)" && \
		$(CURDIR)/$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			--no-strip-extras --no-emit-index-url --no-emit-find-links "$${name##*/}.in" -o "$${name##*/}.txt" ) || exit 1; done

format: $(READY) ## let the formatter have its way
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

clean: ## end what runs here and remove what the other targets made
	@! test -x $(BIN)/python || $(BIN)/python -m local.demo down
	@rm -rf $(VENV) .local/builds .venv-sam .venv-rt .venv-rt-oldest .aws-sam $(DEMO) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
