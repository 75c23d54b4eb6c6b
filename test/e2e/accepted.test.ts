/** Senders that take only their own answer for a success. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "../flows/check-project.ts";
import { Project } from "../support/project.ts";

const steps = [{ set: { a: 1 } }];
const dedupe = { key: "{{body.id}}" };

it("says what the flow says once the run is kept, and the same to a repeat", async () => {
  const project = new Project();
  const flows = {
    ghn: { status: 200 },
    momo: { status: 204 },
    payos: { body: { success: true } },
    other: { status: 201, headers: { "X-From": "shop" }, body: null },
  };
  for (const [name, accepted] of Object.entries(flows))
    project.flow(name, { webhook: { accepted, dedupe }, steps });
  const daemon = await project.start();
  const send = async (name: string) => {
    const headers = { "content-type": "application/json" };
    const url = `${daemon.webhookUrl}/${name}`;
    const response = await fetch(url, { method: "POST", headers, body: '{"id":"1"}' });
    return [response.status, await response.text(), response.headers.get("x-from")];
  };
  const [status, told] = await send("ghn");
  const { run_id } = JSON.parse(String(told)) as { run_id: string };
  expect([status, told]).toEqual([200, JSON.stringify({ run_id })]);
  expect(await send("ghn")).toEqual([200, JSON.stringify({ run_id, duplicate: true }), null]);
  expect(await daemon.finished(run_id)).toMatchObject({ status: "succeeded" });
  const all = async () => [await send("momo"), await send("payos"), await send("other")];
  const first = await all();
  expect(first).toEqual([
    [204, "", null],
    [200, '{"success":true}', null],
    [201, "null", "shop"],
  ]);
  expect(await all()).toEqual(first);
});

const flow = (accepted: string, step = "set: { a: 1 }") => `name: a
on: { webhook: { path: /a, accepted: ${accepted} } }
steps: [{ ${step} }]
`;

it.each([
  ["a failure", flow("{ status: 500 }"), "wrong-value"],
  ["a redirect", flow("{ status: 302 }"), "wrong-value"],
  ["a template", flow('{ body: { id: ["{{run.id}}"] } }'), "wrong-value"],
  ["a template in a header", flow('{ headers: { X-A: "{{run.id}}" } }'), "wrong-value"],
  ["a header of two lines", flow('{ headers: { X-A: "a\\nb" } }'), "wrong-value"],
  ["a body after 204", flow("{ status: 204, body: {} }"), "wrong-value"],
  ["an answer that never is", flow("{ status: 200 }", "respond: { body: {} }"), "wrong-value"],
  ["a misspelt key", flow("{ stauts: 200 }"), "unknown-key"],
  ["what a block can't show", flow("{ body: { messages: [{ txt: a }] } }"), "unknown-key"],
])("%s is a mistake", async (_name, text, rule) => {
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": text }));
  expect(problems.map((problem) => problem.rule)).toEqual([rule]);
  expect(problems[0]?.where.line).toBe(2);
});

const sends = (
  webhook: string,
  input = 'user_id: "6523889107654321", text: Chào',
  uses = "send_text",
) => `name: a
connection: shop
on: { webhook: { path: /a, ${webhook} } }
steps: [{ uses: ahachat.${uses}, with: { ${input} } }]
`;
const HMAC = 'auth: [{ hmac: { header: X-S, secret: "{{secrets.crm_key}}" } }]';
const PHONE = ['phone: "{{trigger.body.phone}}"', "find_user"] as const;
const FOUND = `name: a
connection: shop
on: { webhook: { path: /a } }
steps:
  - { id: buyer, uses: ahachat.find_user, with: { phone: "{{trigger.body.phone}}" } }
  - uses: ahachat.send_text
    with: { user_id: "{{steps.buyer.output.id}}", text: Chào }
`;

it.each([
  ["that is signed", sends(HMAC), 1],
  ["that logs in", sends('auth: [{ basic: { username: a, password: "{{secrets.crm_key}}" } }]'), 1],
  ["of one address", sends("auth: [{ ip: { allow: [203.0.113.7] } }]"), 1],
  ["whose sender wants its own answer", sends("accepted: { status: 200 }"), 1],
  ["whose customer is known by phone", FOUND, 1],
  ["with a key", sends(`${HMAC}, dedupe: { key: "{{body.id}}" }`), 0],
  ["of a block", sends('auth: [{ bearer: { token: "{{secrets.crm_key}}" } }]'), 0],
  ["that sends nothing", sends("methods: [POST]", ...PHONE), 0],
])("a webhook %s is warned of or not", async (_name, text, count) => {
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": text }));
  expect(problems.map(({ rule }) => rule)).toEqual(Array(count).fill("no-dedupe"));
});
