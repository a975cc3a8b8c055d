# Twinbench from a clean checkout. `make` alone lists the goals.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-mpi build build-mpi test-mpi paper methods experiments precession probe noise sample test check faults trials fuzz mutants sanitize sanitize-memory sanitize-threads bench peers metric-pages findings docs format lint clean

TWINBENCH := .build/release/twinbench
SWIFT_SOURCES := Package.swift Sources Tests

help: ## list the goals
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## install the system packages that are missing, and check the Swift version
	@./Scripts/setup.sh

setup-mpi: ## the same, and Open MPI
	@./Scripts/setup.sh --mpi

build: setup ## build the program (release)
	swift build -c release

# The same program over many processes, in a build of its own: docs/clusters.md.
build-mpi: setup-mpi ## build the program with MPI, as .build-mpi/release/twinbench
	swift build -c release --traits MPI --scratch-path .build-mpi --product twinbench

test-mpi: build-mpi ## run that program over 2 and 3 ranks and hold what it makes against what one process makes
	python3 Tests/Ranks/ranks.py .build-mpi/release/twinbench

# Exit status 1 of validate means that a verdict differs from the one stated: the page is written all the same.
paper: build ## simulate, learn, score and write Reports/paper/index.html
	@status=0; \
	"$(TWINBENCH)" validate Validation/paper.yaml --report Reports/paper || status=$$?; \
	if [ "$$status" -le 1 ]; then echo "The page is $$PWD/Reports/paper/index.html"; fi; \
	exit "$$status"

methods: build ## compare every method by artefact and write Reports/methods/index.html (about 15 minutes)
	"$(TWINBENCH)" validate Validation/methods.yaml --report Reports/methods

# The worst exit status of all, so that one differing verdict does not keep the other pages from being written.
EXPERIMENTS := nanowire overlap particle
experiments: build ## simulate Figs. 1-4 of Martineau et al. 2019 and the particle of its discussion, and write their pages (about 20 minutes)
	@worst=0; \
	for name in $(EXPERIMENTS); do \
	    status=0; "$(TWINBENCH)" validate Validation/$$name.yaml --report Reports/$$name || status=$$?; \
	    if [ "$$status" -gt 1 ]; then exit "$$status"; fi; \
	    if [ "$$status" -gt "$$worst" ]; then worst=$$status; fi; \
	done; exit "$$worst"

# Exit status 1 means that a verdict differs from the one stated, as for paper.
probe: build ## hold the column approximation against a real probe and write Reports/probe/index.html (about 10 minutes)
	"$(TWINBENCH)" validate Validation/probe.yaml --report Reports/probe

precession: build ## which precession for which crystal: maps and a rule in Reports/precession/index.html (about 15 minutes)
	"$(TWINBENCH)" validate Validation/precession.yaml --dry-run
	"$(TWINBENCH)" validate Validation/precession.yaml --report Reports/precession

noise: build ## at which dose and background each method breaks, and what helps, in Reports/noise/index.html (about 15 minutes)
	"$(TWINBENCH)" validate Validation/noise.yaml --report Reports/noise

sample: methods precession ## write the pages that are kept in Reports/sample
	"$(TWINBENCH)" validate Validation/sample.yaml --report Reports/sample-run
	mkdir -p Reports/sample
	cp Reports/sample-run/index.html Reports/sample/index.html
	cp Reports/methods/index.html Reports/sample/methods.html
	cp Reports/precession/index.html Reports/sample/precession.html

test: setup ## run every test (release, sharing the build of the program), then make check
	swift test -c release --disable-testable-imports
	@$(MAKE) --no-print-directory check

# Nothing comes from a cache: a fault must not hide behind results that were made without it.
check: build ## run Validation/paper.yaml afresh and hold its scores against Validation/baselines/paper.json
	@./Scripts/planted-faults.sh --still-fit
	rm -rf .build/check && mkdir -p .build/check
	"$(TWINBENCH)" check Validation/paper.yaml --baseline Validation/baselines/paper.json \
	    --cache .build/check/cache --report .build/check/paper \
	    --junit .build/check/junit.xml --markdown .build/check/scores.md
	rm -rf .build/check/cache .build/check/paper/data .build/check/paper/results

