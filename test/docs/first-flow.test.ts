/** README.md from its first line in a new folder to the flow that is added while the daemon runs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Daemon } from "../support/daemon.ts";
import { ahaflow } from "../support/program.ts";
import { reloadNow } from "../support/reloads.ts";
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
  const { code, out, err } = await ahaflow(args, env);
  expect([args, code, err]).toEqual([args, 0, ""]);
  return out.split("\n");
}

/** The codes of a numbered part of a page, in the order in which they first stand there. */
function namedIn(page: string, part: number, codes: RegExp): string[] {
  const text =
    read(page)
      .split(/^##+ /m)
      .find((section) => section.startsWith(`${part}. `)) ?? "";
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...new Set(named.filter((code) => codes.test(code)))];
}

const KEY = "a-long-random-text";

/** What part 4 changes so that nobody else starts the flow, in its order. */
function steps(folder: string): [string, () => void][] {
  const insert = (file: string, before: string, line: string) => {
    const text = readFileSync(join(folder, file), "utf8");
    expect(text).toContain(before);
    writeFileSync(join(folder, file), text.replace(before, `${line}\n${before}`));
  };
  return namedIn(PAGE, 4, /^(SHOP_KEY|secrets: .*|auth: .*)$/).map((code) => {
    if (code === "SHOP_KEY")
      return [code, () => writeFileSync(join(folder, ".env"), `${code}=${KEY}\n`)];
    if (code.startsWith("secrets")) return [code, () => insert("ahaflow.yaml", "vars:", code)];
    return [code, () => insert("flows/thank-buyer.yaml", "    sample:", `    ${code}`)];
  });
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

    // Saved in the order in which the page names them, and read after each.
    const files = namedIn(PAGE, 3, /^flows\/\S+/);
    expect(files.length).toBe(2);
    for (const name of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), blocks.find(({ file }) => file === name)?.text ?? "");
      expect([name, (await reloadNow(daemon)).status]).toEqual([name, 200]);
    }
    await vi.waitFor(() => expect(daemon.log("reloaded")).not.toEqual([]), { timeout: 20_000 });
    const answer = await second?.();
    expect(answer?.status).toBe(202);
    const run = await daemon.finished(answer?.body.run_id ?? "");
    expect([run.flow, run.status]).toEqual(["thank-buyer", "succeeded"]);

    const [path = ""] = deliveries.slice(1).map((delivery) => delivery.path);
    for (const [name, change] of steps(folder)) {
      change();
      expect([name, (await reloadNow(daemon)).status]).toEqual([name, 200]);
    }
    expect((await daemon.post(path, {})).status).toBe(401);
    const headers = { "x-shop-key": KEY, "content-type": "application/json" };
    const body = JSON.stringify({ messenger_user_id: "6543210987654321", order_id: "DH1025" });
    const { status } = await daemon.send(path, { method: "POST", headers, body });
    expect(status).toBe(202);

    expect(daemon.log("reload refused")).toEqual([]);
    await answersAsListed(daemon, run);
  }, 60_000);

  it("has the same order in README.vi.md", () => {
    for (const [number, codes] of [
      [3, /^flows\/\S+/],
      [4, /^(\.env|SHOP_KEY|secrets: .*|auth: .*)$/],
    ] as const)
      expect(namedIn("README.vi.md", number, codes)).toEqual(namedIn(PAGE, number, codes));
  });

  it("names the variables that the new project reads", () => {
    const named = new Set(inlineCode(PAGE).filter((code) => /^SHOP_BOT_[A-Z]+$/.test(code)));
    expect(named.size).toBeGreaterThan(1);
    for (const name of named) expect(read("starter/ahaflow.yaml")).toContain(`\${env:${name}}`);
  });
});

/** What is answered to a run that has ended, and without a body, where that is not 200. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ["POST /api/v1/runs/ID/replay", 202],
  ["POST /api/v1/runs/ID/cancel", 409],
  ["POST /api/v1/runs/replay", 400],
  ["POST /api/v1/flows/NAME/runs", 202],
  ["POST /api/v1/erasures", 400],
]);

/** Asks for everything that the table of the API lists. */
async function answersAsListed(daemon: Daemon, run: { id: string; flow: string }): Promise<void> {
  const requests = inlineCode(PAGE)
    .map((code) => /^(GET|POST) (\/\S+)$/.exec(code))
    .filter((found) => found !== null);
  expect(requests.length).toBeGreaterThan(7);
  for (const [, method = "", path = ""] of requests) {
    const named = path.replace("connections/NAME", "connections/shop").replace("NAME", run.flow);
    const url = daemon.adminUrl + named.replace("ID", run.id);
    const response = await fetch(url, { method });
    const wanted = STATUSES.get(`${method} ${path}`) ?? 200;
    expect([method, path, response.status]).toEqual([method, path, wanted]);
    await response.body?.cancel();
  }
}
