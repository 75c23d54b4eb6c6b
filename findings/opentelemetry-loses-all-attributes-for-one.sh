#!/usr/bin/env bash
# @opentelemetry/resources 2.12.1, with the reader of baggage of @opentelemetry/core 2.12.1 beside it; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: of OTEL_RESOURCE_ATTRIBUTES a pair that can't be read is left out, or the program is told: the specification has the
#   whole value discarded and an error reported. The format is that of baggage, which the same release reads.
# Behaviour: an "=" in a value, as a query or Base64 has it, a "%" that stands for itself, or a word without "=", and every attribute
#   is gone, the name of the service with them. The report has the level debug, which a logger does not show by default, so the
#   traces come under another name. Baggage is read pair by pair, and takes the "=".
# Seen: the lines below: the attributes, and how often a logger of the default level was told.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  @opentelemetry/api@1.9.1 @opentelemetry/resources@2.12.1 @opentelemetry/core@2.12.1
cat >try.mjs <<'JS'
import { diag, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { W3CBaggagePropagator } from "@opentelemetry/core";
import { detectResources, envDetector } from "@opentelemetry/resources";
let told = 0;
const count = () => (told += 1);
diag.setLogger({ error: count, warn: count, info: count, debug: count, verbose: count }, { suppressOverrideMessage: true });
const getter = { get: (carrier, key) => carrier[key], keys: (carrier) => Object.keys(carrier) };
for (const text of [
  "service.name=shop,region=vn",
  "service.name=shop,filter=paid=yes,region=vn",
  "service.name=shop,filter=paid%3Dyes,region=vn",
  "service.name=shop,key=dGVh==,region=vn",
  "service.name=shop,discount=50%,region=vn",
  "service.name=shop,note=a;b,region=vn",
  "service.name=shop,region",
  "service.name=shop,,region=vn,",
]) {
  process.env.OTEL_RESOURCE_ATTRIBUTES = text;
  told = 0;
  const { attributes } = detectResources({ detectors: [envDetector] });
  const baggage = propagation.getBaggage(new W3CBaggagePropagator().extract(ROOT_CONTEXT, { baggage: text }, getter));
  const pairs = Object.fromEntries((baggage?.getAllEntries() ?? []).map(([key, { value }]) => [key, value]));
  console.log(`${text}: ${JSON.stringify(attributes)}, told ${told}; as baggage ${JSON.stringify(pairs)}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
service.name=shop,region=vn: {"service.name":"shop","region":"vn"}, told 0; as baggage {"service.name":"shop","region":"vn"}
service.name=shop,filter=paid=yes,region=vn: {}, told 0; as baggage {"service.name":"shop","filter":"paid=yes","region":"vn"}
service.name=shop,filter=paid%3Dyes,region=vn: {"service.name":"shop","filter":"paid=yes","region":"vn"}, told 0; as baggage {"service.name":"shop","filter":"paid=yes","region":"vn"}
service.name=shop,key=dGVh==,region=vn: {}, told 0; as baggage {"service.name":"shop","key":"dGVh==","region":"vn"}
service.name=shop,discount=50%,region=vn: {}, told 0; as baggage {"service.name":"shop","region":"vn"}
service.name=shop,note=a;b,region=vn: {"service.name":"shop","note":"a;b","region":"vn"}, told 0; as baggage {"service.name":"shop","note":"a","region":"vn"}
service.name=shop,region: {}, told 0; as baggage {"service.name":"shop"}
service.name=shop,,region=vn,: {"service.name":"shop","region":"vn"}, told 0; as baggage {"service.name":"shop","region":"vn"}
TXT
diff wanted seen
