# Rubricator. `make help` lists the targets. Outside data comes only through TEXTS, EVAL and TEI_ALL.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILD ?= build
TEXTS ?=
ADDRESS ?=
EVAL ?=
TEI_ALL ?=
REAL ?=
export EVAL TEI_ALL TEXTS REAL

.PHONY: all test check lint types xslt schemas golden accuracy facts fuzz bench docs clean help

all: $(VENV)/.run ## build every edition and build/index.html (TEXTS=DIR adds the texts and editions there)
	$(BIN)/rubricator build xml/editions $(TEXTS) $(foreach dir,$(TEXTS),--texts $(dir)) -o $(BUILD) \
	  --library Library $(if $(ADDRESS),--address $(ADDRESS))

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest -n auto

check: lint types xslt test ## lint, types, style sheets, tests

lint: $(VENV)/.dev ## ruff
	$(BIN)/ruff check pipeline tests benchmarks
	$(BIN)/ruff format --check pipeline tests benchmarks

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

xslt: $(VENV)/.dev ## compile every style sheet
	$(BIN)/python benchmarks/compile_xslt.py xslt/*.xsl schemas/*.xsl

schemas: $(VENV)/.dev ## compile schemas/rubricator.odd to RELAX NG, XSD, Schematron
	$(BIN)/python -m rubricator.validate.schemas

golden: $(VENV)/.run ## encode the built-in editions anew, to be read as a difference and committed
	for text in xml/editions/*/source.txt; do folder=$$(dirname $$text); \
	  $(BIN)/rubricator encode $$folder -q -o $$folder/$$(basename $$folder).xml || exit 1; done

accuracy: $(VENV)/.dev ## score the development data (EVAL=DIR) and write docs/accuracy.md
	$(BIN)/python benchmarks/accuracy.py --write docs/accuracy.md

facts: $(VENV)/.dev ## state the facts of real texts (REAL=DIR) and write docs/facts.md
	$(BIN)/python benchmarks/facts.py --write docs/facts.md

fuzz: $(VENV)/.dev ## mutated texts through the encoder, seeded and bounded (SEED=1 ROUNDS=500)
	$(BIN)/python benchmarks/fuzz.py --seed $(or $(SEED),1) --rounds $(or $(ROUNDS),500)

bench: $(VENV)/.dev ## time the pipeline as ratios against a peer
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/names.py
	$(BIN)/python benchmarks/corpus.py --texts 40
	$(BIN)/python benchmarks/review.py

docs: $(VENV)/.dev ## write the documentation as a site to dist/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

clean: ## remove what was built, keep the virtual environment
	rm -rf $(BUILD)

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q pipeline
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
