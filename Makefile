# Everything a fresh machine needs, it installs: uv, the environment from uv.lock, and for the tests a Chromium, a Java and a Node.js.
# Without make, the `uv run …` lines below do the same once uv is there.

UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen

.PHONY: site serve check test lint browser java editor bench clean

site: .venv/.ready        ## build the site into site/
	$(RUN) casebook build

serve: .venv/.ready       ## live preview at http://127.0.0.1:8000/
	$(RUN) casebook serve --drafts

check: .venv/.ready       ## report every problem of every file
	$(RUN) casebook check

test: .venv/.ready        ## lint, layout, types, import rules, all tests, a strict build
	@# What waits for a network and what needs a processor, side by side.
	$(MAKE) --jobs=2 browser java editor lint
	$(RUN) pytest
	$(RUN) casebook check
	$(RUN) casebook build

lint: .venv/.ready
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) lint-imports --no-logo
	@$(RUN) casebook fmt --check || echo "casebook fmt would lay these out; it fails nothing"

browser: .venv/.ready
	$(RUN) python -m tests.browser

java: .venv/.ready
	$(RUN) python -m tests.java

editor: .venv/.ready
	$(RUN) python -m tests.yaml_server

bench: .venv/.ready       ## measure check and build on synthetic catalogs, and the pages with Lighthouse
	$(RUN) python -m tests.benchmarks.bench
	$(RUN) python -m tests.benchmarks.lighthouse

clean:
	rm -rf site .venv .uv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/.ready: uv.lock pyproject.toml
	@command -v $(UV) >/dev/null 2>&1 || { echo "installing uv into .uv/"; python3 -m venv .uv && .uv/bin/pip install --quiet "uv==0.13.9"; }
	$(UV) sync --frozen
	@touch $@
