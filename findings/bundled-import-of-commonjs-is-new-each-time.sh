#!/usr/bin/env bash
# rolldown 1.2.19 and esbuild 0.28.2, with rollup 4.68.8 and Node's own loader beside them; seen 2026-11-28 with
# Node 20.20 and 24.21.
# Likely guess: `import()` of one package gives one namespace, however often it is called, in a bundle as
#   without one; so it costs next to nothing from the second call on, and can stand on a hot path.
# Behaviour: for a CommonJS package, rolldown's bundle makes a new namespace for each call and looks at
#   every export again. esbuild does so without code splitting, and not with it.
# Seen: the lines below: whether two calls give the same object, and how many looks at an export
#   ten further calls cost.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund rolldown@1.2.19 esbuild@0.28.2 rollup@4.68.8 @rollup/plugin-commonjs@29.0.3 @rollup/plugin-node-resolve@16.0.3
mkdir -p node_modules/plain && echo '{"name":"plain","version":"1.0.0","main":"index.cjs"}' >node_modules/plain/package.json
cat >node_modules/plain/index.cjs <<'JS'
globalThis.looks = 0;
module.exports = new Proxy({ one: 1, two: 2 }, {
  getOwnPropertyDescriptor(target, name) { globalThis.looks++; return Reflect.getOwnPropertyDescriptor(target, name); },
});
JS
cat >entry.js <<'JS'
const first = await import("plain");
const second = await import("plain");
const before = globalThis.looks;
for (let n = 0; n < 10; n++) await import("plain");
console.log(`same: ${first === second}, looks: ${globalThis.looks - before}`);
JS
npx rolldown entry.js -d rolldown --format esm --platform node >/dev/null
npx esbuild entry.js --bundle --format=esm --platform=node --outfile=esbuild/entry.js --log-level=error
npx esbuild entry.js --bundle --splitting --format=esm --platform=node --outdir=esbuild-splitting --log-level=error
npx rollup entry.js -d rollup --format esm -p node-resolve -p commonjs --silent
{
  echo "node: $(node entry.js)"
  for bundle in rolldown esbuild esbuild-splitting rollup; do echo "$bundle: $(node $bundle/entry.js)"; done
} | tee seen
cat >wanted <<'TXT'
node: same: true, looks: 0
rolldown: same: false, looks: 20
esbuild: same: false, looks: 20
esbuild-splitting: same: true, looks: 0
rollup: same: true, looks: 0
TXT
diff wanted seen
