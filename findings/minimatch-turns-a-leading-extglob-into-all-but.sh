#!/usr/bin/env bash
# minimatch 11.0.9 and glob 14.0.6 (of one house), picomatch 4.0.7 beside them; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: !(dist)/** is what it is in Bash: the files of each folder but dist. glob reads it that way, and it stands on
#   minimatch.
# Behaviour: minimatch by itself takes the "!" of a pattern's begin for "all but", whatever follows, and what is left,
#   (dist)/**, for text with brackets in it, which no path has. So the pattern matches every path, dist/b.js too, and so
#   do !(*.js|*.ts) and !(x).js. With anything before the "!" (./ or a folder) it is what it is for the others. The README
#   says it under the option nonegate, which glob sets.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund minimatch@11.0.9 glob@14.0.6 picomatch@4.0.7
mkdir -p files/dist files/src && touch files/dist/b.js files/src/a.js files/src/a.md files/x.js files/y.ts files/z.md
cat >try.mjs <<'JS'
import { globSync } from "glob";
import { minimatch } from "minimatch";
import picomatch from "picomatch";
const paths = globSync("**", { cwd: "files", nodir: true, posix: true }).sort();
for (const pattern of ["!(*.js|*.ts)", "!(x).js", "!(dist)/*.js", "src/!(*.js)"]) {
  const isMatch = picomatch(pattern);
  const found = {
    glob: globSync(pattern, { cwd: "files", nodir: true, posix: true }).sort(),
    picomatch: paths.filter((path) => isMatch(path)),
    "minimatch with nonegate": paths.filter((path) => minimatch(path, pattern, { nonegate: true })),
    minimatch: paths.filter((path) => minimatch(path, pattern)),
  };
  for (const [name, list] of Object.entries(found)) console.log(`${pattern} ${name}: ${list.join(" ") || "none"}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
!(*.js|*.ts) glob: z.md
!(*.js|*.ts) picomatch: z.md
!(*.js|*.ts) minimatch with nonegate: z.md
!(*.js|*.ts) minimatch: dist/b.js src/a.js src/a.md x.js y.ts z.md
!(x).js glob: none
!(x).js picomatch: none
!(x).js minimatch with nonegate: none
!(x).js minimatch: dist/b.js src/a.js src/a.md x.js y.ts z.md
!(dist)/*.js glob: src/a.js
!(dist)/*.js picomatch: src/a.js
!(dist)/*.js minimatch with nonegate: src/a.js
!(dist)/*.js minimatch: dist/b.js src/a.js src/a.md x.js y.ts z.md
src/!(*.js) glob: src/a.md
src/!(*.js) picomatch: src/a.md
src/!(*.js) minimatch with nonegate: src/a.md
src/!(*.js) minimatch: src/a.md
TXT
diff wanted seen
