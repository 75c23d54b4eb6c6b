#!/usr/bin/env bash
# intl-messageformat 12.1.5 (FormatJS) and @messageformat/core 3.4.1, two readers of ICU messages; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: one message and one number give one text: {rate, number, ::percent} of 0.25 is 25%, as {rate, number, percent} is.
# Behaviour: @messageformat/core does as ICU, whose skeleton `percent` is the sign alone: 0.25%. FormatJS multiplies by 100: 25%.
#   Who writes the `scale/100` that ICU wants for it gets 25% there and 2,500% here. Whoever moves from one to the other, or
#   shares messages with a program in Java, is off by a factor of 100.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  intl-messageformat@12.1.5 @messageformat/core@3.4.1
cat >try.mjs <<'JS'
import MessageFormat from "@messageformat/core";
import { IntlMessageFormat } from "intl-messageformat";
for (const message of [
  "{rate, number, percent}",
  "{rate, number, ::percent}",
  "{rate, number, ::percent scale/100}",
  "{rate, number, ::percent .00}",
  "{rate, number, ::scale/100}",
]) {
  const rate = 0.25;
  console.log(`${message}: FormatJS ${new IntlMessageFormat(message, "en").format({ rate })}, messageformat ${new MessageFormat("en").compile(message)({ rate })}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{rate, number, percent}: FormatJS 25%, messageformat 25%
{rate, number, ::percent}: FormatJS 25%, messageformat 0.25%
{rate, number, ::percent scale/100}: FormatJS 2,500%, messageformat 25%
{rate, number, ::percent .00}: FormatJS 25.00%, messageformat 0.25%
{rate, number, ::scale/100}: FormatJS 25, messageformat 25
TXT
diff wanted seen
