/**
 * Flows that look wrong and are right. One whose title begins with "not yet" is a false alarm that is
 * known: its test fails as soon as nothing is told of it any more.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../flows/check-project.ts";

const FOLDER = "test/mutants/right";
const SAMPLES = {
  "flows/a.json": '{ "id": "DH1", "at": "2026-03-02T10:00:00Z", "more": "x" }',
  "flows/form.json":
    '{ "user": "6523889107654321", "total": "250000", "paid": "yes", "count": "2" }',
};

const flows = readdirSync(FOLDER)
  .flatMap((file) => readFileSync(`${FOLDER}/${file}`, "utf8").split(/^---\n/m))
  .map((text) => ({ title: text.slice(2, text.indexOf("\n")), text }));
const isKnown = ({ title }: { title: string }) => title.startsWith("not yet: ");

async function toldOf(text: string): Promise<string[]> {
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": text, ...SAMPLES }));
  return problems.map(({ rule, message, where }) => `${where.line} ${rule}: ${message}`);
}

describe("nothing is told of", () => {
  it.each(flows.filter((flow) => !isKnown(flow)))("$title", async ({ text }) => {
    expect(await toldOf(text)).toEqual([]);
  });

  it.fails.each(flows.filter(isKnown))("$title", async ({ text }) => {
    expect(await toldOf(text)).toEqual([]);
  });
});
