# Two commands matter: `make run` and `make test`. `make` alone lists them all.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
RUN_READY := .venv/ready-run-$(firstword $(shell cat requirements.lock pyproject.toml | sha256sum))
TEST_READY := .venv/ready-test-$(firstword $(shell cat requirements-dev.lock pyproject.toml | sha256sum))

PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig
QUICK := tests/ground tests/house tests/web tests/rounds tests/scoring tests/test_settings.py tests/audit tests/meetings/test_quorum.py \
  tests/meetings/test_majorities.py tests/meetings/test_amounts.py tests/meetings/test_votes.py tests/ledger/test_shares.py \
  tests/ledger/test_actions.py tests/database/test_work.py $(wildcard tests/*/test_rules.py)
TESTING := chromium libatomic1 poppler-utils qpdf postgresql

##@ Use

help: ## say what there is (this list)
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## set up, load the demo district once, start it and print the links; Ctrl-C ends it
	@export KIEZFONDS_MODE="$${KIEZFONDS_MODE:-demo}"; \
	$(BIN)/kiezfonds migrate; \
	$(BIN)/kiezfonds demo --if-empty; \
	exec $(BIN)/kiezfonds serve --with-worker --print-links

setup: pango $(RUN_READY) ## only bring what running needs: Debian packages and .venv

##@ Check

check: $(TEST_READY) ## under a minute: static checks, rules, house, SQLite; before every commit
	@$(MAKE) -j2 -O static quick

test: setup-test ## everything: static checks, SQLite, PostgreSQL, journeys in a browser
	@.ci/everything

drill: setup-test ## the long forms: many tablets, kills, all papers, both engines
	@DRILL=full $(BIN)/pytest -q --no-header -m slow
	@DRILL=full $(BIN)/python tests/postgres.py run -- $(BIN)/pytest -q --no-header -m "slow and not journey"

bench: setup-test ## what we promise in figures, as ratios of one run
	@$(BIN)/python tests/benchmarks

audit: $(TEST_READY) ## ask the public list of known weaknesses about every locked version
	@[ -x .cache/audit/bin/pip-audit ] || { python3 -m venv .cache/audit; \
	  .cache/audit/bin/python -m pip -qq --disable-pip-version-check install pip-audit; }
	@.cache/audit/bin/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements-dev.lock

##@ Work on it

fmt: $(TEST_READY) ## put the code into its form
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

words: $(TEST_READY) ## collect the German texts and bring the catalogues up to date
	@PYTHONPATH=tests $(BIN)/python -m house.catalogue

lock: $(TEST_READY) ## choose versions anew and lock them with their hashes
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-header \
	  --no-emit-index-url requirements.in -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-header \
	  --no-emit-index-url -c requirements.lock requirements-dev.in -o requirements-dev.lock

clean: ## throw away what can be made again (never ./var, the data)
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist test-results
	@find src tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above are made of

static:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "some files are not in their form: make fmt"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

quick:
	@env -u DATABASE_URL $(BIN)/pytest -q --no-header -m "not journey and not slow" $(sort $(QUICK))

setup-test: pango $(TEST_READY)
	@.ci/apt $(TESTING)

pango:
	@.ci/apt $(PANGO)

$(BIN)/python:
	@python3 -c 'import ensurepip' 2>/dev/null || .ci/apt python3 python3-venv
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@python3 -m venv .venv

$(RUN_READY): | $(BIN)/python
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@rm -f .venv/ready-run-*; touch $@

$(TEST_READY): | $(BIN)/python
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@rm -f .venv/ready-test-*; touch $@

.PHONY: help run setup check test drill bench audit fmt words lock clean static quick setup-test pango
