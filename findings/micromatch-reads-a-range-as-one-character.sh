#!/usr/bin/env bash
# micromatch 4.0.8, with minimatch 11.0.9 and Bash beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: {1..12} is each number from 1 to 12: the README names {1..5} and {1..3} among what it matches, and picomatch's
#   README sends those who need {01..03} or {2..10..2} to micromatch.
# Behaviour: it becomes the class [1-12], which is one character, a 1 or a 2. So it is right up to 9 and wrong from there on:
#   {1..12} finds neither 5 nor 12, {2024..2026} nothing, a step is not counted and a minus is lost. Bash and minimatch agree.
#   The option expandRange, for "custom" expansion, with the package fill-range, mends it.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund micromatch@4.0.8 minimatch@11.0.9
cat >try.mjs <<'JS'
import { execFileSync } from "node:child_process";
import micromatch from "micromatch";
import { minimatch } from "minimatch";
for (const [pattern, texts] of [
  ["{1..5}", ["0", "1", "3", "5", "9"]],
  ["{1..12}", ["1", "2", "5", "9", "10", "12"]],
  ["{08..11}", ["08", "8", "09", "10", "11"]],
  ["{2024..2026}", ["2024", "2025", "2026", "2027"]],
  ["{0..10..5}", ["0", "3", "5", "10"]],
  ["{a..e..2}", ["a", "b", "c", "e"]],
  ["{10..1}", ["1", "5", "10"]],
  ["{-2..2}", ["-2", "-1", "0", "2"]],
]) {
  const bash = new Set(execFileSync("bash", ["-c", `echo ${pattern}`], { encoding: "utf8" }).trim().split(" "));
  const ways = { Bash: (text) => bash.has(text), minimatch: (text) => minimatch(text, pattern), micromatch: (text) => micromatch.isMatch(text, pattern), "its list": (text) => micromatch(texts, pattern).includes(text) };
  console.log(`${pattern} of ${texts.join(" ")}: ${Object.entries(ways).map(([name, way]) => { try { return `${name} ${texts.filter(way).join(" ") || "none"}`; } catch ({ message }) { return `${name} throws ${message}`; } }).join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{1..5} of 0 1 3 5 9: Bash 1 3 5, minimatch 1 3 5, micromatch 1 3 5, its list 1 3 5
{1..12} of 1 2 5 9 10 12: Bash 1 2 5 9 10 12, minimatch 1 2 5 9 10 12, micromatch 1 2, its list 1 2
{08..11} of 08 8 09 10 11: Bash 08 09 10 11, minimatch 08 09 10 11, micromatch none, its list none
{2024..2026} of 2024 2025 2026 2027: Bash 2024 2025 2026, minimatch 2024 2025 2026, micromatch none, its list none
{0..10..5} of 0 3 5 10: Bash 0 5 10, minimatch 0 5 10, micromatch 0 3 5, its list 0 3 5
{a..e..2} of a b c e: Bash a c e, minimatch a c e, micromatch a e, its list a e
{10..1} of 1 5 10: Bash 1 5 10, minimatch 1 5 10, micromatch 1, its list 1
{-2..2} of -2 -1 0 2: Bash -2 -1 0 2, minimatch -2 -1 0 2, micromatch 2, its list 2
TXT
diff wanted seen
