#!/usr/bin/env bash
# pg-types 2.2.0 (of pg 8.23.1), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a column of an array gives what its elements give alone: numeric stays a text, so numeric[] is a list of
#   texts, and setTypeParser for bigint counts for bigint[], too.
# Behaviour: arrays have parsers of their own. numeric[] comes as doubles, rounded in silence, while numeric comes as a
#   text; bigint[] stays a list of texts after setTypeParser(INT8, Number). The bounds of an array
#   ([2:3]={…}) are left out.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund pg-types@2.2.0
cat >try.mjs <<'JS'
import types from "pg-types";
types.setTypeParser(types.builtins.INT8, Number);
const show = (name, oid, text) => console.log(name, JSON.stringify(types.getTypeParser(oid, "text")(text)));
show("bigint", 20, "42");
show("bigint[]", 1016, "{42}");
show("integer[]", 1007, "{42}");
show("numeric", 1700, "0.10000000000000000001");
show("numeric[]", 1231, "{0.10000000000000000001,12345678901234567890}");
show("numeric[] with NaN", 1231, "{NaN}");
show("varchar[] with bounds", 1015, "[2:3]={a,b}");
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
bigint 42
bigint[] ["42"]
integer[] [42]
numeric "0.10000000000000000001"
numeric[] [0.1,12345678901234567000]
numeric[] with NaN [null]
varchar[] with bounds ["a","b"]
TXT
diff wanted seen
