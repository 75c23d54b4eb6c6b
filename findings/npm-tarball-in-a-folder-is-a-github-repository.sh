#!/usr/bin/env bash
# npm-package-arg 13.0.2, which reads the arguments of npm 11, seen 2026-11-28 with Node 20.20.
# Likely guess: `npm install dist/tool-1.0.0.tgz` installs that file, as `npm install tool-1.0.0.tgz` does.
# Behaviour: FOLDER/FILE is a GitHub repository of the user FOLDER, whatever the ending and whether the file is there.
#   One folder more (a/b/tool.tgz), ./ or ../ before it, or no folder at all make it a file.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund npm-package-arg@13.0.2
cat >try.mjs <<'JS'
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import npa from "npm-package-arg";
for (const folder of ["dist", "a/b"]) mkdirSync(folder, { recursive: true });
for (const file of ["dist/tool-1.0.0.tgz", "a/b/tool-1.0.0.tgz", "tool-1.0.0.tgz"]) writeFileSync(file, "");
for (const argument of ["tool-1.0.0.tgz", "dist/tool-1.0.0.tgz", "./dist/tool-1.0.0.tgz", "a/b/tool-1.0.0.tgz", "file:dist/tool-1.0.0.tgz"]) {
  const { type, saveSpec } = npa(argument);
  console.log(argument, "->", type, saveSpec);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
tool-1.0.0.tgz -> file file:tool-1.0.0.tgz
dist/tool-1.0.0.tgz -> git github:dist/tool-1.0.0.tgz
./dist/tool-1.0.0.tgz -> file file:dist/tool-1.0.0.tgz
a/b/tool-1.0.0.tgz -> file file:a/b/tool-1.0.0.tgz
file:dist/tool-1.0.0.tgz -> file file:dist/tool-1.0.0.tgz
TXT
diff wanted seen
