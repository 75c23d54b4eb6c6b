#!/usr/bin/env bash
# nunjucks 3.2.4, the port of Jinja to JavaScript, with @huggingface/jinja 0.5.11 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what Jinja has and nunjucks has not is an error, as a slice [0:2] or the filter `map` is.
# Behaviour: {% for order in orders if order.paid %} is read as "orders, if order.paid, else nothing", before there is an order: the
#   loop is empty, and its else branch says that there are no orders. With a name that happens to be there outside it runs over all.
#   The further arguments of selectattr and rejectattr, which the manual says it has not, are dropped without a word: those
#   whose id is not "A" are none at all. A loop over an object with one name gives nothing.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund nunjucks@3.2.4 @huggingface/jinja@0.5.11
cat >try.mjs <<'JS'
import { Template } from "@huggingface/jinja";
import nunjucks from "nunjucks";
const orders = [
  { id: "A", paid: true },
  { id: "B", paid: false },
  { id: "C", paid: true },
];
const environment = new nunjucks.Environment(null, { autoescape: false });
const jinja = (text, data) => new Template(text).render(data);
for (const text of [
  "{% for order in orders %}{{ order.id }}{% else %}none{% endfor %}",
  "{% for order in orders if order.paid %}{{ order.id }}{% else %}none{% endfor %}",
  "{% set order = orders[0] %}{% for order in orders if order.paid %}{{ order.id }}{% else %}none{% endfor %}",
  '{% for order in orders | selectattr("paid") %}{{ order.id }}{% endfor %}',
  '{% for order in orders | selectattr("id", "equalto", "B") %}{{ order.id }}{% endfor %}',
  '{% for order in orders | rejectattr("id", "equalto", "A") %}{{ order.id }}{% else %}none{% endfor %}',
  "{% for key in orders[0] %}{{ key }} {% endfor %}",
  "{{ orders[0:2] | length }}",
]) {
  const seen = [];
  for (const [name, render] of Object.entries({ nunjucks: (data) => environment.renderString(text, data), jinja: (data) => jinja(text, data) })) {
    let shown;
    try {
      shown = JSON.stringify(render({ orders }).trim());
    } catch {
      shown = "an error";
    }
    seen.push(`${name} ${shown}`);
  }
  console.log(`${text}: ${seen.join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{% for order in orders %}{{ order.id }}{% else %}none{% endfor %}: nunjucks "ABC", jinja "ABC"
{% for order in orders if order.paid %}{{ order.id }}{% else %}none{% endfor %}: nunjucks "none", jinja "AC"
{% set order = orders[0] %}{% for order in orders if order.paid %}{{ order.id }}{% else %}none{% endfor %}: nunjucks "ABC", jinja "AC"
{% for order in orders | selectattr("paid") %}{{ order.id }}{% endfor %}: nunjucks "AC", jinja "AC"
{% for order in orders | selectattr("id", "equalto", "B") %}{{ order.id }}{% endfor %}: nunjucks "ABC", jinja "B"
{% for order in orders | rejectattr("id", "equalto", "A") %}{{ order.id }}{% else %}none{% endfor %}: nunjucks "none", jinja "BC"
{% for key in orders[0] %}{{ key }} {% endfor %}: nunjucks "", jinja "id paid"
{{ orders[0:2] | length }}: nunjucks an error, jinja "2"
TXT
diff wanted seen
