import { envDetector } from "@opentelemetry/resources";
import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { traceSettings } from "#src/settings/trace-settings.js";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

function refusalOf(variable: string, value: string): string | undefined {
  try {
    traceSettings({ ...ENDPOINT, [variable]: value });
  } catch (error) {
    return String(error);
  }
  return undefined;
}

/** What the library makes of OTEL_RESOURCE_ATTRIBUTES, which it reads from the process. */
function attributesOf(value: string): Record<string, unknown> {
  const before = process.env["OTEL_RESOURCE_ATTRIBUTES"];
  process.env["OTEL_RESOURCE_ATTRIBUTES"] = value;
  try {
    return envDetector.detect().attributes ?? {};
  } finally {
    if (before === undefined) delete process.env["OTEL_RESOURCE_ATTRIBUTES"];
    else process.env["OTEL_RESOURCE_ATTRIBUTES"] = before;
  }
}

/** Lists of what an entry may be made of. */
const lists = array(
  string({ unit: constantFrom("a", "b", "1", "=", "%", "%3D", ";", " ", "đ"), maxLength: 6 }),
  { minLength: 1, maxLength: 4 },
);

/** The names in a list; an entry that says nothing is none. */
const namesOf = (entries: readonly string[]) =>
  new Set(
    entries.flatMap((one) => (one.trim() === "" ? [] : [decode(one.split("=")[0] ?? "").trim()])),
  );

function decode(text: string): string {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text;
  }
}

describe("lists that OpenTelemetry reads itself", () => {
  it("are refused where the library would leave out attributes", () => {
    assert(
      property(lists, (entries) => {
        const value = entries.join(",");
        const read = Object.keys(attributesOf(value)).length;
        const isTaken = refusalOf("OTEL_RESOURCE_ATTRIBUTES", value) === undefined;
        expect(isTaken).toBe(read === namesOf(entries).size);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(["x-team=a;b", "x-team", "x-team=", "=a", "x-team=5%", "x-team=a,x-shop"])(
    "refuse %s as headers",
    (value) => {
      expect(refusalOf("OTEL_EXPORTER_OTLP_HEADERS", value)).toContain(
        "OTEL_EXPORTER_OTLP_HEADERS",
      );
    },
  );

  it.each([
    "team=shop,filter=paid=yes",
    "team=shop,rate=5%",
    "team=shop,shop",
    `team=${"x".repeat(256)}`,
  ])("refuse %s as attributes", (value) => {
    expect(attributesOf(value)).toEqual({});
    expect(refusalOf("OTEL_RESOURCE_ATTRIBUTES", value)).toContain("OTEL_RESOURCE_ATTRIBUTES");
  });

  it("never show a header, which may be a credential", () => {
    const refusal = refusalOf("OTEL_EXPORTER_OTLP_HEADERS", "x-key=s3cret;b,y=2");
    expect(refusal).toContain("entry 1 of OTEL_EXPORTER_OTLP_HEADERS");
    expect(refusal).not.toContain("s3cret");
    expect(refusalOf("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic YTpi==")).toBeUndefined();
  });
});
