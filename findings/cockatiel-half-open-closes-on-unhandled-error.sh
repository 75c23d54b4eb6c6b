#!/usr/bin/env bash
# cockatiel 3.2.1, seen 2026-11-28 with Node 20.20 and 24.21.
# Likely guess: an error that the breaker's policy does not handle (handleType, handleWhen) says nothing about
#   the other side, so it changes the breaker's state never.
# Behaviour: so it is while the circuit is closed. When it is half open, an error that is not handled counts as
#   a success: the trial call throws, and the circuit closes for everybody.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund cockatiel@3.2.1
cat >try.mjs <<'JS'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleType } from "cockatiel";
class Down extends Error {}
class Refused extends Error {}
const breaker = circuitBreaker(handleType(Down), { halfOpenAfter: 20, breaker: new ConsecutiveBreaker(2) });
const call = async (Kind) => {
  const before = CircuitState[breaker.state];
  const said = await breaker.execute(() => Promise.reject(new Kind())).catch((error) => error.constructor.name);
  console.log(`${before}: throws ${said} -> ${CircuitState[breaker.state]}`);
};
await call(Refused);
await call(Down);
await call(Refused);
await call(Down);
await new Promise((resolve) => setTimeout(resolve, 100));
await call(Refused);
await call(Down);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Closed: throws Refused -> Closed
Closed: throws Down -> Closed
Closed: throws Refused -> Closed
Closed: throws Down -> Open
Open: throws Refused -> Closed
Closed: throws Down -> Open
TXT
diff wanted seen
