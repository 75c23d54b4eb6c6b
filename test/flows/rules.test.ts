import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES, type RuleId } from "#src/rules.js";
import { type Files, problemsIn, projectFolder } from "./check-project.ts";

const ids = Object.keys(RULES) as RuleId[];

interface Section {
  readonly id: string;
  readonly text: string;
  readonly wrong: string;
  readonly right: string;
}

const sections: Section[] = readFileSync("docs/rules.md", "utf8")
  .split(/^### `/m)
  .slice(1)
  .map((part) => {
    const [id = "", body = ""] = part.split(/`\n([^]*)/);
    const [text = "", examples = ""] = body.split(/^Wrong:$([^]*)/m);
    const [wrong = "", right = ""] = examples.split(/^Right:$([^]*)/m);
    return { id, text: text.trim(), wrong, right };
  });

/** The rules that an example breaks, each once. */
async function brokenBy(example: string): Promise<string[]> {
  const files: Record<string, string> = {};
  let commands = "";
  for (const [, language, path, text = ""] of example.matchAll(/^```(\w+) ?(.*)\n([^]*?)^```$/gm))
    if (language === "sh") commands += text;
    else files[path || "flows/example.yaml"] = text;
  const folder = projectFolder(files satisfies Files);
  if (commands !== "") execFileSync("sh", ["-ec", commands], { cwd: folder });
  const problems = await problemsIn(folder);
  return [...new Set(problems.map(({ rule }) => rule))];
}

describe("docs/rules.md", () => {
  it("has a section for every rule, and no other", () => {
    expect(sections.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it.each(sections)("says of $id what the table says", ({ id, text }) => {
    const { severity, summary } = RULES[id as RuleId];
    expect(text.split("\n")[0]).toBe(`${severity === "error" ? "Error" : "Warning"}. ${summary}`);
  });

  it.each(sections)("shows $id with an example that breaks it alone", async ({ id, wrong }) => {
    expect(await brokenBy(wrong)).toEqual([id]);
  });

  it.each(sections)("shows $id with an example that is right", async ({ right }) => {
    expect(right).toContain("```");
    expect(await brokenBy(right)).toEqual([]);
  });
});

/** Words with hyphens in the sources of the checks that are no rules. */
const OTHER_WORDS = new Set([
  "all-but-last",
  "as-its-place",
  "date-time",
  "field-of-entries",
  "list-or-text",
  "ls-tree",
  "no-file",
  "no-text",
  "one-of-arguments",
  "packed-refs",
  "same-list",
  "too-large",
  "ahaflow-ignore",
]);

/** Words with a hyphen that the files of a folder quote. */
function literalsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const source = readFileSync(`${folder}/${file}`, "utf8");
      return [...source.matchAll(/(?<!from )"([a-z]+(?:-[a-z]+)+)"/g)].map(([, word = ""]) => word);
    });
}

describe("the table of rules", () => {
  const folders = ["src/documents", "src/flows", "src/settings", "src/templates"];
  const literals = folders.flatMap(literalsOf);

  it("has every rule that the sources name", () => {
    const unknown = new Set(literals.filter((word) => !OTHER_WORDS.has(word) && !(word in RULES)));
    expect([...unknown]).toEqual([]);
  });

  it("has no rule that nothing names", () => {
    // Platforms name rules, and headers, which look the same.
    const named = new Set([...literals, ...literalsOf("src/platforms")]);
    expect(ids.filter((id) => !named.has(id))).toEqual([]);
  });
});
