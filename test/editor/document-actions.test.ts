/** What editors say of the actions of a public document (GitHub's, over 1 MB), by `ahaflow schema flow`. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { command } from "../platforms/openapi/run-flow.ts";
import { type Editor, editorWith } from "./language-service.ts";

let made: Promise<Editor> | undefined;

/** Made by the first test that asks. */
const editor = () => (made ??= editorOfGithub());

async function editorOfGithub(): Promise<Editor> {
  const document = gunzipSync(readFileSync("test/fixtures/openapi/github.json.gz")).toString();
  const files = {
    "ahaflow.yaml": "connections: { gh: { type: openapi, document: github.json } }\n",
    "github.json": document,
  };
  const text = await command(files, "schema", "flow");
  return editorWith({ flow: JSON.parse(text.replace(/\nexit 0$/, "")) as unknown });
}

const step = (input: string) =>
  `name: a\non: { schedule: [{ cron: "0 8 * * *" }] }\nsteps:\n  - uses: gh.issues_create\n    with: ${input}\n`;

describe("an editor", () => {
  it("offers the fields, those inside of a field, and choices, with what is said of them", async () => {
    const fields = await (await editor()).completions(step("\n      |"));
    expect([...fields.keys()]).toEqual(
      expect.arrayContaining(["owner", "repo", "title", "labels"]),
    );
    expect(fields.get("title")).toContain("The title of the issue.");
    const labels = await (await editor()).completions(step("\n      labels:\n        - |"));
    expect([...labels.keys()]).toEqual(expect.arrayContaining(["name", "color"]));
    const states = await (await editor()).completions(
      step("{ owner: a, repo: b }\n  - uses: gh.issues_list_for_repo\n    with:\n      state: |"),
    );
    expect([...states.keys()]).toEqual(expect.arrayContaining(["open", "closed", "all"]));
  });

  it("shows what a field is for", async () => {
    expect(await (await editor()).hover(step("{ title: a }"), "title")).toContain(
      "The title of the issue.",
    );
  });

  it.each([
    ["nothing in what is right", "{ owner: a, repo: b, title: c, labels: [bug, { name: x }] }", []],
    [
      "a template for any value",
      '{ owner: a, repo: b, title: "{{x}}", milestone: "{{x}}", labels: "{{x}}" }',
      [],
    ],
    ["a field that is missing", "{ owner: a, repo: b }", [/Missing property "title"/]],
    ["a field that is misspelt", "{ owner: a, repo: b, title: c, asignee: d }", [/asignee/]],
    ["a wrong type", "{ owner: a, repo: b, title: { c: d } }", [/string/]],
    [
      "a wrong type inside",
      "{ owner: a, repo: b, title: c, labels: [{ name: { a: b } }] }",
      [/string/],
    ],
  ])("underlines %s", async (_what, input, messages) => {
    expect(await (await editor()).diagnostics(step(input))).toEqual(
      messages.map((one) => expect.stringMatching(one)),
    );
  });
});
