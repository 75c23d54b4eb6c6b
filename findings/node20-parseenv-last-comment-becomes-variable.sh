#!/usr/bin/env bash
# Node.js 20.20.2, util.parseEnv (also behind --env-file); seen 2026-11-28. Node.js 24.21.0 does not do it.
# Likely guess: a line that begins with # is a comment, wherever it stands in the file.
# Behaviour: when the file does not end in a line break and its last line is a comment with "=" in it, that
#   line becomes a variable whose name begins with #. With a line break at the end it is a comment.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null
cat >try.cjs <<'JS'
const { parseEnv } = require("node:util");
for (const text of ["A=x\n#B=1", "A=x\n#B=1\n", "A='x'\n# B=1", "#B=1\nA=x", "#B=1", "A=x #B=1"])
  console.log(process.version, JSON.stringify(text), JSON.stringify(parseEnv(text)));
JS
for version in 20.20.2 24.21.0; do
  npm install --silent --no-audit --no-fund "node@$version"
  node_modules/node/bin/node try.cjs
done | tee seen
cat >wanted <<'TXT'
v20.20.2 "A=x\n#B=1" {"#B":"1","A":"x"}
v20.20.2 "A=x\n#B=1\n" {"A":"x"}
v20.20.2 "A='x'\n# B=1" {"# B":"1","A":"x"}
v20.20.2 "#B=1\nA=x" {"A":"x"}
v20.20.2 "#B=1" {"#B":"1"}
v20.20.2 "A=x #B=1" {"A":"x"}
v24.21.0 "A=x\n#B=1" {"A":"x"}
v24.21.0 "A=x\n#B=1\n" {"A":"x"}
v24.21.0 "A='x'\n# B=1" {"A":"x"}
v24.21.0 "#B=1\nA=x" {"A":"x"}
v24.21.0 "#B=1" {}
v24.21.0 "A=x #B=1" {"A":"x"}
TXT
diff wanted seen
