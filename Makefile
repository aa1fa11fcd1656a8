# One command sets up and runs, one sets up and tests; the rest serves whoever works on the house.
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8050
WORKERS ?= 2
# One more than there are cores: browsers and servers are waited for.
WORKING ?= $(shell expr $$(nproc) + 1)
BIN := .venv/bin
DONE := .venv/.installed

.PHONY: run test setup lint bench demo lock clean

run: setup
	@test -e "$${CHISO_HOME:-var}/warehouse/CURRENT" || $(BIN)/chiso demo
	$(BIN)/chiso serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

test: setup
	$(BIN)/python -m pytest --numprocesses $(WORKING) --dist loadfile --no-loadscope-reorder

setup: $(DONE)
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory chromium

$(DONE): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Cần Python 3.11: không tìm thấy lệnh $(PYTHON)."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --config-setting editable_mode=compat -e .
	touch $(DONE)

.PHONY: chromium
chromium:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else \
		echo "Các bài kiểm thử bằng trình duyệt cần Chromium: sudo apt-get install chromium"; \
	fi

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py briefings cli components data exports geo loaders pages submissions web deploy

bench: setup
	$(BIN)/python -m tests.benchmarks

demo: setup
	$(BIN)/chiso demo

lock:
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--extra dev --universal --python-version 3.11 pyproject.toml -o requirements.lock

# What installs where there is no network, for machines like this one; see docs/van-hanh.md.
.PHONY: bundle bundle-check audit
bundle: setup
	$(BIN)/python -m deploy.bundle build/bundle

bundle-check: bundle
	CHISO_BUNDLE="$$(ls -d build/bundle/chiso-*.tar.gz | tail -1)" $(BIN)/python -m pytest -n0 tests/deploy/bundle_check.py

# What the packages of the lock are: pinned, with checksums, as the project says, not withdrawn, under known licences.
audit: setup
	$(BIN)/python -m deploy.audit

clean:
	rm -rf .venv build *.egg-info