faults: ## plant known faults in a copy of the sources and see that make check finds each (about 10 minutes)
	./Scripts/planted-faults.sh

# 20 in each of four rooms; SEED=2 draws others, and Scripts/mutants.py --help says how to make fewer.
SEED := 1
mutants: setup ## make small faults by rule and count by room how many the tests catch (about 3 hours; goes on where it stopped)
	python3 Scripts/mutants.py --seed $(SEED)

# In a build of its own each. FILTER chooses the tests: all that compute in this process, by default. What takes part in a
# fault is C or Swift; OpenBLAS, FFTW, HDF5 and the Swift libraries come without instrumentation, and leaks are not looked
# for. Undefined behaviour in C traps; Swift traps by itself.
FILTER := ArraysTests|SpecimensTests|MultisliceTests|DetectionTests|FormatsTests|LearningTests|MetricsTests|ModellingTests
sanitize: sanitize-memory sanitize-threads ## run the tests with the address, undefined-behaviour and thread sanitizers (two hours)

sanitize-memory: setup ## the same with the address and undefined-behaviour sanitizers alone (about 30 minutes)
	ASAN_OPTIONS=detect_leaks=0 swift test -c release --disable-testable-imports --scratch-path .build-address \
	    --sanitize address -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined --filter '$(FILTER)'

sanitize-threads: setup ## the same with the thread sanitizer alone (about an hour)
	TSAN_OPTIONS=suppressions=$(CURDIR)/Scripts/thread-sanitizer.txt swift test -c release --disable-testable-imports --scratch-path .build-thread \
	    --sanitize thread --filter '$(FILTER)'

trials: build ## break off runs: kill -9, full disks, read-only folders, two at once, altered caches (10 to 30 minutes; full disks need root)
	python3 Tests/Trials/interrupted.py "$(TWINBENCH)"

fuzz: build ## give every reader 100000 damaged files (about 4 hours on two cores); FUZZ="--inputs 1000" for fewer
	.build/release/Fuzz $(FUZZ)

bench: build ## measure the speed against peers and write Reports/bench/
	.build/release/Benchmarks

peers: build .peers/abtem/installed .peers/readers/installed .peers/learning/installed ## make Pythons with abTEM, with HyperSpy and pyxem and with scikit-learn under .peers, and run their checks
	.peers/abtem/bin/python Tests/Peers/abtem_speed.py
	.peers/abtem/bin/python Tests/Peers/abtem_same_potential.py
	mkdir -p Reports/peers
	"$(TWINBENCH)" simulate Models/datasets/fig5.yaml --output Reports/peers/fig5.hspy
	.peers/readers/bin/python Tests/Peers/check_hyperspy.py Reports/peers/fig5.hspy
	.peers/readers/bin/python Tests/Peers/check_formats.py "$(TWINBENCH)" Reports/peers/fig5.hspy
	.peers/readers/bin/python Tests/Peers/check_virtual.py "$(TWINBENCH)" Reports/peers/fig5.hspy
	"$(TWINBENCH)" validate Validation/sample.yaml --report Reports/peers/sample
	.peers/readers/bin/python Tests/Peers/check_record.py Reports/peers/sample Validation/baselines/paper.json

# One Python for each group: abTEM needs zarr 3, pyxem zarr 2.
.peers/%/installed: Tests/Peers/requirements-%.txt
	python3 -m venv .peers/$*
	.peers/$*/bin/pip install --quiet --requirement $<
	touch $@

metric-pages: build ## write docs/metrics from the program's list of metrics
	"$(TWINBENCH)" list metrics --pages docs/metrics

findings: build ## write docs/findings from the records of earlier runs in Reports
	"$(TWINBENCH)" findings Validation/findings --records Reports --output docs/findings

docs: build ## make the website of documents in .build/docs
	./Scripts/docs.sh

format: ## bring all Swift code into the house format, in place
	swift format format --in-place --recursive --parallel $(SWIFT_SOURCES)

lint: ## name every place that is not in the house format
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)

clean: ## remove what was built; reports stay
	swift package clean
