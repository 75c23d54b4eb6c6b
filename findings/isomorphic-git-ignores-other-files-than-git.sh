#!/usr/bin/env bash
# isomorphic-git 1.44.19 beside git, with ignore 7.0.17 beside them; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: of one .gitignore both leave out the same files, so add({ filepath: "." }) adds what `git add .` adds.
# Behaviour: the pattern for "only what is listed" (*, then !*/ and !*.js) has isomorphic-git leave out each file in a folder, so a
#   commit by it lacks the sources. A negated class is read as its contrary: [!0-9] takes the digits. [[:digit:]], [*] and [?]
#   take nothing, so files that git keeps back are committed. Capitals count for git and not for isomorphic-git.
# Seen: the lines below: what each of them leaves out.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund isomorphic-git@1.44.19 ignore@7.0.17
cat >try.mjs <<'JS'
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import ignore from "ignore";
import git from "isomorphic-git";
const dir = fs.mkdtempSync("shop-");
spawnSync("git", ["init", "--quiet", dir]);
const cases = {
  "*.log": ["a.log", "A.LOG", "b/a.log", "a.js"],
  "*\n!*/\n!*.js": ["a.js", "src/a.js", "a.png", "src/a.png"],
  "day[!0-9].txt": ["day5.txt", "dayx.txt"],
  "day[[:digit:]].txt": ["day5.txt", "dayx.txt"],
  "why[?].txt": ["why?.txt", "whyx.txt"],
  "/cache/**/": ["cache/a", "cache/b/c"],
};
for (const [rules, files] of Object.entries(cases)) {
  fs.writeFileSync(`${dir}/.gitignore`, `${rules}\n`);
  const { stdout } = spawnSync("git", ["check-ignore", "--no-index", "-z", "--stdin"], { cwd: dir, input: files.join("\0") });
  const byGit = stdout.toString().split("\0").filter(Boolean);
  const byIsomorphic = [];
  for (const filepath of files) if (await git.isIgnored({ fs, dir, filepath })) byIsomorphic.push(filepath);
  const byIgnore = files.filter((file) => ignore({ ignorecase: false }).add(rules).ignores(file));
  const show = (list) => list.join(" ") || "nothing";
  console.log(`${JSON.stringify(rules)} of ${files.join(" ")}: git ${show(byGit)}; isomorphic-git ${show(byIsomorphic)}; ignore ${show(byIgnore)}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"*.log" of a.log A.LOG b/a.log a.js: git a.log b/a.log; isomorphic-git a.log A.LOG b/a.log; ignore a.log b/a.log
"*\n!*/\n!*.js" of a.js src/a.js a.png src/a.png: git a.png src/a.png; isomorphic-git src/a.js a.png src/a.png; ignore a.png src/a.png
"day[!0-9].txt" of day5.txt dayx.txt: git dayx.txt; isomorphic-git day5.txt; ignore dayx.txt
"day[[:digit:]].txt" of day5.txt dayx.txt: git day5.txt; isomorphic-git nothing; ignore day5.txt
"why[?].txt" of why?.txt whyx.txt: git why?.txt; isomorphic-git nothing; ignore why?.txt
"/cache/**/" of cache/a cache/b/c: git cache/b/c; isomorphic-git cache/a cache/b/c; ignore cache/b/c
TXT
diff wanted seen
