import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const CRM_KEY = 'crm key/"ä"+&=0123456789';
/** The part of each that looks the same in every encoding. */
const TRACES = ["bot-7f3a9c51e8d24b60", "0123456789"];

it("shows no secret in logs, answers or the journal, even when the other side repeats it", async () => {
  const upstream = await startUpstream();
  // Says back whatever came: address, headers and body, in data and in errors.
  upstream.answer = (response, arrival) => {
    const { path, headers, text, query } = arrival;
    const status = path.startsWith("/fail") ? 400 : path.startsWith("/down") ? 503 : 200;
    const user = { id: "6523889107654321", first_name: query["ahachat_token"] ?? "" };
    const echo = {
      success: status === 200,
      user,
      query,
      headers,
      text,
      error: { code: 100, text },
    };
    json(status, echo, { "x-echo": encodeURIComponent(query["key"] ?? "") })(response, arrival);
  };
  const project = new Project(
    shopAt(upstream.url, {
      secrets: { crm_key: CRM_KEY },
      defaults: { retry: { attempts: 2, delay: "10ms" } },
    }),
  );
  const user_id = "6523889107654321";
  const call = (id: string, path: string) =>
    callStep(`${upstream.url}${path}?key={{url_encode secrets.crm_key}}`, id, {
      json: { key: "{{secrets.crm_key}}", again: "{{secrets.crm_key}}{{secrets.crm_key}}" },
    });
  project.flow("good", {
    connection: "shop",
    steps: [
      { uses: "ahachat.find_user", with: { user_id } },
      { uses: "ahachat.send_text", with: { user_id, text: "key {{secrets.crm_key}}" } },
      call("crm", "/ok"),
      callStep(upstream.url, "again", { json: { said: "{{json steps.crm.output}}" } }),
    ],
  });
  project.flow("fail", { steps: [call("crm", "/fail")] });
  project.flow("down", { steps: [call("crm", "/down")] });
  project.flow("wrong", {
    steps: [{ uses: "http.request", with: { url: "{{secrets.crm_key}} is no address" } }],
  });
  const daemon = await project.start({ AHAFLOW_LOG_LEVEL: "trace" });
  const ids: string[] = [];
  for (const flow of ["good", "fail", "down", "wrong"])
    ids.push(await daemon.accept(`/${flow}`, {}));
  const statuses: string[] = [];
  for (const id of ids) statuses.push((await daemon.finished(id)).status);
  expect(statuses).toEqual(["succeeded", "failed", "failed", "failed"]);
  const sent = JSON.stringify(upstream.arrivals);
  for (const trace of TRACES) expect(sent, "the other side has to get it").toContain(trace);

  const shown = await everythingShown(daemon, ids);
  await daemon.stop();
  const texts = { shown, log: daemon.lines.join("\n"), errors: daemon.errors };
  for (const [where, text] of Object.entries({ ...texts, ...filesOf(project.data) }))
    for (const trace of TRACES) expect(text.includes(trace), `${trace} in ${where}`).toBe(false);
  expect(shown).toContain("[redacted]");
});

