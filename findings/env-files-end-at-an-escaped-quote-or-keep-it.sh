#!/usr/bin/env bash
# dotenv 18.0.10 and Node.js 20.20 and 24.21 (util.parseEnv, --env-file), with Bash beside them; seen 2026-11-29.
# Likely guess: in double quotes \" is a quotation mark, since \n there is a line break for both readers; so JSON="{\"a\":1}" in
#   an env file is JSON.
# Behaviour: it is for neither. dotenv keeps each backslash, so JSON.parse fails; Node ends the value at the first mark and
#   drops the rest of the line, so a password of pass\"word#1 is "pass\". \\ and \$ keep their backslash for both, and behind \\
#   an n is a line break all the same. Bash's 'it'\''s' they read as three different texts. Single quotes around the JSON, or
#   none, work.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund dotenv@18.0.10
cat >lines <<'TXT'
X='{"a":1}'
X="{\"a\":1}"
X="pass\"word#1"
X="cost \$5"
X="C:\\new"
X='it'\''s'
X="two\nlines"
TXT
cat >try.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { parse } from "dotenv";
for (const line of readFileSync("lines", "utf8").trim().split("\n")) {
  const bash = execFileSync("bash", ["-c", `${line}; printf %s "$X"`], { encoding: "utf8" });
  console.log(`${line} dotenv ${JSON.stringify(parse(line).X)}, Node ${JSON.stringify(parseEnv(line).X)}, Bash ${JSON.stringify(bash)}`);
}
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
X='{"a":1}' dotenv "{\"a\":1}", Node "{\"a\":1}", Bash "{\"a\":1}"
X="{\"a\":1}" dotenv "{\\\"a\\\":1}", Node "{\\", Bash "{\"a\":1}"
X="pass\"word#1" dotenv "pass\\\"word#1", Node "pass\\", Bash "pass\"word#1"
X="cost \$5" dotenv "cost \\$5", Node "cost \\$5", Bash "cost $5"
X="C:\\new" dotenv "C:\\\new", Node "C:\\\new", Bash "C:\\new"
X='it'\''s' dotenv "it'\\''s", Node "it", Bash "it's"
X="two\nlines" dotenv "two\nlines", Node "two\nlines", Bash "two\\nlines"
TXT
diff wanted seen
