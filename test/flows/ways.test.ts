/** Small flows, several in a file: what is wrong in each is marked by the carets of its comments. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";
import { marked } from "./marked.ts";

const FOLDER = "test/fixtures/ways";
const flows = readdirSync(FOLDER).flatMap((file) =>
  readFileSync(`${FOLDER}/${file}`, "utf8")
    .split(/^---\n/m)
    .map((text) => ({ file, title: text.slice(2, text.indexOf("\n")), text })),
);

describe("what is found", () => {
  it.each(flows)("$file: $title", async ({ text }) => {
    const problems = await problemsIn(projectFolder({ "flows/a.yaml": text }));
    const shown = problems.map(
      ({ rule, where, length }) => `${where.line}:${where.column} ${length} ${rule}`,
    );
    expect(shown).toEqual(marked(text));
  });
});
