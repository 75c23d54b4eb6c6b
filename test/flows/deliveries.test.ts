/** What `validate` knows of a webhook whose sender is named with `from`. */
import { expect, it } from "vitest";
import { deliveryKinds } from "#src/platforms/installed.js";
import { problemsIn, projectFolder } from "./check-project.ts";

const CONFIG = `connections:
  shop: { type: chatbotx, token: "a-token-for-this-test" }
  bot: { type: ahachat, bot_id: "12404829", bot_token: "a-token-for-this-test" }
secrets: { crm_key: "a-secret-for-this-test" }
`;
const KEY = '{ query: { name: key, value: "{{secrets.crm_key}}" } }';

/** What is told of a webhook and a text that is made of its deliveries, as `rule line: message | hint`. */
async function told(
  webhook: string,
  text = "a",
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const folder = projectFolder({
    "flows/a.yaml": `on:\n  webhook:\n${webhook.trim().replaceAll(/^/gm, "    ")}\nsteps: [{ set: { b: "${text}" } }, { set: { c: "{{vars.b}}" } }]\n`,
    "ahaflow.yaml": CONFIG,
    ...files,
  });
  const problems = await problemsIn(folder);
  return problems.map(
    ({ rule, where, message, hint }) => `${rule} ${where.line}: ${message} | ${hint}`,
  );
}

const webhook = (from: string, more = "") => `path: /a\nfrom: ${from}\nauth: [${KEY}]\n${more}`;

it.each([
  ["chatbotx.flow_data", "{{trigger.body.contact.id}} {{trigger.body.event}}"],
  ["chatbotx.flow_data", "{{default trigger.body.contact.firstName 'bạn'}}"],
  ["chatbotx.flow_data", "{{join (pluck trigger.body.tags 'name')}}"],
  ["chatbotx.contact_data", "{{trigger.body.contact.id}} {{length trigger.body.customFields}}"],
  ["chatbotx.event", "{{trigger.body.contact_id}} {{trigger.body.timestamp}}"],
])("knows without a sample what %s has: %s", async (from, text) => {
  expect(await told(webhook(from), text)).toEqual([]);
});

it.each([
  ["chatbotx.flow_data", "{{trigger.body.contact.phone}}", 'has no "phone"'],
  ["chatbotx.flow_data", "{{trigger.body.contact_id}}", 'has no "contact_id"'],
  ["chatbotx.contact_data", "{{trigger.body.custom_fields}}", 'has no "custom_fields"'],
  ["chatbotx.event", "{{trigger.body.contact.id}}", 'has no "contact"'],
  ["chatbotx.event", "{{trigger.body.contactId}}", "contact_id"],
])("%s has no %s", async (from, text, message) => {
  const [problem, ...others] = await told(webhook(from), text);
  expect(problem).toMatch(/^unknown-field 6: /);
  expect(problem).toContain(message);
  expect(others).toEqual([]);
});

it("a property that the flow's own schema misspells is told where it stands", async () => {
  const schema =
    "schema:\n  properties:\n    contact:\n      properties:\n        phoneNubmer: { type: string }\n        shoe_size: { type: string }";
  expect(await told(webhook("chatbotx.flow_data", schema))).toEqual([
    'wrong-schema 10: "phoneNubmer" does not come with chatbotx.flow_data | did you mean "phoneNumber"?',
  ]);
});

it("what an event may lack is doubted, and what the flow's own schema asks for is there", async () => {
  expect(await told(webhook("chatbotx.event"), "{{trigger.body.tag}}")).toEqual([
    expect.stringMatching(/^maybe-missing 6: /),
  ]);
  const schema = "schema: { required: [tag], properties: { tag: { const: VIP } } }";
  expect(await told(webhook("chatbotx.event", schema), "{{trigger.body.tag}}")).toEqual([]);
});

it.each([
  ["{{trigger.body.total_pricee}}", "total_price"],
  ["{{default trigger.body.noet 'x'}}", "note"],
  ["{{trigger.body.orderNumber}}", "order_number"],
])("a slip of the pen is doubted where more may come than is known: %s", async (text, meant) => {
  expect(await told(webhook("haravan.order"), text)).toEqual([
    expect.stringMatching(new RegExp(`^unlisted-field 6: .* \\| did you mean "${meant}"\\?$`)),
  ]);
  expect(await told(webhook("haravan.order"), "{{trigger.body.customer.phone}}")).toEqual([]);
});

const ORDER_NUMBERS = [
  ["{ properties: { order_number: { type: string } } }", ["maybe-empty"]],
  ["{ required: [order_number], properties: { order_number: { type: string } } }", []],
  ["{ properties: { order_number: { type: string, minLength: 1 } } }", []],
] as const;
it.each(ORDER_NUMBERS)(
  "of the flow's own schema, beside the sender's: %s",
  async (schema, said) => {
    const folder = projectFolder({
      "flows/a.yaml": `on: { webhook: { path: /a, from: haravan.order, auth: [${KEY}], schema: ${schema} } }
steps: [{ connection: bot, uses: ahachat.send_text, with: { user_id: "6523889107654321", text: "{{trigger.body.order_number}}" } }]
`,
      "ahaflow.yaml": CONFIG,
    });
    expect((await problemsIn(folder)).map(({ rule }) => rule)).toEqual(said);
  },
);

