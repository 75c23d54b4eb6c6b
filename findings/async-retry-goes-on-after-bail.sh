#!/usr/bin/env bash
# async-retry 1.3.3, with p-retry 7.1.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: bail(error) ends the retrying, as AbortError does with p-retry; to throw the same error behind it, so that
#   nothing below runs, changes nothing.
# Behaviour: the promise is rejected at once, and the work goes on: what is thrown after bail() is retried all the same, in
#   the background, as often as `retries` says, each time with bail() in it. The caller has given up and the card is charged
#   again. Only with `return` behind bail() it stops.
# Seen: the lines below: what the caller gets, how often the work had run by then, and how often in the end.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund async-retry@1.3.3 p-retry@7.1.1
cat >try.mjs <<'JS'
import asyncRetry from "async-retry";
import pRetry, { AbortError } from "p-retry";
const options = { retries: 3, minTimeout: 10, factor: 1 };
const refused = new Error("card refused");
const stops = {
  "async-retry, bail and return": (charge) => asyncRetry((bail) => (charge(), bail(refused)), options),
  "async-retry, bail and throw": (charge) =>
    asyncRetry((bail) => {
      charge();
      bail(refused);
      throw refused;
    }, options),
  "async-retry, bail in a function that rejects later": (charge) =>
    asyncRetry(async (bail) => {
      charge();
      bail(refused);
      await Promise.reject(refused);
    }, options),
  "p-retry, AbortError": (charge) =>
    pRetry(() => {
      charge();
      throw new AbortError(refused);
    }, options),
};
for (const [name, stop] of Object.entries(stops)) {
  let charges = 0;
  const told = await stop(() => charges++).catch(({ message }) => message);
  const then = charges;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  console.log(`${name}: told "${told}" after ${then}, ran ${charges} times`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
async-retry, bail and return: told "card refused" after 1, ran 1 times
async-retry, bail and throw: told "card refused" after 1, ran 4 times
async-retry, bail in a function that rejects later: told "card refused" after 1, ran 4 times
p-retry, AbortError: told "card refused" after 1, ran 1 times
TXT
diff wanted seen
