#!/usr/bin/env bash
# Makes the documentation of the modules that users import, with the guides: a folder of static files.
#
#   reference.sh BUILT OUT     from what `swift build --target GraphbookReference` has put into BUILT
set -euo pipefail
cd "$(dirname "$0")/.."
built=$1 out=$2

# The symbols, as one module: users import several, and the links between them have to lead somewhere.
symbols=$built/symbol-graphs
rm -rf "$symbols" && mkdir -p "$symbols"
maps=(CGraphbook CImaging COnnxRuntime)
swift-symbolgraph-extract -module-name GraphbookReference -target "$(basename "$(dirname "$(realpath "$built")")")" \
    -I "$built/Modules" -I Sources/CTurboJPEG -I Sources/CPNG \
    $(printf -- "-Xcc -fmodule-map-file=$built/%s.build/module.modulemap " "${maps[@]}") \
    -minimum-access-level public -skip-synthesized-members \
    -experimental-allowed-reexported-modules=GraphbookCore,GraphbookEngine,Graphbook,GraphbookImaging,GraphbookModels,GraphbookTesting \
    -output-dir "$symbols"
sed -i 's/"name":"GraphbookReference"/"name":"Graphbook"/' "$symbols"/*.json

docc convert Documentation/Graphbook.docc --additional-symbol-graph-dir "$symbols" \
    --fallback-display-name Graphbook --fallback-bundle-identifier graphbook \
    --transform-for-static-hosting --warnings-as-errors --output-path "$out"
