import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../check-project.ts";
import { marked } from "../marked.ts";

const FOLDER = "test/fixtures/shapes/mistakes";
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));

describe("mistakes at every depth", () => {
  it.each(files)("finds each of %s, at its place, and nothing else", async (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const sample = readFileSync("test/fixtures/shapes/samples/order.json", "utf8");
    const problems = await problemsIn(
      projectFolder({ [`flows/${file}`]: text, "flows/samples/order.json": sample }),
    );
    expect(
      problems.map(({ rule, where, length }) => `${where.line}:${where.column} ${length} ${rule}`),
    ).toEqual(marked(text));
  });
});
