/** `--payload -`: the payload on the standard input. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Project } from "../support/project.ts";
import { folderOf } from "./command-line.ts";

const FLOW = `name: greet
on: { webhook: { path: /greet } }
steps:
  - id: said
    set: { word: "{{trigger.body.word}}" }
`;

function ahaflow(args: readonly string[], input: string | Uint8Array, env: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/main.js", ...args], {
    input,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

function run(input: string | Uint8Array, ...more: string[]) {
  const folder = folderOf({ "flows/greet.yaml": FLOW, "ahaflow.yaml": "{}\n" });
  return ahaflow(["run", "greet", "--payload", "-", ...more], input, {
    AHAFLOW_FLOWS: join(folder, "flows"),
    AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
  });
}

it("is taken by run, with a dry run as well", () => {
  const made = run('{"word": "Chào 😀"}');
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toContain("Chào 😀");
  const dry = run(`{"word": "${"á".repeat(200_000)}"}`, "--dry-run");
  expect([dry.code, dry.err]).toEqual([0, ""]);
});

it.each([
  ["{", "error: the payload on the standard input is not JSON (line 1, column 2)"],
  ["", "error: the payload on the standard input is not JSON"],
  ['{"a": 1, "a": 2}', "error: the payload on the standard input has a key twice"],
  [Buffer.from([0x22, 0xff, 0x22]), "error: the payload on the standard input is not UTF-8 text"],
  [`"${"x".repeat(8_388_608)}"`, "error: the payload on the standard input is larger than 8 MiB"],
])("that can't be used is told as that (%#)", (input, told) => {
  const { code, err } = run(input);
  expect([code, err.slice(0, told.length)]).toEqual([2, told]);
});

it("is taken by runs replay", async () => {
  const project = new Project().flow("greet", {
    steps: [{ id: "said", set: { word: "{{trigger.body.word}}" } }],
  });
  const daemon = await project.start();
  const first = await daemon.accept("/greet", { word: "a" });
  await daemon.finished(first);
  const env = { AHAFLOW_ADMIN_URL: daemon.adminUrl };
  const args = ["runs", "replay", first, "--payload", "-", "--follow"];
  const { code, out } = ahaflow(args, '{"word": "b"}', env);
  expect(code).toBe(0);
  const [, again = ""] = /is done again as (\S+)/.exec(out) ?? [];
  expect((await daemon.finished(again)).payload).toMatchObject({ body: { word: "b" } });
});
