#!/usr/bin/env bash
# mustache 4.2.0 and hogan.js 3.0.2 (one language), handlebars 4.7.10 beside them; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: in a section, {{address.city}} is the city of the nearest address. When that one has no city, the answer is
#   empty, as Mustache's specification says: only the first name of a dotted one is looked for further out.
# Behaviour: mustache.js goes on outwards with the whole dotted name, so a customer whose address lacks the city gets the
#   city of the shop that stands around the list. hogan.js keeps to the specification.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund mustache@4.2.0 hogan.js@3.0.2 handlebars@4.7.10
cat >try.mjs <<'JS'
import Handlebars from "handlebars";
import Hogan from "hogan.js";
import Mustache from "mustache";
const shop = {
  address: { city: "Huế", street: "Lê Lợi" },
  customers: [
    { name: "Lan", address: { city: "Vinh", street: "Quang Trung" } },
    { name: "Minh", address: { street: "Trần Phú" } },
    { name: "An", address: null },
    { name: "Bình" },
  ],
};
const text = "{{#customers}}{{name}}={{address.street}}/{{address.city}} {{/customers}}";
console.log("mustache", Mustache.render(text, shop));
console.log("hogan.js", Hogan.compile(text).render(shop));
console.log("handlebars", Handlebars.compile(text)(shop));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
mustache Lan=Quang Trung/Vinh Minh=Trần Phú/Huế An=Lê Lợi/Huế Bình=Lê Lợi/Huế 
hogan.js Lan=Quang Trung/Vinh Minh=Trần Phú/ An=/ Bình=Lê Lợi/Huế 
handlebars Lan=Quang Trung/Vinh Minh=Trần Phú/ An=/ Bình=/ 
TXT
diff wanted seen
