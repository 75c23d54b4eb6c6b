import { AhaflowError } from "../errors.ts";
import { type Environment, oneOf, text } from "./environment.ts";
import type { TraceSettings } from "./settings.ts";

const SAMPLERS = [
  "parentbased_always_on",
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

/**
 * Where traces go, as OpenTelemetry's own variables say; undefined: nowhere.
 * @throws AhaflowError `bad_setting`
 */
export function traceSettings(env: Environment): TraceSettings | undefined {
  const base = text(env, "OTEL_EXPORTER_OTLP_ENDPOINT");
  const own = text(env, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  const address = own ?? base;
  if (address === undefined || isOff(env)) return undefined;
  const name =
    own === undefined ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new AhaflowError("bad_setting", `${name} is no http or https address`, {
      hint: "give the collector's address for OTLP over HTTP, for example http://localhost:4318",
    });
  // The one for all signals is a base, to which the standard adds the path; the other is taken as it is.
  const url = own ?? `${address.replace(/\/+$/, "")}/v1/traces`;
  return {
    url,
    serviceName: text(env, "OTEL_SERVICE_NAME") ?? "ahaflow",
    sampler: oneOf(env, "OTEL_TRACES_SAMPLER", SAMPLERS),
    ratio: ratioOf(env),
  };
}

function isOff(env: Environment): boolean {
  return (
    text(env, "OTEL_SDK_DISABLED")?.toLowerCase() === "true" ||
    text(env, "OTEL_TRACES_EXPORTER") === "none"
  );
}

function ratioOf(env: Environment): number {
  const given = text(env, "OTEL_TRACES_SAMPLER_ARG") ?? "1";
  const ratio = Number(given);
  if (ratio >= 0 && ratio <= 1) return ratio;
  throw new AhaflowError("bad_setting", "OTEL_TRACES_SAMPLER_ARG is no number from 0 to 1", {
    hint: "give the part of the traces that is kept, for example 0.1",
  });
}
