#!/usr/bin/env bash
# handlebars 4.7.9, seen 2026-11-28 with Node 20.20.
# Likely guess: a section {{#value}}…{{/value}} asks for the truth of its value as {{#if value}} does.
# Behaviour: {{#if}} takes 0, "" and [] as false. A plain section takes 0 and "" as true; false, null, [] and what is
#   missing as false. {{^value}} is the opposite of the section, not of {{#if}}.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund handlebars@4.7.9
cat >try.mjs <<'JS'
import Handlebars from "handlebars";
const values = { zero: 0, empty: "", list: [], no: false, nothing: null, blank: " " };
const fill = (text) => Handlebars.compile(text)(values) || "-";
for (const name of [...Object.keys(values), "missing"])
  console.log(
    `${name}: if ${fill(`{{#if ${name}}}shown{{/if}}`)}, section ${fill(`{{#${name}}}shown{{/${name}}}`)}, ` +
      `inverse ${fill(`{{^${name}}}shown{{/${name}}}`)}`,
  );
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
zero: if -, section shown, inverse -
empty: if -, section shown, inverse -
list: if -, section -, inverse shown
no: if -, section -, inverse shown
nothing: if -, section -, inverse shown
blank: if shown, section shown, inverse -
missing: if -, section -, inverse shown
TXT
diff wanted seen