it("changes no customer's data that has a secret in it, also after a crash and in a replay", async () => {
  const upstream = await startUpstream();
  let isStuck = true;
  upstream.answer = (response, arrival) => {
    if (!isStuck) json(200, { said: "thanhtoan" })(response, arrival);
  };
  const secrets = {
    pin: "2024",
    word: "shop",
    phrase: "thanhtoan",
    long: "giaohangnhanh-9x7k2m4q",
  };
  const body = {
    code: "DH2024-17",
    where: "workshop",
    shop: "shop",
    year: "2024",
    note: "thanhtoan khi nhận hàng",
    thanhtoan: ["cod", { echo: "giaohangnhanh-9x7k2m4q" }],
    odd: "\uFDD0x\uFDD0 \uFDD0",
  };
  const project = new Project({ secrets });
  const dedupe = { key: "{{body.code}}-{{body.note}}" };
  project.flow("order", {
    webhook: { dedupe },
    steps: [
      { id: "kept", set: { order: "{{trigger.body.code}}", all: "{{trigger.body}}" } },
      {
        id: "route",
        switch: "{{vars.all.shop}}",
        cases: {
          shop: [
            callStep(upstream.url, "sent", {
              json: { order: "{{vars.order}}", all: "{{vars.all}}", again: "{{trigger.body}}" },
            }),
          ],
        },
      },
      callStep(upstream.url, "told", {
        json: { said: "{{default steps.sent.output.body.said ''}}" },
      }),
    ],
  });
  const first = await project.start();
  const id = await first.accept("/order", body);
  await vi.waitFor(() => expect(upstream.arrivals).toHaveLength(1), { timeout: 20_000 });
  await first.crash();
  isStuck = false;
  const second = await project.start();
  const run = await second.finished(id);
  expect(run.status).toBe("succeeded");
  expect(await second.post("/order", body)).toMatchObject({
    status: 200,
    body: { run_id: id, duplicate: true },
  });
  const replay = await second.admin(`/api/v1/runs/${id}/replay`, "POST");
  await second.finished((replay.body as { run_id: string }).run_id);
  const sent = upstream.arrivals.map(({ text }) => JSON.parse(text) as unknown);
  const whole = { order: "DH2024-17", all: body, again: body };
  expect(sent).toMatchObject([whole, whole, { said: "thanhtoan" }, whole, { said: "thanhtoan" }]);
  expect(run.payload.body).toEqual({
    ...body,
    shop: "[redacted]",
    year: "[redacted]",
    note: "[redacted] khi nhận hàng",
    thanhtoan: undefined,
    "[redacted]": ["cod", { echo: "[redacted]" }],
  });
  await second.stop();
  for (const [name, text] of Object.entries(filesOf(project.data)))
    for (const secret of [secrets.phrase, secrets.long, '"year":"2024"'])
      expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
});

it("gives what arrives for a run that rests as it came: callbacks, and what called flows answer", async () => {
  const upstream = await startUpstream();
  const project = new Project({ secrets: { phrase: "thanhtoan" } });
  const note = "thanhtoan khi nhận hàng";
  project.flow("parent", {
    webhook: { path: "/parent/:kind" },
    steps: [
      { id: "kept", set: { link: "?q={{url_encode trigger.body.note}}" } },
      { id: "ask", call: "child", with: { note: "{{trigger.body.note}}" } },
      callStep(upstream.url, "sent", {
        json: {
          how: "{{steps.ask.output.how}}",
          note: "{{steps.ask.output.note}}",
          code: "{{steps.ask.output.code}}",
          kind: "{{trigger.params.kind}}",
          link: "{{vars.link}}",
        },
      }),
    ],
  });
  project.flow("child", {
    inputs: { type: "object", properties: { note: { type: "string" } }, required: ["note"] },
    steps: [{ id: "paid", wait: { webhook: { path: "/paid/:key", key: "{{inputs.note}}" } } }],
    output: {
      how: "{{steps.paid.output.body.how}}",
      note: "{{inputs.note}}",
      code: "{{base64 inputs.note}}",
    },
  });
  const first = await project.start();
  const id = await first.accept("/parent/thanhtoan", { note });
  await vi.waitFor(async () => expect(await first.runs("status=waiting")).toHaveLength(2), {
    timeout: 20_000,
  });
  await first.crash();
  const second = await project.start();
  const called = await second.post(`/paid/${encodeURIComponent(note)}`, { how: "xthanhtoan" });
  expect(called.status).toBe(202);
  expect((await second.finished(id)).status).toBe("succeeded");
  expect(upstream.arrivals.map(({ json: sent }) => sent)).toMatchObject([
    {
      how: "xthanhtoan",
      note,
      code: Buffer.from(note).toString("base64"),
      kind: "thanhtoan",
      link: `?q=${encodeURIComponent(note)}`,
    },
  ]);
  expect(JSON.stringify(await second.runs())).not.toContain("thanhtoan");
  await second.stop();
  for (const [name, text] of Object.entries(filesOf(project.data)))
    expect(text.includes("thanhtoan"), `a secret in ${name}`).toBe(false);
});

async function everythingShown(daemon: Daemon, ids: readonly string[]): Promise<string> {
  const paths = ["runs", "flows", ...ids.map((id) => `runs/${id}`)];
  const answers = await Promise.all(paths.map((path) => daemon.admin(`/api/v1/${path}`)));
  return JSON.stringify(answers);
}

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder);
  expect(names).toContain("journal.db");
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}
