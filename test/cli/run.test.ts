import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { json, startUpstream } from "../support/upstream.ts";
import { ahaflow, folderOf } from "./command-line.ts";

const FLOW = `name: greet
connection: shop
on: { webhook: { path: /greet, sample: samples/greet.json } }
steps:
  - id: buyer
    uses: ahachat.find_user
    with: { user_id: "{{trigger.body.user}}" }
  - id: thanks
    uses: ahachat.send_text
    with: { user_id: "{{trigger.body.user}}", text: "{{trigger.body.word}} {{secrets.crm}}" }
`;
const ASK = `name: ask
on: { webhook: { path: /ask } }
steps:
  - id: ask
    uses: http.request
    with: { method: POST, url: "{{vars.url}}", json: { key: "{{secrets.crm}}" } }
    retry: { attempts: 1 }
`;
const TOKEN = "token-that-nobody-may-see";
const SECRET = "secret-that-nobody-may-see";

/** Runs `ahaflow run` in a project with both flows. */
function run(args: readonly string[], url = "http://127.0.0.1:1/") {
  const folder = folderOf({
    "flows/greet.yaml": FLOW,
    "flows/ask.yaml": ASK,
    "flows/samples/greet.json": '{ "user": "6523889107654321", "word": "Chào" }',
    "other.json": '{ "user": "6523889107654322", "word": "Tạm biệt" }',
    "broken.json": "{",
    "twice.json": '{ "word": "a", "word": "b" }',
    "ahaflow.yaml": `connections: { shop: { type: ahachat, bot_id: "12404829", bot_token: ${TOKEN} } }
secrets: { crm: ${SECRET} }
vars: { url: "${url}" }
outbound: { allow: ["127.0.0.1"] }
`,
  });
  return ahaflow(["run", ...args.map((arg) => (arg.endsWith(".json") ? join(folder, arg) : arg))], {
    AHAFLOW_FLOWS: join(folder, "flows"),
    AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
  });
}

const delivery = (phone: string) =>
  JSON.stringify({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: { "customer[phone]": phone, "items[0][sku]": "A1", tag: "new", note: "a[b]" },
  });

describe("ahaflow run", () => {
  it("shows with --dry-run what would be called, and calls nothing", async () => {
    const { code, out, err } = await run(["greet", "--dry-run"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("✓ buyer  ahachat.find_user  would be called");
    expect(out).toContain('user_id: "6523889107654321"');
    expect(out).toMatch(/nothing was called \(--dry-run\)$/);
    expect(out).not.toContain(SECRET);
  });

  it("reads a form, of the sample and of a payload, as the webhook reads it", async () => {
    const folder = folderOf({
      "flows/form.yaml": `name: form
connection: shop
on:
  webhook:
    path: /form
    sample: form.json
    schema: { type: object, properties: { customer: { type: object }, items: { type: array }, tag: { type: array } } }
steps:
  - uses: ahachat.send_text
    with:
      user_id: "6523889107654321"
      text: "{{trigger.body.customer.phone}} {{trigger.body.items.0.sku}} {{join trigger.body.tag '-'}} {{trigger.body.note}}"
`,
      "flows/form.json": delivery("0908071111"),
      "other.json": delivery("0908072222"),
      "ahaflow.yaml": `connections: { shop: { type: ahachat, bot_id: "12404829", bot_token: ${TOKEN} } }\n`,
    });
    const env = {
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
    };
    for (const [phone, ...payload] of [
      ["0908071111"],
      ["0908072222", "--payload", join(folder, "other.json")],
    ] as const) {
      const { out } = await ahaflow(["run", "form", "--dry-run", ...payload], env);
      expect(out).toContain(`text: ${phone} A1 new a[b]`);
    }
  });

  it("makes the whole run with --simulate", async () => {
    const { code, out } = await run(["greet", "--simulate"]);
    expect(code).toBe(0);
    expect(out).toMatch(/✓ buyer {2}ahachat.find_user {2}succeeded, 1 attempt/);
    expect(out).toMatch(/✓ thanks {2}ahachat.send_text {2}succeeded, 1 attempt/);
    expect(out).toMatch(/^succeeded in \d+ ms$/m);
    expect(out).toContain("text: Chào ");
    expect(out).not.toContain(SECRET);
    expect(out).not.toContain(TOKEN);
  });

  it("takes another delivery with --payload, and one step with --step", async () => {
    const { code, out } = await run([
      "greet",
      "--simulate",
      "--payload",
      "other.json",
      "--step",
      "thanks",
    ]);
    expect(code).toBe(0);
    expect(out).toContain('user_id: "6523889107654322"');
    expect(out).toContain("text: Tạm biệt ");
    expect(out).not.toContain("buyer");
  });

  it("ends with 1 when the run fails, and keeps what the other side echoes of a secret", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(422, { error: `wrong key ${SECRET}` });
    const { code, out, err } = await run(["ask", "--payload", "other.json"], upstream.url);
    expect(code).toBe(1);
    expect(upstream.arrivals).toHaveLength(1);
    expect(out).toContain("✗ ask  http.request  failed, 1 attempt");
    expect(out).toMatch(/^failed at ask: invalid_request in \d+ ms$/m);
    expect(out + err).not.toContain(SECRET);
  });

  it.each([
    [["gret"], 'there is no flow "gret"', 'did you mean "greet"?'],
    [["greet", "--step", "tanks"], 'there is no step "tanks"', 'did you mean "thanks"?'],
    [["ask"], "the flow ask has no sample", "--payload FILE"],
    [["greet", "--payload", "missing.json"], "can't be found", ""],
    [["greet", "--payload", "broken.json"], "is not JSON", ""],
    [
      ["greet", "--payload", "twice.json"],
      "has a key twice in one object (line 1, column ",
      "take one",
    ],
  ])("ends with 2 when it is called as %j", async (args, said, hint) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
    expect(err).toContain(hint);
  });

  it.each([["--simulate"], ["--dry-run"]])(
    "refuses with %s what the webhook refuses",
    async (flag) => {
      const folder = folderOf({
        "flows/strict.yaml": `name: strict
on:
  webhook:
    path: /strict
    schema: { type: object, required: [phone], properties: { total: { type: number } } }
steps: [{ set: { a: 1 } }]
`,
        "wrong.json": '{ "total": "much" }',
      });
      const payload = join(folder, "wrong.json");
      const done = await ahaflow(["run", "strict", flag, "--payload", payload], {
        AHAFLOW_FLOWS: join(folder, "flows"),
      });
      expect(done).toMatchObject({ code: 1, out: "" });
      expect(done.err).toContain("the body does not fit the flow's schema");
      expect(done.err).toContain("/total");
    },
  );
});
