/** What `validate` says of answers after which a known sender sends again. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

async function told(webhook: string, steps = "[{ set: { a: 1 } }]"): Promise<string[]> {
  const all = `on:\n  webhook:\n    path: /a/3f9a1c77b2d84e60a5c1d9e8\n    ${webhook.replaceAll("\n", "\n    ")}\nsteps: ${steps}\n`;
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": all }));
  return problems.map(
    ({ rule, where, message, hint }) => `${rule} ${where.line}: ${message} | ${hint}`,
  );
}

it.each([
  ["GHN hears what it wants", "from: ghn.status", []],
  [
    "GHN wants 200",
    "from: ghn.status\naccepted: { status: 202 }",
    [/^no-success 5: .* 202 .*\{ status: 200 \}/],
  ],
  ["MoMo wants 204", "from: momo.payment\naccepted: { status: 200 }", [/ 200 .*\{ status: 204 \}/]],
  [
    "Pay2S false",
    "from: pay2s.transactions\naccepted: { body: { success: false } }",
    [/"success" with false/],
  ],
  ["Pay2S more", "from: pay2s.transactions\naccepted: { body: { success: true, a: 1 } }", []],
  [
    "VNPay's repeat",
    "from: vnpay.payment\nrepeated: { body: { ok: true } }",
    [/without "RspCode"/],
  ],
  ["any 2xx of SePay", "from: sepay.transfer\naccepted: { status: 201 }", []],
  ["nobody known", "accepted: { status: 201 }", []],
])("%s", async (_name, webhook, problems) => {
  expect(await told(webhook)).toEqual(problems.map((one) => expect.stringMatching(one)));
});

const FALLBACK = "respond: { fallback: { body: { RspCode: '99' } } }";

it.each([
  ["what it wants", FALLBACK, '[{ respond: { body: { RspCode: "00" } } }]', []],
  [
    "a code of its own",
    FALLBACK,
    '[{ respond: { body: { RspCode: "{{trigger.query.vnp_ResponseCode}}" } } }]',
    [],
  ],
  ["a template", FALLBACK, '[{ set: { a: {} } }, { respond: { body: "{{vars.a}}" } }]', []],
  [
    "another body",
    FALLBACK,
    "[{ respond: { body: { ok: true } } }]",
    [/^no-success 6: VNPay .*without "RspCode"/],
  ],
  ["that it failed", FALLBACK, "[{ respond: { status: 503 } }]", []],
  [
    "no fallback",
    "methods: [GET]",
    '[{ respond: { body: { RspCode: "00" } } }]',
    [/^no-success 4: where no step .*fallback: \{ status: 200, body: \{ RspCode: … \} \}/],
  ],
])("a respond step with %s", async (_name, more, steps, problems) => {
  const found = await told(`from: vnpay.payment\n${more}`, steps);
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});

it.each([
  [
    "sepay.transfer",
    "33m",
    [/^short-memory 5: after 33m .* SePay may send for longer: 8 tries in 33 minutes/],
  ],
  ["sepay.transfer", "34m", []],
  ["ghn.status", "30s", [/^short-memory 5: /]],
  ["payos.payment", "1s", []],
])("%s is remembered for %s", async (from, ttl, problems) => {
  const found = await told(`from: ${from}\ndedupe: { key: "{{json body}}", ttl: ${ttl} }`);
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});
