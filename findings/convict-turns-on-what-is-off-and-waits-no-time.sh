#!/usr/bin/env bash
# convict 6.2.5 with convict-format-with-moment 6.2.0, and envalid 8.2.0 and env-var 7.5.0 beside it, readers of the environment by a
#   schema; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a setting that is declared Boolean or duration is read as one, or validate() refuses the text, as it refuses "an hour".
# Behaviour: every text but "false" is true, in capitals or not: "0", "no" and "off" turn on what they are to turn off, and so does an
#   empty text. Of a duration the first whole number and the word behind it are looked at: "1.5 hours" is one, "1 hour 30 minutes" too,
#   "90 mins" and "5 min" are 0, and "30s" is 30 milliseconds. The strict validate() is content with all of them.
# Seen: the lines below; the durations in milliseconds.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  convict@6.2.5 convict-format-with-moment@6.2.0 envalid@8.2.0 env-var@7.5.0
cat >try.mjs <<'JS'
import convict from "convict";
import formats from "convict-format-with-moment";
import env from "env-var";
import { bool, cleanEnv } from "envalid";
convict.addFormats(formats);
const byConvict = (format, X) => {
  const settings = convict({ x: { format, default: null, env: "X" } }, { env: { X } });
  settings.validate({ allowed: "strict" });
  return settings.get("x");
};
const reporter = ({ errors }) => {
  if (errors.X) throw errors.X;
};
const readers = {
  convict: (X) => byConvict(Boolean, X),
  envalid: (X) => cleanEnv({ X }, { X: bool() }, { reporter }).X,
  "env-var": (X) => env.from({ X }).get("X").asBool(),
};
const shown = (read) => {
  try {
    return read();
  } catch {
    return "refuses";
  }
};
for (const X of ["true", "FALSE", "0", "no", "off", ""])
  console.log(`"${X}":${Object.entries(readers).map(([name, read]) => ` ${name} ${shown(() => read(X))}`)}`);
for (const X of ["30 seconds", "30 s", "30s", "5 minutes", "5 min", "90 mins", "1 hour", "1.5 hours", "1 hour 30 minutes", "an hour"])
  console.log(`"${X}": ${shown(() => byConvict("duration", X))}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
"true": convict true, envalid true, env-var true
"FALSE": convict false, envalid refuses, env-var false
"0": convict true, envalid false, env-var false
"no": convict true, envalid false, env-var refuses
"off": convict true, envalid false, env-var refuses
"": convict true, envalid refuses, env-var refuses
"30 seconds": 30000
"30 s": 30000
"30s": 30
"5 minutes": 300000
"5 min": 0
"90 mins": 0
"1 hour": 3600000
"1.5 hours": 3600000
"1 hour 30 minutes": 3600000
"an hour": refuses
TXT
diff wanted seen
