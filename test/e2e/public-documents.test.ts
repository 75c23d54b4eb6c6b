/**
 * Public documents of three styles, one of over 1 MB: their operations are actions, misspelt fields are refused
 * at their columns, and once corrected the flow runs against a mock made from the document.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Daemon } from "../support/daemon.ts";
import { ahaflow } from "../support/program.ts";
import { Project } from "../support/project.ts";

interface Case {
  readonly file: string;
  /** Characters of the document. */
  readonly atLeast: number;
  readonly operations: number;
  readonly more?: object;
  readonly wrong: string;
  /** Line, column and message of what is wrong. */
  readonly told: readonly (readonly [number, number, string, string])[];
  readonly right: readonly (readonly [wrong: string, right: string])[];
  readonly outputs: readonly (readonly [uses: string, output: object])[];
}

const CASES: readonly Case[] = [
  {
    file: "github.json",
    atLeast: 1_048_576,
    operations: 223,
    wrong: `  - id: issue
    uses: api.issues_create
    with: { owner: shop, repo: orders, tilte: "{{trigger.body.text}}", labels: [order] }
  - uses: api.issues_create_comment
    with: { owner: shop, repo: orders, issue_number: "{{steps.issue.output.body.numbr}}", body: a }
`,
    told: [
      [6, 40, 'unknown key "tilte"', 'did you mean "title"?'],
      [8, 81, 'steps.issue.output.body has no "numbr"', 'did you mean "number"?'],
    ],
    right: [
      ["tilte", "title"],
      ["numbr", "number"],
    ],
    outputs: [
      ["api.issues_create", { status: 201, body: { number: 1347, state: "open" } }],
      ["api.issues_create_comment", { status: 201, body: { user: { login: "octocat" } } }],
    ],
  },
  {
    file: "figma.yaml",
    atLeast: 400_000,
    operations: 54,
    more: { auth: { PersonalAccessToken: "figd-a-token-of-tests" } },
    wrong: `  - uses: api.post_comment
    with: { file_key: abc, mesage: "{{trigger.body.text}}" }
  - id: all
    uses: api.get_comments
    with: { file_key: abc, as_md: true }
  - uses: api.get_team_projects
    with: { team_id: "{{steps.all.output.body.coments.0.id}}" }
`,
    told: [
      [5, 28, 'unknown key "mesage"', 'did you mean "message"?'],
      [10, 47, 'steps.all.output.body has no "coments"', 'did you mean "comments"?'],
    ],
    right: [
      ["mesage", "message"],
      ["coments", "comments"],
    ],
    outputs: [
      ["api.post_comment", { status: 200, body: { message: "text" } }],
      ["api.get_comments", { status: 200, body: { comments: [{ message: "text" }] } }],
      ["api.get_team_projects", { status: 200 }],
    ],
  },
  {
    file: "rclone.json",
    atLeast: 300_000,
    operations: 101,
    wrong: `  - uses: api.operations_copyfile
    with: { body: { srcFs: a, srcRemot: b, dstFs: c, dstRemote: d } }
  - uses: api.operations_fsinfo
    with: { fs: "{{trigger.body.text}}", _grop: x }
`,
    told: [
      [5, 31, 'unknown key "srcRemot" in body', 'did you mean "srcRemote"?'],
      [7, 42, 'unknown key "_grop"', 'did you mean "_group"?'],
    ],
    right: [
      ["srcRemot:", "srcRemote:"],
      ["_grop", "_group"],
    ],
    outputs: [
      ["api.operations_copyfile", { status: 200 }],
      ["api.operations_fsinfo", { status: 200 }],
    ],
  },
];

describe.each(CASES)(
  "$file",
  ({ file, atLeast, operations, more, wrong, told, right, outputs }) => {
    it("becomes actions, refuses what is misspelt, and runs once corrected", async () => {
      const connection = { type: "openapi", document: `apis/${file}`, ...more };
      const project = new Project({ connections: { api: connection } });
      const text = gunzipSync(readFileSync(`test/fixtures/openapi/${file}.gz`)).toString();
      expect(text.length).toBeGreaterThan(atLeast);
      mkdirSync(join(project.folder, "apis"));
      writeFileSync(join(project.folder, connection.document), text);
      const flow = (steps: string) =>
        writeFileSync(
          join(project.flows, "a.yaml"),
          `name: a\non: { webhook: { path: /a, schema: { type: object, required: [text], properties: { text: { type: string } } } } }\nsteps:\n${steps}`,
        );

      flow(wrong);
      expect(await output(project, "actions", "api")).toHaveLength(operations);
      const found = JSON.parse(
        (await output(project, "validate", "--format", "json")).join("\n"),
      ) as {
        problems: { message: string; hint: string; line: number; column: number }[];
      };
      expect(found.problems.map(({ message }) => message)).toEqual(
        told.map(([, , message]) => expect.stringContaining(message)),
      );
      expect(found.problems).toMatchObject(
        told.map(([line, column, , hint]) => ({ hint, line, column })),
      );

      flow(right.reduce((all, [one, other]) => all.replace(one, other), wrong));
      const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
      const run = await daemon.finished(await daemon.accept("/a", { text: "Xin chào" }));
      expect(run.error).toBeNull();
      expect(run.steps).toMatchObject(outputs.map(([uses, one]) => ({ uses, output: one })));
      for (const step of run.steps) expect(step.output).not.toHaveProperty("unexpected");
    });
  },
);

/** The lines that a command printed, those of an action's fields left out. */
async function output(project: Project, ...args: string[]): Promise<string[]> {
  const { out } = await ahaflow(args, project.environment());
  return out.split("\n").filter((line) => args[0] !== "actions" || !line.startsWith("    "));
}
