import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../check-project.ts";

const sample = readFileSync("test/fixtures/shapes/samples/order.json", "utf8");
const flows = readFileSync("test/fixtures/shapes/correct.yaml", "utf8")
  .split(/^---\n/m)
  .map((text) => ({ title: text.slice(2, text.indexOf("\n")), text }));

describe("correct flows", () => {
  it("are of thirty shapes", () => {
    expect(flows.length).toBeGreaterThanOrEqual(30);
  });

  it.each(flows)("$title: nothing is said", async ({ text }) => {
    const folder = projectFolder({ "flows/a.yaml": text, "flows/samples/order.json": sample });
    expect(await problemsIn(folder)).toEqual([]);
  });
});