it("a sample is held against what comes", async () => {
  const sample = { "flows/s.json": '{"event":"tag_applied","contact_id":1000,"timestamp":"now"}' };
  expect(await told(webhook("chatbotx.event", "sample: s.json"), "a", sample)).toEqual([
    expect.stringMatching(
      /^sample-refused 6: the schema refuses the sample s.json: \/contact_id: /,
    ),
  ]);
});

it.each([
  ["chatbotx.events", 'did you mean "chatbotx.event"?'],
  ["sepay.transfers", 'did you mean "sepay.transfer"?'],
  ["ahachat.block", `there are: ${[...deliveryKinds.keys()].join(", ")}`],
])("there is no %s", async (from, hint) => {
  expect(await told(webhook(from))).toEqual([
    `wrong-value 4: nothing is known of deliveries "${from}" | ${hint}`,
  ]);
});

const HEX = "3f9a1c77b2d84e60a5c1d9e8";

it.each([
  ["chatbotx.flow_data", "path or query", "query: { name: key"],
  ["chatbotx.event", "path or query", "query: { name: key"],
  ["chatbotx.contact_data", "path or query or header", "header: { name: X-Key"],
])("%s without a secret is told where it can have one", async (from, places, way) => {
  const [problem, ...others] = await told(`path: /a\nfrom: ${from}`);
  expect(problem).toMatch(/^no-sender-secret 4: .* nothing here tells it from a stranger/);
  expect(problem).toContain(`it can carry a secret in the ${places} | write auth: [{ ${way}`);
  expect(others).toEqual([]);
});

it.each([
  ["chatbotx.event", `[{ header: { name: X-Key, value: "{{secrets.crm_key}}" } }]`],
  ["chatbotx.flow_data", `[{ bearer: { token: "{{secrets.crm_key}}" } }]`],
  ["chatbotx.event", `[{ hmac: { header: X-Sig, secret: "{{secrets.crm_key}}" } }]`],
  ["chatbotx.contact_data", `[{ hmac: { header: X-Sig, secret: "{{secrets.crm_key}}" } }]`],
])("%s can't come in by %s", async (from, auth) => {
  expect(await told(`path: /a\nfrom: ${from}\nauth: ${auth}`)).toEqual([
    expect.stringMatching(/^no-sender-secret 4: .* can't come in by this auth/),
  ]);
});

it.each([
  ["chatbotx.contact_data", `[{ bearer: { token: "{{secrets.crm_key}}" } }]`],
  ["chatbotx.event", `[{ bearer: { token: "{{secrets.crm_key}}" } }, ${KEY}]`],
  ["chatbotx.event", "[{ ip: { allow: [203.0.113.0/24] } }]"],
])("%s can come in by %s", async (from, auth) => {
  expect(await told(`path: /a\nfrom: ${from}\nauth: ${auth}`)).toEqual([]);
});

it("a part of the path that nobody guesses is a secret, and a parameter is none", async () => {
  expect(await told(`path: /a/${HEX}\nfrom: chatbotx.event`)).toEqual([]);
  expect(await told("path: /a/:some_parameter_with_1_digit\nfrom: chatbotx.event")).toEqual([
    expect.stringContaining("no-sender-secret"),
  ]);
});

it.each([
  ["chatbotx.flow_data", "{ event: order }", []],
  ["chatbotx.flow_data", "{ event: order, connection: shop, provider: n8n }", []],
  ["chatbotx.flow_data", "{ event: order, connection: bot }", [/unknown-connection 6: .*ahachat/]],
  ["chatbotx.flow_data", "{ event: order, connection: shp }", [/unknown-connection 6: .*"shop"/]],
  ["chatbotx.flow_data", "{ evnt: order }", [/unknown-key 6: .*"evnt"/]],
  ["chatbotx.flow_data", "{ provider: make }", [/missing-field 6: .*event/]],
  ["chatbotx.flow_data", `{ event: ${"x".repeat(101)} }`, [/wrong-value 6: .*100/]],
  ["chatbotx.event", "{ watch: { new_contact: true, tag_applied: [VIP] } }", []],
  ["chatbotx.event", "{ watch: {} }", [/6: watch /]],
  ["chatbotx.event", "{ watch: { tag_aplied: [VIP] } }", [/unknown-key 6: .*"tag_applied"/]],
  ["chatbotx.event", "{ watch: { tag_applied: VIP } }", [/wrong-type 6: .* list/]],
  ["chatbotx.event", "{ watch: { new_contact: false } }", [/wrong-value 6: .*new_contact/]],
  ["chatbotx.event", "{ watch: [tag_applied] }", [/wrong-type 6: watch has to be a map/]],
  ["chatbotx.contact_data", "{ event: order }", [/wrong-value 6: The HTTP step .* set up by hand/]],
])("%s is registered with %s", async (from, register, problems) => {
  const found = await told(webhook(from, `register: ${register}`));
  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});

it("nothing is registered without from", async () => {
  expect(await told("path: /a\nregister: { event: order }")).toEqual([
    expect.stringMatching(
      /^unknown-key 4: "register" belongs to "from", .* or write "from" beside it$/,
    ),
  ]);
});
