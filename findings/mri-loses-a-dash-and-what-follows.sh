#!/usr/bin/env bash
# mri 1.2.0 (the reader of arguments of sade and others), with minimist 1.2.8 beside it, which it says to be a faster form of, and
#   util.parseArgs of Node; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a single dash, by which a program is told to read its standard input or to write to its output, is a word as any other;
#   an empty value stays empty.
# Behaviour: mri takes the dash for an option without a name and throws it away, and with it the word behind: of
#   "convert - out.png" nothing but "convert" is left. -o - is an option without a value. --note= takes the next word for its value, and
#   --note "" is the number 0.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund mri@1.2.0 minimist@1.2.8
cat >try.mjs <<'JS'
import { parseArgs } from "node:util";
import minimist from "minimist";
import mri from "mri";
const options = { note: { type: "string" }, out: { type: "string", short: "o" } };
const byNode = (args) => {
  const { positionals, values } = parseArgs({ args, options, strict: false, allowPositionals: true });
  return { _: positionals, ...values };
};
for (const args of [
  ["convert", "-", "out.png"],
  ["in.png", "-"],
  ["-o", "-", "in.png"],
  ["--note=", "in.png"],
  ["--note", "", "in.png"],
]) {
  const seen = { mri: mri(args), minimist: minimist(args), Node: byNode(args) };
  for (const [name, { _, ...values }] of Object.entries(seen))
    console.log(`${args.join(" ")} | ${name}: ${JSON.stringify(_)} ${JSON.stringify(values)}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
convert - out.png | mri: ["convert"] {}
convert - out.png | minimist: ["convert","-","out.png"] {}
convert - out.png | Node: ["convert","-","out.png"] {}
in.png - | mri: ["in.png"] {}
in.png - | minimist: ["in.png","-"] {}
in.png - | Node: ["in.png","-"] {}
-o - in.png | mri: [] {"o":true}
-o - in.png | minimist: ["in.png"] {"o":"-"}
-o - in.png | Node: ["in.png"] {"out":"-"}
--note= in.png | mri: [] {"note":"in.png"}
--note= in.png | minimist: ["in.png"] {"note":""}
--note= in.png | Node: ["in.png"] {"note":""}
--note  in.png | mri: ["in.png"] {"note":0}
--note  in.png | minimist: ["in.png"] {"note":""}
--note  in.png | Node: ["in.png"] {"note":""}
TXT
diff wanted seen
