# Two commands do all the set-up: `make start` and `make test`.
PYTHON ?= python3
# A folder of questions in BEIR layout, for measuring.
BEIR ?= $(wildcard ../shared/data/xquad-de)
# Which long tests, where not all of them are wanted.
LONG ?= tests
# How many tests run side by side; each worker needs a core and a gigabyte.
WORKERS ?= 2
# How long a load lasts, and of which houses.
MINUTES ?= 30
SOAK_MINUTES ?= 60
COLUMNS ?= embedded scaled
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
# Where this is set, nothing is ever compiled for good: every start takes twice as long.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup start scale test test-long test-offline audit check format bench bench-scale load evaluate ablation baselines examples screenshots lock clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/runtime ## Make the environment from the lock file
start: setup ## Set up, take the example documents in, serve on http://127.0.0.1:8000
	@$(BIN)/python -m assistant serve --examples
scale: setup ## The same as several processes on PostgreSQL and Chroma servers, behind nginx
	@$(BIN)/python -m scripts.scale

test: .venv/development ## Set up what tests need and run all that do not take minutes
	@sh scripts/system-packages.sh
	scripts/loopback-only.sh --where-possible $(BIN)/python -m pytest -m "not long and not alone" -n $(WORKERS) --dist worksteal
	scripts/loopback-only.sh --where-possible $(BIN)/python -m pytest -m "not long and alone"

test-long: .venv/development ## What takes longer: kills at every step and at random moments, all questions
	$(BIN)/python -m pytest $(LONG) -m long -n $(WORKERS) --dist worksteal

test-offline: .venv/development ## The journeys in a browser where there is no network but loopback
	scripts/loopback-only.sh $(BIN)/python -m pytest tests/journeys -n $(WORKERS) --dist worksteal

audit: .venv/development ## Ask the advisory service about every locked package
	$(BIN)/python -m scripts.audit

check: .venv/development ## Lint, types, arrows between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/development ## Put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/development ## Measure installation, start, answers, memory, embedding, search at 100,000 passages
	$(BIN)/python -m benchmarks

bench-scale: .venv/development ## Measure search at 100,000 passages on PostgreSQL and Chroma, and two workers against one
	$(BIN)/python -m benchmarks.scale --column scaled
	$(BIN)/python -m benchmarks.workers

load: .venv/development ## Load a house on this machine, MINUTES=30 and SOAK_MINUTES=60 in each of COLUMNS, and write docs/lastbericht.md
	$(BIN)/python -m benchmarks.load --minutes $(MINUTES) --soak-minutes $(SOAK_MINUTES) --columns $(COLUMNS)

# Answers are measured as quoted: a model would take hours for so many questions, and is measured by itself.
evaluate: setup ## Measure search, answers and the sentence check on the examples and, with BEIR=DIR, on a set in BEIR layout
	TRANSFERLOTSE_CHAT_MODEL= $(BIN)/python -m assistant evaluate $(if $(BEIR),--foreign $(BEIR))
ifneq ($(BEIR),)
	TRANSFERLOTSE_CHAT_MODEL= $(BIN)/python -m assistant evaluate --beir $(BEIR) --foreign examples
endif
	$(BIN)/python -m assistant check-sentences $(if $(BEIR),--beir $(BEIR))
ifneq ($(TRANSFERLOTSE_CHAT_MODEL),)
	$(BIN)/python -m assistant check-model
endif

ablation: setup ## Measure what each part of search is worth, on the example questions and with BEIR=DIR
	$(BIN)/python -m benchmarks.ablation $(BEIR)

baselines: setup ## Renew what `make test` compares search with, after a change that was meant
	$(BIN)/python -m assistant evaluate --sample 3 --json > tests/baselines/examples.json
ifneq ($(BEIR),)
	$(BIN)/python -m assistant evaluate --beir $(BEIR) --no-answers --json > tests/baselines/xquad-de.json
	$(BIN)/python -m assistant evaluate --beir $(BEIR) --sample 8 --json > tests/baselines/xquad-de-answers.json
endif

examples: .venv/development ## Build the example documents from their sources
	$(BIN)/python -m corpus.examples.build

screenshots: .venv/development ## Draw the pictures of README.md and docs/ anew
	$(BIN)/python -m scripts.screenshots

lock: .venv/development ## Resolve the dependencies anew
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--upgrade -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra tracing -c requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -q -o requirements-dev.lock

clean: ## Remove the environment and everything that was built; documents stay
	rm -rf .venv build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# --no-compile: Python compiles what is really imported; that saves 15 s and 150 MB.
.venv/runtime: requirements.lock pyproject.toml
	@echo "Die Umgebung wird eingerichtet (etwa eine Minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --no-compile --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/development: requirements-dev.lock .venv/runtime
	@$(PIP) --no-compile --require-hashes -r requirements-dev.lock
	@touch $@
