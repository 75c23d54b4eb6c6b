import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { foundIn } from "./found-in.ts";

const FOLDER = "test/fixtures/correct-flows";

it("finds nothing in flows of every shape", async () => {
  const flows = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ya?ml$/.test(name),
  );
  expect(await foundIn(FOLDER)).toEqual({
    files: flows.length,
    errors: 0,
    warnings: 0,
    problems: [],
  });
  expect(flows.length).toBeGreaterThanOrEqual(20);
});

it("finds nothing in the examples", async () => {
  expect((await foundIn("flows", "ahaflow.yaml")).problems).toEqual([]);
});
