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

/** Attributes of a resource may have so many characters; the library drops all of them for a longer one. */
const LONGEST_ATTRIBUTE = 255;

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
  checkPairs(env);
  // The one for all signals is a base, to which the standard adds the path; the other is taken as it is.
  const url = own ?? `${address.replace(/\/+$/, "")}/v1/traces`;
  return {
    url,
    serviceName: text(env, "OTEL_SERVICE_NAME") ?? "ahaflow",
    sampler: oneOf(env, "OTEL_TRACES_SAMPLER", SAMPLERS),
    ratio: ratioOf(env),
  };
}

/**
 * The lists that OpenTelemetry's libraries read themselves. Of attributes they drop all for one that they can't read, of headers
 * that one, or what is behind its ";", and neither is told (@opentelemetry/resources 2.12.1 and core 2.12.1).
 */
function checkPairs(env: Environment): void {
  checkList(env, "OTEL_RESOURCE_ATTRIBUTES", (name, value) =>
    [name, value].every((one) => !one.includes("=") && isShort(one)),
  );
  for (const headers of ["OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"])
    checkList(env, headers, (name, value) => value !== "" && !`${name}${value}`.includes(";"));
}

/** @throws AhaflowError `bad_setting`, which shows nothing of it: a header may be a credential */
function checkList(
  env: Environment,
  variable: string,
  isPair: (name: string, value: string) => boolean,
): void {
  const entries = (text(env, variable) ?? "").split(",");
  const wrong = entries.findIndex((entry) => {
    const at = entry.indexOf("=");
    const [name, value] = [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
    const isRead = at >= 0 && name !== "" && isEncoded(entry) && isPair(name, value);
    return entry.trim() !== "" && !isRead;
  });
  if (wrong < 0) return;
  throw new AhaflowError("bad_setting", `entry ${wrong + 1} of ${variable} can't be read`, {
    hint: "give name=value, and in a value %25 for %, %2C for a comma, %3B for ; and %3D for =",
  });
}

function isEncoded(entry: string): boolean {
  try {
    decodeURIComponent(entry);
    return true;
  } catch {
    return false;
  }
}

/** Once its escapes are read. */
function isShort(part: string): boolean {
  return decodeURIComponent(part).length <= LONGEST_ATTRIBUTE;
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
