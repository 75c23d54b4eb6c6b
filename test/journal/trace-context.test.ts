import { describe, expect, it } from "vitest";
import { readTraceParent, spanIdOf, writeTraceParent } from "#src/journal/trace-context.js";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

describe("traceparent", () => {
  it.each([
    [`00-${TRACE}-${SPAN}-01`, true],
    [`00-${TRACE}-${SPAN}-00`, false],
    // Other bits than the first say other things.
    [`00-${TRACE}-${SPAN}-0f`, true],
    [`00-${TRACE}-${SPAN}-fe`, false],
    // Of a later version what is known is read.
    [`cc-${TRACE}-${SPAN}-01`, true],
    [`cc-${TRACE}-${SPAN}-01-what-may-come`, true],
  ])("reads %s", (header, isSampled) => {
    expect(readTraceParent(header)).toEqual({ traceId: TRACE, spanId: SPAN, isSampled });
  });

  it.each([
    "",
    undefined,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01-more`,
    `cc-${TRACE}-${SPAN}-01more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE.slice(1)}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])("takes %s for none", (header) => {
    expect(readTraceParent(header)).toBeUndefined();
  });

  it("writes what it reads", () => {
    for (const flags of ["00", "01"]) {
      const header = `00-${TRACE}-${SPAN}-${flags}`;
      const read = readTraceParent(header);
      expect(read && writeTraceParent(read)).toBe(header);
    }
  });
});

describe("the ids of spans", () => {
  it("differ for each part of each run, and are the same again", () => {
    const ids = ["r1", "r2"].flatMap((run) => [
      spanIdOf(run, { what: "webhook" }),
      spanIdOf(run, { what: "run" }),
      spanIdOf(run, { what: "step", path: "a" }),
      spanIdOf(run, { what: "step", path: "a/1/b" }),
      spanIdOf(run, { what: "attempt", path: "a", startedAt: 1 }),
      spanIdOf(run, { what: "attempt", path: "a", startedAt: 2 }),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[\da-f]{16}$/.test(id))).toBe(true);
    expect(spanIdOf("r1", { what: "run" })).toBe(ids[1]);
  });
});
