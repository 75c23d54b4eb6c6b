#!/usr/bin/env bash
# compare-versions 6.1.1, with semver 7.8.6 (of npm) beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: satisfies() takes ranges "compatible with npm package versioning", as the README says, and refuses one that it does not
#   know, as it refuses "*".
# Behaviour: a part that lacks or is an x is 0 and not "any": 1.2.3 is not in 1.x, 1.2, "1 || 3" or <=1, and it is above >1. The same
#   part behind ^ or ~ is read as npm does. A version before a release (2.0.0-beta) is in <2.0.0 and in ^1.2, where npm leaves it
#   out. None of it is an error, so a plug-in is refused, or taken, by the way its range is written.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund compare-versions@6.1.1 semver@7.8.6
cat >try.mjs <<'JS'
import { satisfies } from "compare-versions";
import semver from "semver";
const show = (read) => {
  try {
    return read();
  } catch {
    return "an error";
  }
};
for (const [version, range] of [
  ["1.2.3", "^1.x"],
  ["1.2.3", "1.x"],
  ["1.2.3", "1.2"],
  ["1.2.3", "1 || 3"],
  ["1.2.3", "<=1"],
  ["1.2.3", ">1"],
  ["1.9.0", "1.2.0 - 1"],
  ["2.0.0-beta", "<2.0.0"],
  ["1.3.0-beta", "^1.2"],
  ["1.2.3", "^1.2.3-0"],
  ["1.2.3", "*"],
])
  console.log(`${version} in ${range}: compare-versions ${show(() => satisfies(version, range))}, semver ${semver.satisfies(version, range)}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
1.2.3 in ^1.x: compare-versions true, semver true
1.2.3 in 1.x: compare-versions false, semver true
1.2.3 in 1.2: compare-versions false, semver true
1.2.3 in 1 || 3: compare-versions false, semver true
1.2.3 in <=1: compare-versions false, semver true
1.2.3 in >1: compare-versions true, semver false
1.9.0 in 1.2.0 - 1: compare-versions false, semver true
2.0.0-beta in <2.0.0: compare-versions true, semver false
1.3.0-beta in ^1.2: compare-versions true, semver false
1.2.3 in ^1.2.3-0: compare-versions false, semver true
1.2.3 in *: compare-versions an error, semver true
TXT
diff wanted seen
