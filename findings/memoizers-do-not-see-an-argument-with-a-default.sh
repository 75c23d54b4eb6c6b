#!/usr/bin/env bash
# fast-memoize 2.5.2 and memoizee 0.4.17, with micro-memoize 5.2.0 and moize 6.1.7 beside them; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: a memoizer "that supports N arguments" keeps a result for each set of arguments.
# Behaviour: how many arguments count is the function's length, and JavaScript leaves out of it each parameter from the first
#   with a default on, and the rest. So (price, rate = 0.1) goes by the price alone, and the first rate that was asked for is
#   everybody's. fast-memoize does so for functions whose length is 1; with a length of 2 it sees them all. memoizee's
#   README says so, that of fast-memoize does not.
# Seen: the lines below: three calls each, of which no two should agree.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  fast-memoize@2.5.2 memoizee@0.4.17 micro-memoize@5.2.0 moize@6.1.7
cat >try.mjs <<'JS'
import fastMemoize from "fast-memoize";
import memoizee from "memoizee";
import { memoize as microMemoize } from "micro-memoize";
import moize from "moize";
const functions = {
  "(price, rate)": (price, rate) => price * (rate ?? 0.1),
  "(price, rate = 0.1)": (price, rate = 0.1) => price * rate,
  "(price, { rate = 0.1 } = {})": (price, { rate = 0.1 } = {}) => price * rate,
  "(price, ...rates)": (price, ...rates) => price * (rates[0] ?? 0.1),
  "(price, _, rate = 0.1)": (price, _, rate = 0.1) => price * rate,
};
const others = { "(price, { rate = 0.1 } = {})": [[], [{ rate: 0.2 }], [{ rate: 0.5 }]], "(price, _, rate = 0.1)": [[0], [0, 0.2], [0, 0.5]] };
for (const [name, body] of Object.entries(functions))
  for (const [library, memoize] of Object.entries({ "fast-memoize": fastMemoize, memoizee, "micro-memoize": microMemoize, moize })) {
    const memoized = memoize(body);
    const rest = others[name] ?? [[], [0.2], [0.5]];
    console.log(`${name} ${library}: ${rest.map((more) => memoized(100, ...more)).join(", ")}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
(price, rate) fast-memoize: 10, 20, 50
(price, rate) memoizee: 10, 20, 50
(price, rate) micro-memoize: 10, 20, 50
(price, rate) moize: 10, 20, 50
(price, rate = 0.1) fast-memoize: 10, 10, 10
(price, rate = 0.1) memoizee: 10, 10, 10
(price, rate = 0.1) micro-memoize: 10, 20, 50
(price, rate = 0.1) moize: 10, 20, 50
(price, { rate = 0.1 } = {}) fast-memoize: 10, 10, 10
(price, { rate = 0.1 } = {}) memoizee: 10, 10, 10
(price, { rate = 0.1 } = {}) micro-memoize: 10, 20, 50
(price, { rate = 0.1 } = {}) moize: 10, 20, 50
(price, ...rates) fast-memoize: 10, 10, 10
(price, ...rates) memoizee: 10, 10, 10
(price, ...rates) micro-memoize: 10, 20, 50
(price, ...rates) moize: 10, 20, 50
(price, _, rate = 0.1) fast-memoize: 10, 20, 50
(price, _, rate = 0.1) memoizee: 10, 10, 10
(price, _, rate = 0.1) micro-memoize: 10, 20, 50
(price, _, rate = 0.1) moize: 10, 20, 50
TXT
diff wanted seen
