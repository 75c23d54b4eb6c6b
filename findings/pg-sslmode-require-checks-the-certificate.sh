#!/usr/bin/env bash
# pg-connection-string 2.14.1 (pg 8.23.1), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: sslmode means what it does for libpq: `require` encrypts and checks nothing, no sslmode at all prefers TLS,
#   an unknown mode is refused.
# Behaviour: require, prefer and verify-ca check the certificate and its name as verify-full does, with a warning on standard
#   error; without sslmode there is no TLS, also where the server has it; an unknown mode is taken for verify-full.
# Seen: the lines below (ssl false or undefined: no TLS; {}: Node's own checks).
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund pg-connection-string@2.14.1
cat >try.mjs <<'JS'
import { parse } from "pg-connection-string";
for (const mode of ["", "disable", "prefer", "require", "verify-ca", "verify-full", "no-verify", "verifyfull"]) {
  const { ssl } = parse(`postgres://me@host/db${mode && `?sslmode=${mode}`}`);
  console.log(mode || "none", JSON.stringify(ssl) ?? "undefined");
}
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
none undefined
disable false
prefer {}
require {}
verify-ca {}
verify-full {}
no-verify {"rejectUnauthorized":false}
verifyfull {}
TXT
diff wanted seen
