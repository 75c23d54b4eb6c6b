import { describe, expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { type RecordingServer, startUpstream } from "../support/upstream.ts";

const NAME = `Trần "Bé" \\ O'Neil 🎉\nthứ hai {{evil}} {{secrets.key}}`;
const PHONE = "0908071111";

async function start(upstream: RecordingServer, from: "body" | "query"): Promise<AnyDaemon> {
  const given = (field: string) => `{{trigger.${from}.${field}}}`;
  const project = new Project(shopAt(upstream.url, { secrets: { key: "a-secret-value" } }));
  project.flow("greet", {
    connection: "shop",
    webhook: { methods: ["GET", "POST"] },
    steps: [
      {
        uses: "ahachat.send_text",
        with: { user_id: "6523889107654321", text: `Chào ${given("name")}!` },
      },
      {
        uses: "ahachat.add_attributes",
        with: {
          user_id: "6523889107654321",
          attributes: { name: given("name"), phone: given("phone"), total: given("total") },
        },
      },
      callStep(upstream.url, "crm", {
        json: { name: given("name"), phone: given("phone"), nested: [{ name: given("name") }] },
      }),
    ],
  });
  return project.open();
}

async function check(daemon: AnyDaemon, upstream: RecordingServer, id: string, total: unknown) {
  expect(await daemon.finished(id)).toMatchObject({ status: "succeeded", error: null });
  const [text, attributes, crm] = upstream.arrivals.map(({ json }) => json);
  expect(text).toMatchObject({ messages: [{ text: `Chào ${NAME}!` }] });
  expect(attributes).toMatchObject({ name: NAME, phone: PHONE, total });
  expect(crm).toMatchObject({ name: NAME, phone: PHONE, nested: [{ name: NAME }] });
}

describe("a customer's data arrives as it came", () => {
  it("from a JSON body, where a number stays a number", async () => {
    const upstream = await startUpstream();
    const daemon = await start(upstream, "body");
    const id = await daemon.accept("/greet", { name: NAME, phone: PHONE, total: 1_250_000 });
    await check(daemon, upstream, id, 1_250_000);
    expect((await daemon.run(id)).payload.body).toEqual({
      name: NAME,
      phone: PHONE,
      total: 1_250_000,
    });
  });

  it("from a form", async () => {
    const upstream = await startUpstream();
    const daemon = await start(upstream, "body");
    const body = new URLSearchParams({ name: NAME, phone: PHONE, total: "007" });
    const { status, body: answer } = await daemon.send("/greet", { method: "POST", body });
    expect(status).toBe(202);
    await check(daemon, upstream, answer.run_id, "007");
  });

  it("from the query", async () => {
    const upstream = await startUpstream();
    const daemon = await start(upstream, "query");
    const query = new URLSearchParams({ name: NAME, phone: PHONE, total: "007" });
    const { status, body } = await daemon.send(`/greet?${query.toString()}`);
    expect(status).toBe(202);
    await check(daemon, upstream, body.run_id, "007");
  });
});

const missing = (path: string) => `{{default ${path} "nothing"}}`;

it("reaches no prototype, and changes none", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("data", {
    webhook: { path: "/data/:name", methods: ["POST"] },
    steps: [
      callStep(upstream.url, "a", {
        json: {
          name: "{{trigger.params.name}}",
          body: missing("trigger.body.toString"),
          query: missing("trigger.query.hasOwnProperty"),
          polluted: missing("trigger.body.polluted"),
          deep: missing("trigger.query.polluted"),
        },
      }),
    ],
  });
  const daemon = await project.open();
  const types = { json: "application/json", form: "application/x-www-form-urlencoded" };
  const hostile: [string, string, string][] = [
    ["/data/__proto__?__proto__=x&__proto__[polluted]=x", types.form, "__proto__=x&constructor=x"],
    [
      "/data/constructor?constructor=x&constructor.prototype.polluted=x",
      types.form,
      "__proto__[polluted]=x",
    ],
    ["/data/prototype", types.json, '{"__proto__": {"polluted": "x"}}'],
    ["/data/toString", types.json, '{"constructor": {"prototype": {"polluted": "x"}}}'],
    ["/data/after", types.json, "{}"],
  ];
  for (const [path, type, body] of hostile) {
    const headers = { "content-type": type };
    const answer = await daemon.send(path, { method: "POST", headers, body });
    expect(answer.status).toBe(202);
    const run = await daemon.finished(answer.body.run_id);
    expect(run).toMatchObject({ status: "succeeded" });
    const nothing = { body: "nothing", query: "nothing", polluted: "nothing", deep: "nothing" };
    expect(upstream.arrivals.at(-1)?.json).toEqual({
      run: run.id,
      step: "a",
      name: path.split(/[/?]/)[2],
      ...nothing,
    });
  }
});
