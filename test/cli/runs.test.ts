import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunList } from "#src/generated/admin-api.js";
import { callStep, Project } from "../support/project.ts";
import { runs } from "../support/runs-command.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const NOWHERE = "http://127.0.0.1:1";

/** A daemon with a flow of which `thanks` fails until the upstream is mended. */
async function broken(env: Readonly<Record<string, string>> = {}) {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    ((arrival.json as { step: string }).step === "thanks" ? json(400, {}) : OK)(response, arrival);
  const project = new Project();
  project.flow("order-thanks", {
    steps: [callStep(upstream.url, "buyer"), callStep(upstream.url, "thanks")],
  });
  const daemon = await project.start(env);
  daemon.adminHeaders = env["AHAFLOW_ADMIN_TOKEN"]
    ? { authorization: `Bearer ${env["AHAFLOW_ADMIN_TOKEN"]}` }
    : {};
  const fail = async (phone = "0908071111") => {
    const id = await daemon.accept("/order-thanks", { phone });
    await daemon.finished(id);
    return id;
  };
  const mend = () => {
    upstream.answer = OK;
  };
  return { project, daemon, fail, mend };
}

describe("ahaflow runs", () => {
  it("lists runs in a table that is not too wide, and as JSON", async () => {
    const { daemon, fail } = await broken();
    const id = await fail();
    const other = await fail("0908072222");
    const table = await runs(daemon, ["list", "--status", "failed", "--since", "2h"]);
    const lines = table.out.split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(new RegExp(`^${other}  .*failed  order-thanks  invalid_request$`));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(160);
    const one = await runs(daemon, ["list", "--q", "0908071111", "--json"]);
    expect((JSON.parse(one.out) as RunList).runs.map((run) => run.id)).toEqual([id]);
    expect(await runs(daemon, ["list", "--until", "7d"])).toEqual({
      code: 0,
      out: "",
      err: "no runs",
    });
  });

  it("shows a run as `ahaflow run` does, by the beginning of its id", async () => {
    const { daemon, fail } = await broken();
    const id = await fail();
    const { code, out } = await runs(daemon, ["show", id.slice(0, 32)]);
    expect(code).toBe(0);
    expect(out).toContain("✓ buyer  http.request  succeeded, 1 attempt");
    expect(out).toContain("✗ thanks  http.request  failed, 1 attempt");
    expect(out).toMatch(/failed at thanks: invalid_request: .* in \d+ ms$/);
    expect(JSON.parse((await runs(daemon, ["show", id, "--json"])).out)).toMatchObject({ id });
    const other = await fail();
    const both = await runs(daemon, ["show", id.slice(0, 4)]);
    expect([both.code, both.err]).toEqual([1, expect.stringContaining(other)]);
    const none = await runs(daemon, ["show", "ffff-ffff"]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("there is no run")]);
  });

  it("replays a run from a step and follows it; the exit code says how it ended", async () => {
    const { project, daemon, fail, mend } = await broken();
    const id = await fail();
    const again = await runs(daemon, ["replay", id, "--follow"]);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining(`replay of ${id}`)]);
    mend();
    const file = join(project.folder, "mended.json");
    writeFileSync(file, '{"phone": "0908073333"}');
    const asked = ["replay", id, "--from", "thanks", "--payload", file, "--follow"];
    const refused = await runs(daemon, asked);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("say --again")]);
    expect((await runs(daemon, asked, { answer: "n" })).code).toBe(1);
    expect(await daemon.runs()).toHaveLength(2);
    expect((await runs(daemon, asked, { answer: "y" })).code).toBe(0);
    const args = [...asked, "--again"];
    const { code, out } = await runs(daemon, args);
    expect(code).toBe(0);
    expect(out).toContain('phone: "0908073333"');
    expect(out).toMatch(/succeeded in \d+ ms$/);
    const wrong = await runs(daemon, ["replay", id, "--from", "nope"]);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("buyer, thanks")]);
  });

  it("says what a replay would do, and does nothing", async () => {
    const { daemon, fail, mend } = await broken();
    const id = await fail();
    const args = ["replay", id, "--from", "thanks", "--dry-run"];
    const dry = await runs(daemon, args);
    expect([dry.code, dry.err]).toEqual([0, "nothing was done (--dry-run)"]);
    expect(dry.out).toMatch(/^kept +buyer +http.request +succeeded in the first run$/m);
    expect(dry.out).toMatch(/^done +thanks +http.request +failed in the first run$/m);
    expect(dry.out).toContain("the flow's text is the same");
    expect(await daemon.runs()).toHaveLength(1);
    mend();
    await runs(daemon, ["replay", id, "--follow"]);
    expect((await runs(daemon, args)).err).toContain("needs --again");
    const { out } = await runs(daemon, [...args, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ dry_run: true, replay_of: id });
  });

  it("tells times in a zone beside UTC, of runs, steps and tries", async () => {
    const { daemon, fail } = await broken();
    const id = await fail();
    const zone = ["--zone", "Asia/Kathmandu"];
    const time = (await daemon.runs())[0]?.created_at as string;
    const local = new Date(Date.parse(time) + 345 * 60_000).toISOString().slice(0, 19);
    const wall = local.replace("T", " ");
    const { out } = await runs(daemon, ["list", "--since", "1h", ...zone]);
    expect(out).toMatch(/^ID +CREATED \(UTC\) +Asia\/Kathmandu +STATUS/);
    expect(out).toContain(`${time.slice(0, 19).replace("T", " ")}  ${wall}`);
    const page = (await runs(daemon, ["show", id, ...zone])).out;
    expect(page).toContain(`accepted ${time}, ${wall} in Asia/Kathmandu`);
    expect(page).toMatch(/✓ buyer .*, 1 attempt, \d+ ms, at (\S+ )?\d\d:\d\d:\d\d\.\d{3}$/m);
    expect(page).toMatch(/attempt 1 at .*\d\d:\d\d:\d\d\.\d{3}, \d+ ms: invalid_request/);
    expect((await runs(daemon, ["failures", ...zone])).out).toContain(wall);
    expect((await runs(daemon, ["list", "--active-since", "1h", ...zone])).out).toContain(id);
    const utc = (await runs(daemon, ["list", "--zone", "UTC"])).out;
    expect(utc).toMatch(/^ID +CREATED \(UTC\) +STATUS/);
  });

  it("replays the failed runs of a flow once it is told to", async () => {
    const { daemon, fail, mend } = await broken();
    const ids = [await fail(), await fail()];
    const args = ["replay", "--flow", "order-thanks", "--status", "failed", "--since", "1h"];
    const dry = await runs(daemon, [...args, "--dry-run"]);
    expect([dry.code, dry.out, dry.err]).toEqual([0, ids.join("\n"), "2 runs would be replayed"]);
    const other = await runs(daemon, ["replay", "--flow", "order-thanks", "--status", "cancelled"]);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining("only failed ones")]);
    const alone = await runs(daemon, args);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining("--yes")]);
    expect((await runs(daemon, args, { answer: "n" })).code).toBe(1);
    expect(await daemon.runs()).toHaveLength(2);
    mend();
    const done = await runs(daemon, args, { answer: "y" });
    expect([done.code, done.err]).toEqual([0, "2 runs replayed"]);
    await daemon.allFinished(4);
    expect((await runs(daemon, [...args, "--yes"])).err).toContain("there are no failed runs");
    const { out } = await runs(daemon, ["failures", "--since", "1h"]);
    expect(out.split("\n")[1]).toMatch(
      /^2 +2 +.*order-thanks  failed  invalid_request \(http_400\)  thanks  POST …\/ answered …/,
    );
  });

  it("cancels a run, and says when it can't", async () => {
    const project = new Project();
    project.flow("slow", { steps: [{ wait: { for: "2h" } }] });
    const daemon = await project.start();
    const id = await daemon.accept("/slow", {});
    await daemon.runWhen(id, ({ status }) => status === "waiting");
    expect((await runs(daemon, ["cancel", id])).code).toBe(0);
    expect((await daemon.finished(id)).status).toBe("cancelled");
    const late = await runs(daemon, ["cancel", id]);
    expect([late.code, late.err]).toEqual([1, "error: the run has ended already"]);
  });

  it("refuses an address or a token that can't be used, and shows neither", async () => {
    for (const adminUrl of [
      "127.0.0.1:8081",
      "http://an:s3cret-word@127.0.0.1:1",
      "http://h:abc",
    ]) {
      const { code, err } = await runs({ adminUrl }, ["list"]);
      expect([code, err]).toEqual([2, expect.stringContaining("admin address can't be used")]);
      expect(err).not.toContain("s3cret-word");
    }
    const env = { AHAFLOW_ADMIN_TOKEN: "mật-khẩu" };
    const unsent = await runs({ adminUrl: NOWHERE }, ["list"], { env });
    expect([unsent.code, unsent.err]).toEqual([2, expect.stringContaining("can't be sent")]);
    expect(unsent.err).not.toContain("khẩu");
  });

  it("says which daemon it asked when none answers, or when it may not come in", async () => {
    const gone = await runs({ adminUrl: NOWHERE }, ["list"]);
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining(NOWHERE)]);
    expect(gone.err).toContain("AHAFLOW_ADMIN_URL");
    const { daemon } = await broken({ AHAFLOW_ADMIN_TOKEN: "token-of-the-admin" });
    const out = await runs(daemon, ["list"]);
    expect([out.code, out.err]).toEqual([1, expect.stringContaining("AHAFLOW_ADMIN_TOKEN")]);
    const env = { AHAFLOW_ADMIN_TOKEN: "token-of-the-admin" };
    expect((await runs(daemon, ["list"], { env })).code).toBe(0);
  });

  it.each([
    [["replay"], "--flow"],
    [["replay", "abcd", "--flow", "a"], "an id"],
    [["replay", "--flow", "a", "--since", "1h"], "--status failed"],
    [["list", "--since", "tomorrow"], "2h"],
    [["list", "--zone", "Vietnam"], "Asia/Ho_Chi_Minh"],
    [["replay", "abcd", "--dry-run", "--follow"], "--dry-run"],
    [["replay", "abcd", "--json"], "--dry-run"],
    [["show", "a"], "at least 3"],
    [["show"], "missing required argument"],
  ])("takes %j for wrong usage", async (args, hint) => {
    const { code, err } = await runs({ adminUrl: NOWHERE }, args);
    expect([code, err]).toEqual([2, expect.stringContaining(hint)]);
  });
});
