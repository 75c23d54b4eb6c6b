/** README.md from its first line in a new folder to the flow that is added while the daemon runs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Daemon, Process } from "../support/daemon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { blocksOf, inlineCode, linesOf, read } from "./pages.ts";

const PAGE = "README.md";
const blocks = blocksOf(PAGE);
const commands = blocks
  .filter(({ language }) => language === "sh")
  .flatMap(({ text }) => text.trimEnd().split("\n"));

/** The arguments of each `ahaflow` in the page, in order. */
const calls = commands
  .filter((line) => line.startsWith("ahaflow "))
  .map((line) =>
    line
      .replace(/ && .*$/, "")
      .split(" ")
      .slice(1),
  );

/** The webhook path and the file of each delivery that the page sends. */
const deliveries = commands.flatMap((line) => {
  const [, path, file] = /^curl http:\/\/127\.0\.0\.1:8080(\S+) .* -d @(\S+)$/.exec(line) ?? [];
  return path === undefined || file === undefined ? [] : [{ path, file }];
});

/** What a command prints in the project; it has to succeed. */
async function printed(args: readonly string[], env: Record<string, string>): Promise<string[]> {
  const process = new Process(args, env);
  expect([args, await process.ended, process.errors]).toEqual([args, 0, ""]);
  return process.lines;
}

describe("the first flow of README.md", () => {
  it("goes from `init` to the real bot as written", async () => {
    const folder = temporaryFolder();
    const env = {
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
      AHAFLOW_DATA: join(folder, "data"),
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
    };
    const [init, ...rest] = calls;
    expect(init).toEqual(["init", "~/my-bot"]);
    expect(rest.map(([name]) => name)).toEqual(["validate", "test", "run", "start"]);
    const once = rest.slice(0, -1);
    const [start = []] = rest.slice(-1);

    await printed(["init", folder], env);
    const output: string[] = [];
    for (const args of once) output.push(...(await printed(args, env)));
    const shown = blocks.find(({ text }) => text.startsWith("✓"))?.text.trimEnd() ?? "";
    expect(linesOf(shown).length).toBeGreaterThan(3);
    expect(linesOf(output.join("\n"))).toEqual(expect.arrayContaining(linesOf(shown)));

    const daemon = await new Daemon(start, env).ready();
    expect(deliveries.length).toBe(2);
    const [first, second] = deliveries.map(({ path, file }) => async () => {
      return daemon.post(path, JSON.parse(readFileSync(join(folder, file), "utf8")));
    });
    expect(await first?.()).toMatchObject({ status: 202, body: { run_id: expect.any(String) } });
    expect(await first?.()).toMatchObject({ status: 200, body: { duplicate: true } });

    for (const { file, text } of blocks)
      if (file !== undefined) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    await vi.waitFor(() => expect(daemon.log("reloaded")).not.toEqual([]), { timeout: 20_000 });
    const answer = await second?.();
    expect(answer?.status).toBe(202);
    const run = await daemon.finished(answer?.body.run_id ?? "");
    expect([run.flow, run.status]).toEqual(["thank-buyer", "succeeded"]);

    await answersAsListed(daemon, run);
  }, 60_000);

  it("names the variables that the new project reads", () => {
    const named = new Set(inlineCode(PAGE).filter((code) => /^SHOP_[A-Z_]+$/.test(code)));
    expect(named.size).toBeGreaterThan(1);
    for (const name of named) expect(read("starter/ahaflow.yaml")).toContain(`\${env:${name}:-`);
  });
});

/** What is answered to a run that has ended, and without a body, where that is not 200. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ["/api/v1/runs/ID/replay", 202],
  ["/api/v1/runs/ID/cancel", 409],
  ["/api/v1/runs/replay", 400],
  ["/api/v1/flows/NAME/runs", 202],
]);

/** Asks for everything that the table of the API lists. */
async function answersAsListed(daemon: Daemon, run: { id: string; flow: string }): Promise<void> {
  const requests = inlineCode(PAGE)
    .map((code) => /^(GET|POST) (\/\S+)$/.exec(code))
    .filter((found) => found !== null);
  expect(requests.length).toBeGreaterThan(7);
  for (const [, method = "", path = ""] of requests) {
    const url = daemon.adminUrl + path.replace("NAME", run.flow).replace("ID", run.id);
    const response = await fetch(url, { method });
    expect([method, path, response.status]).toEqual([method, path, STATUSES.get(path) ?? 200]);
    await response.body?.cancel();
  }
}
