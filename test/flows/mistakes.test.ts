/** Each fixture has one mistake, and gives one error: test/fixtures/mistakes.json says which. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { foundIn } from "./found-in.ts";

const FOLDER = "test/fixtures/flows";

interface Expected {
  readonly line: number;
  readonly column: number;
  /** The text that is marked, on the first line of the mistake. */
  readonly marks: string;
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

const expected = JSON.parse(readFileSync("test/fixtures/mistakes.json", "utf8")) as Record<
  string,
  Expected
>;

describe("a mistake in a flow", () => {
  it.each(Object.entries(expected))("%s is found once, in its place", async (name, mistake) => {
    const [folder = name] = name.split("/");
    const { problems } = await foundIn(`${FOLDER}/${folder}`);
    const shown = problems.map(({ line, column, length, rule, severity, message, hint, file }) => {
      const marked = readFileSync(file, "utf8").split(/\r?\n/)[line - 1] ?? "";
      const marks = marked.slice(column - 1, column - 1 + length);
      return { file, severity, line, column, marks, rule, message, ...(hint && { hint }) };
    });
    expect(shown).toEqual([{ file: `${FOLDER}/${name}`, severity: "error", ...mistake }]);
  });

  it("has a fixture for every expectation, and the other way round", () => {
    const fixtures = readdirSync(FOLDER).filter(
      (name) => name !== "samples" && name !== "folder.yaml",
    );
    expect(Object.keys(expected).map((name) => name.split("/")[0])).toEqual(fixtures.toSorted());
  });

  it("is no crash where a folder is called like a flow", async () => {
    const { problems } = await foundIn(FOLDER);
    expect(problems.filter(({ file }) => file.endsWith("folder.yaml"))).toEqual([
      {
        file: `${FOLDER}/folder.yaml`,
        line: 1,
        column: 1,
        length: 1,
        rule: "file-unreadable",
        severity: "error",
        message: "this is called like a flow, and is not a file",
        hint: "rename it, or move it away",
      },
    ]);
  });
});

describe("several mistakes", () => {
  it("are all found at once, in the order of files and lines", async () => {
    const { problems, files } = await foundIn("test/fixtures/many-mistakes");
    expect(files).toBe(2);
    expect(
      problems.map(({ file, line, column, rule }) => [file.split("/").at(-1), line, column, rule]),
    ).toEqual([
      ["a.yaml", 1, 7, "wrong-value"],
      ["a.yaml", 3, 1, "unknown-key"],
      ["a.yaml", 7, 14, "wrong-type"],
      ["a.yaml", 10, 5, "unknown-key"],
      ["a.yaml", 12, 7, "unknown-key"],
      ["a.yaml", 12, 36, "unknown-name"],
      ["a.yaml", 13, 11, "unknown-action"],
      ["a.yaml", 16, 16, "yaml-leading-zero"],
      ["b.yaml", 1, 1, "missing-field"],
    ]);
  });

  it("in all fixtures together stop none of the checks", async () => {
    const { problems } = await foundIn(FOLDER);
    const found = new Set(problems.map(({ file }) => file));
    const missing = Object.keys(expected).filter((name) => !found.has(`${FOLDER}/${name}`));
    expect(missing).toEqual([]);
  });
});

const flow = (tag: string) => `name: hello
connection: shop
on: { webhook: { path: /hello } }
steps:
  - uses: ahachat.send_broadcast
    with: { user_id: "1234567", block_name: Hello, message_tag: ${tag} }
`;

describe("a message tag", () => {
  it.each([
    ["ACCOUNT_UPDATE", /retired since 2026-04-27: .*error 100/],
    ["CONFIRMED_EVENT_UPDATE", /retired since 2026-04-27/],
    ["POST_PURCHASE_UPDATE", /retired since 2026-04-27/],
    ["NON_PROMOTIONAL_SUBSCRIPTION", /restricted: only for pages/],
  ])("%s gives a warning", async (tag, message) => {
    const file = join(temporaryFolder(), "hello.yaml");
    writeFileSync(file, flow(tag));
    const { problems } = await foundIn(file);
    expect(problems).toMatchObject([
      { severity: "warning", rule: "message-tag", line: 6, column: 65, length: tag.length },
    ]);
    expect(problems[0]?.message).toMatch(message);
  });

  it("that a template fills in gives none", async () => {
    const file = join(temporaryFolder(), "hello.yaml");
    writeFileSync(file, flow('"{{trigger.body.tag}}"'));
    expect((await foundIn(file)).problems).toEqual([]);
  });
});
