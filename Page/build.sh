#!/bin/sh
# Builds the page into Page/dist, with Debian's esbuild and React. Other arguments go to esbuild: `./build.sh --watch`.
set -e
cd "$(dirname "$0")"
rm -rf dist/*.js dist/*.map
mkdir -p dist
cp index.html icon.svg dist/
cat src/style/tokens.css src/style/base.css src/style/canvas.css src/style/panels.css > dist/all.css
esbuild dist/all.css --minify --outfile=dist/page.css --log-level=warning
rm dist/all.css
NODE_PATH=/usr/share/nodejs exec esbuild page=src/main.tsx events.worker=src/net/events.worker.ts \
    --bundle --splitting --minify --sourcemap --format=esm --target=es2020 --jsx=automatic \
    '--define:process.env.NODE_ENV="production"' --outdir=dist --log-level=warning "$@"
