import { describe, expect, it, vi } from "vitest";
import { runProgram } from "#src/cli/program.js";
import type { RefusalList } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { CANARIES } from "../support/canaries.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";

const API = "/api/v1";
const CUSTOMER = {
  name: "Nguyễn Thị Đào",
  phone: "0908 071 111",
  order: "DH1024",
  total: "250000",
};

async function shop(config = {}) {
  const project = new Project(config);
  const schema = { type: "object", properties: { total: { type: "number" } } };
  const steps = [{ set: { a: 1 } }];
  project.flow("order", { webhook: { path: "/order/:shop", schema }, steps });
  const auth = [{ bearer: { token: "{{secrets.canary}}" } }];
  project.flow("closed", { webhook: { auth, schema }, steps });
  return { project, daemon: await project.open() };
}

const post = (daemon: AnyDaemon, path: string, body: unknown, headers = {}) =>
  fetch(`${daemon.webhookUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  }).then(({ status }) => status);

const refusals = async (daemon: AnyDaemon, query = "") =>
  (await ask<RefusalList>(daemon, "GET", `${API}/refusals?${query}`)).body.refusals;

const kept = (daemon: AnyDaemon, count: number) =>
  vi.waitFor(async () => {
    const found = await refusals(daemon);
    expect(found).toHaveLength(count);
    return found;
  });

async function command(daemon: AnyDaemon, ...args: string[]) {
  const lines: string[] = [];
  const code = await runProgram(args, {
    env: { AHAFLOW_ADMIN_URL: daemon.adminUrl },
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
    ending: new AbortController().signal,
    unread: new AbortController().signal,
    onHangup: () => undefined,
  });
  expect(code).toBe(0);
  return lines.join("\n");
}

describe("refused deliveries", () => {
  it("are found by whatever a complaint has, with the place of the mistake, in one command", async () => {
    const { daemon } = await shop();
    expect(await post(daemon, "/order/hanoi", CUSTOMER)).toBe(422);
    await kept(daemon, 1);
    for (const text of [
      "nguyen thi dao",
      "0908071111",
      "+84908071111",
      "0908.071.111",
      "(+84) 908-071-111",
      "dh1024",
    ]) {
      const shown = await command(daemon, "runs", "list", "--q", text);
      expect(shown).toContain("no run, because the delivery was refused");
      expect(shown).toMatch(/422 .*order .*\/order\/:shop .*payload_invalid \/total/);
      expect(await command(daemon, "runs", "list", "--refused", "--q", text)).toContain("/total");
    }
    expect(await command(daemon, "runs", "list", "--refused", "--q", "dh1025")).toBe(
      "no refused deliveries",
    );
    expect(await command(daemon, "runs", "list", "--q", "dh1024", "--status", "failed")).toBe(
      "no runs",
    );
  });

  it("show made-up personal data unless somebody asks for it, and never a secret", async () => {
    const { daemon } = await shop();
    const token = CANARIES.secret;
    await post(
      daemon,
      "/order/hanoi?token=x",
      { ...CUSTOMER, token },
      { authorization: "Bearer f00" },
    );
    const [masked] = await kept(daemon, 1);
    const [whole] = await refusals(daemon, "unmasked=true");
    expect(masked).toMatchObject({ status: 422, code: "payload_invalid", flow: "order", count: 1 });
    expect(masked?.details).toMatchObject([{ pointer: "/total" }]);
    expect(JSON.stringify(masked)).not.toMatch(/Đào|0908 071|f00/);
    expect(whole?.payload).toMatchObject({ body: CUSTOMER, params: { shop: "hanoi" } });
    expect(JSON.stringify(whole)).not.toContain("f00");
    expect(JSON.stringify(whole)).not.toContain(token);
    expect(await refusals(daemon, `unmasked=true&q=${token.slice(-9)}`)).toEqual([]);
  });

  it("are not found by a secret that was learned later", async () => {
    const { project, daemon } = await shop();
    await post(daemon, "/order/hanoi", { ...CUSTOMER, note: "voucher-7788" });
    await kept(daemon, 1);
    expect(await refusals(daemon, "q=voucher-7788")).toHaveLength(1);
    project.configure({ secrets: { canary: CANARIES.secret, voucher: "voucher-7788" } });
    expect((await reloadNow(daemon)).status).toBe(200);
    expect(await refusals(daemon, "q=voucher-7788")).toEqual([]);
    expect(await refusals(daemon, "q=dh1024")).toHaveLength(1);
  });

  it("keep a body that can't be parsed as text", async () => {
    const { daemon } = await shop();
    expect(await post(daemon, "/order/x", `{"phone": "0908071111", "name": "Bé}`)).toBe(400);
    const [masked] = await kept(daemon, 1);
    expect(masked).toMatchObject({ code: "invalid_json", payload: { body: null } });
    expect(masked?.body_text).not.toContain("0908071111");
    const [whole] = await refusals(daemon, "unmasked=true&q=908071111");
    expect(whole?.body_text).toContain("0908071111");
  });

  it("keep nothing of what came from senders that were not let in, and only count them", async () => {
    const { project, daemon } = await shop();
    for (let count = 0; count < 5; count++) {
      expect(await post(daemon, "/closed", CUSTOMER)).toBe(401);
      expect(await post(daemon, `/nothing-${count}`, CUSTOMER)).toBe(404);
    }
    const first = await kept(daemon, 2);
    expect(first.map(({ count, payload }) => [count, payload])).toEqual([
      [1, null],
      [1, null],
    ]);
    expect(await refusals(daemon, "q=dh1024")).toEqual([]);
    await daemon.stop();
    const again = await project.open();
    const all = await kept(again, 4);
    expect(all.map(({ code, count, path }) => `${code} ${count} ${path}`).toSorted()).toEqual([
      "no_such_path 1 /nothing-0",
      "no_such_path 4 /nothing-4",
      "unauthorized 1 /closed",
      "unauthorized 4 /closed",
    ]);
  });

  it("bound what a flood of them keeps, and count the rest", async () => {
    const { project, daemon } = await shop();
    const statuses = await Promise.all(
      Array.from({ length: 300 }, () => post(daemon, "/order/x", CUSTOMER)),
    );
    expect(new Set(statuses)).toEqual(new Set([422]));
    expect(await post(daemon, "/order/x", { ...CUSTOMER, total: 1 })).toBe(202);
    await daemon.stop();
    const again = await project.open();
    const all = (await ask<RefusalList>(again, "GET", `${API}/refusals?limit=500`)).body.refusals;
    expect(all.filter(({ payload }) => payload !== null)).toHaveLength(30);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(all.length).toBeLessThan(40);
  });

  it("do not keep a large body, and go when their time is over", async () => {
    const { project, daemon } = await shop();
    await post(daemon, "/order/x", { ...CUSTOMER, more: "x".repeat(20_000) });
    const [large] = await kept(daemon, 1);
    expect(large?.payload).toBeNull();
    await daemon.stop();
    project.configure({ retention: { refused: "1ms" } });
    await kept(await project.open(), 0);
  });
});
