#!/bin/sh
# Runs the unit tests: bundled by esbuild, since node 18 reads no TypeScript.
set -e
cd "$(dirname "$0")"
rm -rf tests/unit/build
esbuild tests/unit/*.test.ts --bundle --platform=node --format=cjs --outdir=tests/unit/build --log-level=warning
exec node --test tests/unit/build
