# Every target sets up what it needs and builds nothing twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out/demo
RUST := $(shell find rust -name '*.rs' -o -name '*.toml' | sort) Cargo.toml Cargo.lock pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench quality lock clean check-tools

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.built ## Build, then run the main job on corpus/demo: tables and report in out/demo
	@$(BIN)/wiresift run corpus/demo/articles.jsonl -o $(OUT) --overwrite

test: $(VENV)/.built ## Run every test: the core's with cargo, the rest with pytest
	cargo test --locked --workspace
	$(BIN)/pytest -n auto

lint: $(VENV)/.built ## Check formatting, lints, types and stubs
	cargo fmt --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@! cargo tree --locked -p wiresift-core --edges normal --prefix none | grep -E '^(pyo3|polars)' \
		|| { echo "rust/core must know neither Python nor polars"; exit 1; }
	$(BIN)/ruff format --check python tests benches corpus
	$(BIN)/ruff check python tests benches corpus
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest wiresift._core

check-tools:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "wiresift needs CPython 3.11 or later: install python3, or set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "wiresift needs CPython 3.11 or later: $(PYTHON) is older; set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "wiresift needs Python's venv module: install python3-venv" >&2; exit 1; }
	@cargo --version >/dev/null 2>&1 && { echo 'rustc 1.91'; rustc --version 2>/dev/null || echo 'rustc 0'; } | sort -VC || { echo "wiresift needs a stable Rust, 1.91 or later: install it with rustup (https://rustup.rs)" >&2; exit 1; }
	@command -v cc >/dev/null 2>&1 || { echo "wiresift needs a C compiler: install gcc" >&2; exit 1; }

$(VENV)/.installed: requirements.lock | check-tools
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' # maturin installs by dependency group
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/.built: $(VENV)/.installed $(RUST)
	@echo "Building the extension in release mode; the first time takes two minutes" >&2
	@PIP_QUIET=1 $(BIN)/maturin develop --release --locked --quiet
	@touch $@

bench: $(VENV)/.built ## Time wiresift against its peers and write a dated record (their venv is made in benches/.venv)
	$(BIN)/python benches/run.py

quality: $(VENV)/.built ## Score the events against the gold sentences and articles of corpus/events
	@$(BIN)/python benches/quality.py

lock: ## Renew requirements.lock with the latest releases
	@rm -rf $(VENV)/lock && $(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/pip install --quiet --upgrade pip
	@$(VENV)/lock/bin/pip install --quiet --group dev maturin $$($(PYTHON) -c 'import tomllib; print(*[repr(d) for d in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]])')
	@$(VENV)/lock/bin/pip freeze --exclude pip > requirements.lock && rm -rf $(VENV)/lock

clean: ## Remove what was built
	rm -rf $(VENV) target out
