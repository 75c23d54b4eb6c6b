/** What `validate` knows of credentials, and of recipes that a shop writes itself. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

/** What is told of a webhook, as `rule line: message | hint`. */
async function told(webhook: string, steps = "[{ set: { a: 1 } }]"): Promise<string[]> {
  const folder = projectFolder({
    "flows/a.yaml": `on:\n  webhook:\n${webhook.trim().replaceAll(/^/gm, "    ")}\nsteps: ${steps}\n`,
  });
  const problems = await problemsIn(folder);
  return problems.map(
    ({ rule, where, message, hint }) => `${rule} ${where.line}: ${message} | ${hint}`,
  );
}

const KEY = '"{{secrets.crm_key}}"';
const from = (name: string, credentials: string) =>
  `path: /a\nfrom: ${name}\ncredentials:\n  ${credentials}`;

it.each([
  ["sepay.transfer", `secret: ${KEY}`, []],
  ["sepay.transfer", `secret: [${KEY}, ${KEY}]`, []],
  ["sepay.transfer", `scret: ${KEY}`, [/^unknown-key 6: .*"scret".* did you mean "secret"/]],
  ["sepay.transfer", "{}", [/wrong-value 6: this needs at least 1 entry/]],
  ["payos.payment", `{ secret: ${KEY} }`, [/missing-field 5: "checksum_key"/, /unknown-key 6/]],
  ["payos.payment", "checksum_key: 1", [/wrong-type 6: /]],
  ["payos.payment", 'checksum_key: "{{secrets.payos}}"', [/unknown-secret 6: /]],
  ["payos.payment", 'checksum_key: "{{trigger.body.key}}"', [/unknown-name 6: /]],
  ["payos.payment", "checksum_key: 9f8e7d6c5b4a39281706f5e4d3c2b1a0", [/literal-secret 6: /]],
  ["ghn.status", `{ token: ${KEY} }`, [/wrong-value 6: GHN has no credential of its own/]],
])("%s with the credentials %s", async (name, credentials, problems) => {
  const found = await told(from(name, credentials));
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});

it.each([
  ["payos.payment", 'write credentials: { checksum_key: "{{secrets.NAME}}" }'],
  ["sepay.transfer", "it knows secret, api_key"],
  ["ghn.status", "it can carry a secret in the path or query | write auth"],
])("%s from anybody is warned of", async (name, words) => {
  const [problem, ...others] = await told(`path: /a\nfrom: ${name}`);
  expect(problem).toMatch(/^no-sender-secret 4: /);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

it("a way that the flow writes itself is believed", async () => {
  expect(
    await told(`path: /a\nfrom: payos.payment\nauth: [{ bearer: { token: ${KEY} } }]`),
  ).toEqual([]);
  expect(await told("path: /a\ncredentials: { secret: a }")).toEqual([
    expect.stringMatching(/^unknown-key 4: "credentials" belongs to "from"/),
  ]);
});

it.each([
  ["payos.payment", "{{trigger.body.data.amount}} {{trigger.body.data.paymentLinkId}}", []],
  ["payos.payment", "{{trigger.body.data.ammount}}", [/^unknown-field \d+: .*"ammount"/]],
  ["vnpay.payment", "{{trigger.query.vnp_TxnRef}}", []],
  ["vnpay.payment", "{{trigger.query.vnp_TxnReff}}", [/vnp_TxnReff/]],
  ["ghn.status", "{{trigger.body.order_code}}", [/^unknown-field \d+: /]],
])("of %s the fields are known: %s", async (name, text, problems) => {
  const steps = `[{ id: b, set: { b: "${text}" } }, { set: { c: "{{vars.b}}" } }]`;
  const hidden = "path: /a/3f9a1c77b2d84e60a5c1d9e8\n";
  const found = await told(`${hidden}from: ${name}`, steps);
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});

const signature = (text: string) => `path: /a\nauth:\n  - signature: ${text}`;

it.each([
  ["right", `{ digest: hmac-sha1, key: ${KEY}, in: { header: X-S }, of: [{ raw: true }] }`, []],
  [
    "no key",
    "{ digest: hmac-sha256, in: { header: X-S }, of: [{ raw: true }] }",
    [/missing-field/],
  ],
  [
    "a key of a hash",
    `{ digest: sha256, key: ${KEY}, in: { header: X-S }, of: [{ raw: true }, { value: ${KEY} }] }`,
    [/wrong-value 5: sha256 has no key/],
  ],
  ["no secret", "{ digest: sha256, in: { header: X-S }, of: [{ raw: true }] }", [/by anybody/]],
  [
    "nothing that is sent",
    `{ digest: hmac-sha256, key: ${KEY}, in: { header: X-S }, of: [{ header: X-Id }] }`,
    [/nothing of what is sent is signed/],
  ],
  [
    "an unsigned time",
    `{ digest: hmac-sha256, key: ${KEY}, in: { header: X-S }, of: [{ raw: true }], timestamp: { header: X-T } }`,
    [/the timestamp is not among what is signed/],
  ],
  [
    "a piece of no list",
    `{ digest: hmac-sha256, key: ${KEY}, in: { header: X-S }, of: [{ piece: t }, { raw: true }] }`,
    [/is no list/],
  ],
  [
    "two places",
    `{ digest: hmac-sha256, key: ${KEY}, in: { header: X-S, body: s }, of: [{ raw: true }] }`,
    [/ 5: /],
  ],
  [
    "a literal key",
    "{ digest: hmac-sha256, key: 9f8e7d6c5b4a39281706f5e4d3c2b1a0, in: { header: X-S }, of: [{ raw: true }] }",
    [/literal-secret/],
  ],
])("a recipe with %s", async (_name, text, problems) => {
  const found = await told(signature(text));
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});
