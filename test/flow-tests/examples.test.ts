import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ahaflow } from "../support/program.ts";
import { FlowTestProject } from "./flow-test-project.ts";

interface Shown {
  readonly tests: readonly { flow: string; status: string }[];
  readonly coverage: readonly { missing: unknown[] }[];
}

/** Tests the example flows of the repository. */
async function testExamples(paths: readonly string[]): Promise<Shown> {
  const { out, err } = await ahaflow(["test", "--coverage", "--reporter", "json", ...paths]);
  if (err !== "") throw new Error(err);
  return JSON.parse(out) as Shown;
}

it("the example flows pass their tests, which reach every step and branch", async () => {
  const { tests, coverage } = await testExamples([]);
  const flows = readdirSync("flows").filter((name) => /^[^.]+\.yaml$/.test(name));
  expect(tests.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(new Set(tests.map(({ flow }) => `${flow}.yaml`))).toEqual(new Set(flows));
  expect(coverage.filter(({ missing }) => missing.length > 0)).toEqual([]);
});

it("the examples of docs/testing.md pass", async () => {
  const page = readFileSync("docs/testing.md", "utf8");
  const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? "");
  const project = new FlowTestProject();
  for (const [index, text] of blocks.entries()) project.write(`${index}.test.yaml`, text);
  const { tests } = await testExamples([project.flows]);
  expect(tests.length).toBeGreaterThanOrEqual(blocks.length);
  expect(tests.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(blocks.length).toBe(3);
});
