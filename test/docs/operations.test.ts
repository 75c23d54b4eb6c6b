import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";
import { blocksOf } from "./pages.ts";

const PAGE = "docs/operations.md";

test("every command of docs/operations.md does what it is for", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, { json: body }) =>
    ((body as { step: string }).step === "thanks" ? json(400, {}) : OK)(response, {} as never);
  const project = new Project();
  project.flow("order-thanks", {
    steps: [callStep(upstream.url, "buyer"), callStep(upstream.url, "thanks")],
  });
  const lost = callStep(upstream.url, "thanks", { continue_on_error: true });
  project.flow("lossy", { steps: [lost] });
  project.flow("slow", { steps: [{ wait: { for: "2h" } }] });
  const daemon = await project.open();
  const failed = await daemon.accept("/order-thanks", { phone: "0908071111", name: "Nguyễn An" });
  const other = await daemon.accept("/order-thanks", { phone: "0908072222" });
  const lossy = await daemon.accept("/lossy", {});
  for (const id of [failed, other, lossy]) await daemon.finished(id);
  const waiting = await daemon.accept("/slow", {});
  upstream.answer = OK;

  const blocks = blocksOf(PAGE);
  for (const { file, text } of blocks)
    if (file !== undefined) writeFileSync(join(project.folder, file), text);
  const commands = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.trimEnd().split("\n"));
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands) {
    const id = command.includes(" cancel ") ? waiting : failed;
    const args = [...command.matchAll(/"([^"]*)"|\S+/g)]
      .map(([all, quoted]) => quoted ?? all)
      .slice(1)
      .map((arg) => (arg === "ID" ? id : arg))
      .map((arg) => (arg === "mended.json" ? join(project.folder, arg) : arg));
    const lines: string[] = [];
    const code = await runProgram(args, {
      env: { AHAFLOW_ADMIN_URL: daemon.adminUrl },
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      ending: new AbortController().signal,
      onHangup: () => undefined,
      unread: new AbortController().signal,
    });
    expect([command, code, lines]).toEqual([command, 0, lines]);
    expect([command, lines.join("\n")]).not.toEqual([command, "no runs"]);
  }
  expect((await daemon.finished(waiting)).status).toBe("cancelled");
  const replays = (await daemon.runs()).filter((run) => run.flow === "order-thanks");
  // Three of the first run, and by the bulk one only of that which had none.
  expect(replays).toHaveLength(6);
});
