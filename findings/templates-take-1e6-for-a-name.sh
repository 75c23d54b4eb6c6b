#!/usr/bin/env bash
# handlebars 4.7.10, nunjucks 3.2.4 and liquidjs 10.30.1, with eta 4.6.0 (JavaScript) beside them; seen 2026-11-29 with Node
#   20.20 and 24.21.
# Likely guess: a language that has the numbers 1000000 and 0.5 has 1e6, or refuses it. JSON has it, and JavaScript writes it.
# Behaviour: the three take it for the name of a value that is not there, and so for nothing: a limit of 1e6 lets nobody
#   through, 1e6 plus 1 is 1. So they do with 1_000_000 and 0x10. Strict mode of Handlebars, which refuses to show a name that
#   lacks, lets it pass as a parameter.
# Seen: the lines below: the number plus 1, and whether 5 is less.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund handlebars@4.7.10 nunjucks@3.2.4 liquidjs@10.30.1 eta@4.6.0
cat >try.mjs <<'JS'
import { Eta } from "eta";
import handlebars from "handlebars";
import { Liquid } from "liquidjs";
import nunjucks from "nunjucks";
handlebars.registerHelper("add", (one, other) => Number(one ?? 0) + other);
handlebars.registerHelper("less", (one, other) => one < other);
const languages = {
  handlebars: [(n) => `{{add ${n} 1}}, {{less total ${n}}}`, (text, data) => handlebars.compile(text)(data)],
  nunjucks: [(n) => `{{ ${n} + 1 }}, {{ total < ${n} }}`, (text, data) => nunjucks.renderString(text, data)],
  liquidjs: [(n) => `{{ ${n} | plus: 1 }}, {% if total < ${n} %}true{% else %}false{% endif %}`, (text, data) => new Liquid().parseAndRenderSync(text, data)],
  "handlebars, strict": [(n) => `{{add ${n} 1}}`, (text, data) => handlebars.compile(text, { strict: true })(data)],
  eta: [(n) => `<%= ${n} + 1 %>, <%= it.total < ${n} %>`, (text, data) => new Eta().renderString(text, data)],
};
for (const number of ["1000000", "1e6", "1_000_000", "0x10"])
  for (const [name, [template, render]] of Object.entries(languages)) {
    let shown;
    try {
      shown = render(template(number), { total: 5 });
    } catch ({ message }) {
      shown = `throws ${message.split("\n").at(-1).trim()}`;
    }
    console.log(`${number} ${name}: ${shown}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
1000000 handlebars: 1000001, true
1000000 nunjucks: 1000001, true
1000000 liquidjs: 1000001, true
1000000 handlebars, strict: 1000001
1000000 eta: 1000001, true
1e6 handlebars: 1, false
1e6 nunjucks: NaN, false
1e6 liquidjs: 1, false
1e6 handlebars, strict: 1
1e6 eta: 1000001, true
1_000_000 handlebars: 1, false
1_000_000 nunjucks: NaN, false
1_000_000 liquidjs: 1, false
1_000_000 handlebars, strict: 1
1_000_000 eta: 1000001, true
0x10 handlebars: 1, false
0x10 nunjucks: NaN, false
0x10 liquidjs: 1, false
0x10 handlebars, strict: 1
0x10 eta: 17, true
TXT
diff wanted seen
