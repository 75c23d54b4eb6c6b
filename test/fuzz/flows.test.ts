import { readdirSync, readFileSync } from "node:fs";
import {
  anything,
  assert,
  asyncProperty,
  constantFrom,
  nat,
  oneof,
  property,
  string,
} from "fast-check";
import { expect, it } from "vitest";
import { ActionError } from "#src/errors.js";
import { compileStoredFlow } from "#src/flows/compile-flow.js";
import { actions } from "#src/platforms/installed.js";
import { compileTemplate } from "#src/templates/compile.js";
import { RUNS } from "./runs.ts";

const EXAMPLES = readdirSync("flows")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(`flows/${file}`, "utf8"));

const SURROUNDINGS = {
  files: new Set<string>(),
  actions,
  connections: new Map(),
  secrets: new Set<string>(),
  vars: {},
  retry: { attempts: 1, delayMs: 1, backoff: "fixed", maxDelayMs: 1, jitter: false },
} as const;

/** Bits that mean something in YAML or in a template. */
const BITS = [
  "{{",
  "}}",
  "&a ",
  "*a",
  "<<: ",
  "- ",
  ": ",
  "|\n",
  "'",
  '"',
  "[",
  "{",
  "\t",
  "#if ",
  "!!js ",
];
const noise = oneof(constantFrom(...BITS), string({ unit: "binary", maxLength: 20 }));

it("finds mistakes in any text, each at a place that it has", { timeout: 300_000 }, async () => {
  await assert(
    asyncProperty(constantFrom(...EXAMPLES), nat(), nat(100), noise, async (text, at, cut, bit) => {
      const place = at % text.length;
      const changed = text.slice(0, place) + bit + text.slice(place + cut);
      const { problems } = compileStoredFlow({ file: "flow.yaml", text: changed }, SURROUNDINGS);
      const lines = changed.split(/\r\n|\r|\n/).length;
      for (const { where, message } of problems) {
        expect(where.line).toBeGreaterThan(0);
        expect(where.line).toBeLessThanOrEqual(lines + 1);
        expect(where.column).toBeGreaterThan(0);
        expect(message).not.toBe("");
      }
    }),
    { numRuns: RUNS },
  );
});

const PIECES = [
  "{{t}}",
  "{{t.a}}",
  "{{t.__proto__.x}}",
  "{{t.constructor}}",
  "{{#if t}}",
  "{{/if}}",
  "{{#each t}}",
  "{{this}}",
  "{{@index}}",
  "{{/each}}",
  "{{default t.a 1}}",
  "{{json t}}",
  "{{add t.a t.b}}",
  "{{replace t.a 'a' t.b}}",
  "{{format_date t 'yyyy'}}",
  "{{lookup t 'constructor'}}",
  "{{{t}}}",
  "{{> t}}",
  "{{else}}",
];
const source = string({
  unit: oneof(constantFrom(...PIECES), string({ maxLength: 3 })),
  maxLength: 12,
});

it("a template gives a value or a mistake, whatever it and the data are", {
  timeout: 300_000,
}, () => {
  assert(
    property(source, anything(), (text, data) => {
      const context = {
        roots: new Set(["t"]),
        locate: (offset: number) => ({ file: "flow.yaml", line: 1, column: offset + 1 }),
      };
      const { template, problems } = compileTemplate(text, context);
      if (problems.length > 0) return;
      let failure: unknown;
      try {
        template.render({ t: data });
      } catch (error) {
        failure = error;
      }
      expect(failure === undefined || failure instanceof ActionError).toBe(true);
    }),
    { numRuns: RUNS * 10 },
  );
});
