#!/usr/bin/env bash
# url-template 3.1.1 and uri-templates 0.2.0, two readers of RFC 6570; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: an empty list counts as not given, as the standard has it (2.3), so {?ids} of it is nothing; and what holds for
#   {?ids*} holds for {?ids}.
# Behaviour: url-template writes "?ids=" of an empty list and of an empty object, with * nothing. A server takes it for "of the
#   id ''": no order is found, or all are. uri-templates writes nothing, and in its turn writes undefined and null in a list
#   as the words, which url-template leaves out.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund url-template@3.1.1 uri-templates@0.2.0
cat >try.mjs <<'JS'
import uriTemplates from "uri-templates";
import { parseTemplate } from "url-template";
const values = { none: undefined, empty: [], nothing: {}, gaps: ["a", undefined, null], text: "" };
for (const template of ["/orders{?none}", "/orders{?empty}", "/orders{?empty*}", "/orders{&empty}", "/orders{?nothing}", "/orders{;empty}", "/orders{?gaps}", "/orders{?text}"])
  console.log(`${template}: url-template ${parseTemplate(template).expand(values)}, uri-templates ${uriTemplates(template).fill(values)}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
/orders{?none}: url-template /orders, uri-templates /orders
/orders{?empty}: url-template /orders?empty=, uri-templates /orders
/orders{?empty*}: url-template /orders, uri-templates /orders
/orders{&empty}: url-template /orders&empty=, uri-templates /orders
/orders{?nothing}: url-template /orders?nothing=, uri-templates /orders
/orders{;empty}: url-template /orders;empty=, uri-templates /orders
/orders{?gaps}: url-template /orders?gaps=a, uri-templates /orders?gaps=a,undefined,null
/orders{?text}: url-template /orders?text=, uri-templates /orders?text=
TXT
diff wanted seen
