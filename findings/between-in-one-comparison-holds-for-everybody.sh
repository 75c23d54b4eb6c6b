#!/usr/bin/env bash
# nunjucks 3.2.4, jexl 2.3.0, expr-eval-fork 3.0.3 and liquidjs 10.30.1, with mathjs 15.2.0 and filtrex 3.1.0 beside them; seen
#   2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a language that takes 18 < age < 65 means "between" by it, as mathjs, filtrex and Jinja (of which nunjucks is
#   the port) do; one that can't do that refuses it.
# Behaviour: nunjucks, jexl and expr-eval compare the outcome of the first half with 65, so a child and an old man are in. The
#   other way round, 65 > age > 18, nobody is. For liquidjs nobody is in by the first, and everybody by the second: it
#   compares from the right. None of them says a word.
# Seen: the lines below: who of 10, 30 and 80 is in.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  nunjucks@3.2.4 jexl@2.3.0 expr-eval-fork@3.0.3 liquidjs@10.30.1 mathjs@15.2.0 filtrex@3.1.0
cat >try.mjs <<'JS'
import { Parser } from "expr-eval-fork";
import { compileExpression } from "filtrex";
import jexl from "jexl";
import { Liquid } from "liquidjs";
import { evaluate } from "mathjs";
import nunjucks from "nunjucks";
const liquid = new Liquid();
const languages = {
  mathjs: (text, data) => evaluate(text, data),
  filtrex: (text, data) => compileExpression(text)(data),
  nunjucks: (text, data) => nunjucks.renderString(`{% if ${text} %}in{% endif %}`, data),
  jexl: (text, data) => jexl.evalSync(text, data),
  "expr-eval": (text, data) => Parser.evaluate(text, data),
  liquidjs: (text, data) => liquid.parseAndRenderSync(`{% if ${text} %}in{% endif %}`, data),
};
for (const text of ["18 < age < 65", "65 > age > 18"])
  for (const [name, holds] of Object.entries(languages))
    console.log(`${text} ${name}: ${[10, 30, 80].filter((age) => holds(text, { age })).join(", ") || "nobody"}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
18 < age < 65 mathjs: 30
18 < age < 65 filtrex: 30
18 < age < 65 nunjucks: 10, 30, 80
18 < age < 65 jexl: 10, 30, 80
18 < age < 65 expr-eval: 10, 30, 80
18 < age < 65 liquidjs: nobody
65 > age > 18 mathjs: 30
65 > age > 18 filtrex: 30
65 > age > 18 nunjucks: nobody
65 > age > 18 jexl: nobody
65 > age > 18 expr-eval: nobody
65 > age > 18 liquidjs: 10, 30, 80
TXT
diff wanted seen
