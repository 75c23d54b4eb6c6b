#!/usr/bin/env bash
# @opentelemetry/sdk-trace and @opentelemetry/sdk-trace-base, both 2.12.1, seen 2026-11-28 with Node 20.20.
# Likely guess: the tracer providers of one release read the same OTEL_ variables; the one in sdk-trace-base is a name
#   of the other.
# Behaviour: BasicTracerProvider (sdk-trace-base) reads sampler and limits from the environment. TracerProvider
#   (sdk-trace, the newer package, on which the other and the exporters stand) reads none: with
#   OTEL_TRACES_SAMPLER=always_off all is recorded and sent, and limits of attributes and of their length are not kept.
#   A program that moves from one to the other is not told.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  @opentelemetry/api@1.9.1 @opentelemetry/sdk-trace@2.12.1 @opentelemetry/sdk-trace-base@2.12.1
cat >try.cjs <<'JS'
const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = require("@opentelemetry/sdk-trace");
const { BasicTracerProvider } = require("@opentelemetry/sdk-trace-base");
for (const Provider of [TracerProvider, BasicTracerProvider]) {
  const exporter = new InMemorySpanExporter();
  const provider = new Provider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const span = provider.getTracer("try").startSpan("work");
  for (const name of ["a", "b", "c"]) span.setAttribute(name, "12345678");
  span.end();
  const [kept] = exporter.getFinishedSpans();
  console.log(process.argv[2], Provider.name, kept === undefined ? "nothing" : JSON.stringify(kept.attributes));
}
JS
{
  OTEL_TRACES_SAMPLER=always_off node try.cjs sampler
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT=2 node try.cjs count
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT=4 node try.cjs length
} | tee seen
cat >wanted <<'TXT'
sampler TracerProvider {"a":"12345678","b":"12345678","c":"12345678"}
sampler BasicTracerProvider nothing
count TracerProvider {"a":"12345678","b":"12345678","c":"12345678"}
count BasicTracerProvider {"a":"12345678","b":"12345678"}
length TracerProvider {"a":"12345678","b":"12345678","c":"12345678"}
length BasicTracerProvider {"a":"1234","b":"1234","c":"1234"}
TXT
diff wanted seen
