#!/usr/bin/env bash
# zod 4.6.7 (its "zod" and its "zod/v3"), and valibot 1.5.0; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: the partial() of a schema, made for PATCH, lets each field be left out, and what was not sent is not in the
#   result. So it is in zod/v3 of the same package and in Valibot.
# Behaviour: a field with a default is put in again, so a PATCH that changes a name resets the rest to defaults: a shop that
#   was closed is open, its tags are gone. catch() is not filled in. The guide for moving from version 3 has a line on
#   defaults within optional fields, and none on partial().
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund zod@4.6.7 valibot@1.5.0
cat >try.mjs <<'JS'
import * as v from "valibot";
import { z } from "zod";
import { z as z3 } from "zod/v3";
const shop = (one) =>
  one.object({
    name: one.string(),
    open: one.boolean().default(true),
    tags: one.array(one.string()).default([]),
    level: one.number().catch(0),
  });
const valibotShop = v.object({
  name: v.string(),
  open: v.optional(v.boolean(), true),
  tags: v.optional(v.array(v.string()), []),
  level: v.fallback(v.number(), 0),
});
const kept = { name: "Lan", open: false, tags: ["new"], level: 3 };
for (const [name, read] of Object.entries({
  zod: (patch) => shop(z).partial().parse(patch),
  "zod/v3": (patch) => shop(z3).partial().parse(patch),
  valibot: (patch) => v.parse(v.partial(valibotShop), patch),
})) {
  const patch = read({ name: "Minh" });
  console.log(`${name}: ${JSON.stringify(patch)}, kept then ${JSON.stringify({ ...kept, ...patch })}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
zod: {"name":"Minh","open":true,"tags":[]}, kept then {"name":"Minh","open":true,"tags":[],"level":3}
zod/v3: {"name":"Minh"}, kept then {"name":"Minh","open":false,"tags":["new"],"level":3}
valibot: {"name":"Minh"}, kept then {"name":"Minh","open":false,"tags":["new"],"level":3}
TXT
diff wanted seen
