/** What `validate` tells of the texts in steps of ChatbotX before anything is called. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";

async function told(action: string, input: object): Promise<string[]> {
  const step = { uses: `chatbotx.${action}`, with: { contact_id: "1000", ...input } };
  const folder = projectFolder({
    "ahaflow.yaml": `connections: { shop: { type: chatbotx, token: a-token-for-tests, inbox: Page } }\n`,
    "flows/a.yaml": `connection: shop\nsteps:\n  - ${JSON.stringify(step)}\n`,
  });
  const problems = await problemsIn(folder);
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}

it.each([
  ["of 501 emoji", "😀".repeat(501), "wrong-value: the text has 1002 UTF-16 units"],
  [
    "of letters and emoji",
    `Chào ${"👗".repeat(498)}`,
    "wrong-value: the text has 1001 UTF-16 units",
  ],
  [
    "of 1,001 letters",
    "ạ".repeat(1001),
    "wrong-value: text can have at most 1000 characters, here are 1001",
  ],
  ["of blanks", " \n ", "wrong-value: the text is empty"],
  [
    "of JSON",
    '{"text": "{{trigger.body.name}}"}',
    "json-as-text: this goes out as a text that holds JSON, and not as its fields",
  ],
])("tells of a text %s", async (_, text, problem) => {
  expect(await told("send_text", { text })).toEqual([problem]);
});

it("says nothing of a text that is taken", async () => {
  const texts = ["😀".repeat(500), "ạ".repeat(1000), "  Chào bạn\n"];
  const unknown = `{{trigger.body.a}}${"😀".repeat(501)}`;
  for (const text of [...texts, unknown]) expect(await told("send_text", { text })).toEqual([]);
});

const BLANK =
  "blank-around-value: this name has a blank or line break around it, which stays a part of it";

it.each([
  ["add_tags", { tags: ["khách quen", "mới "] }],
  ["remove_tags", { tags: ["buyer\n"] }],
  ["clear_fields", { fields: [" ngay_sinh"] }],
  ["send_flow", { flow: "Cảm ơn\n" }],
  ["send_text", { text: "x", inbox: " Page" }],
])("tells of a blank around a name that %s takes", async (action, input) => {
  expect(await told(action, input)).toEqual([BLANK]);
});

it("says nothing of a blank around a value", async () => {
  expect(await told("set_fields", { fields: { note: " x " } })).toEqual([]);
});

it("tells of a time zone that does not exist", async () => {
  expect(await told("update_contact", { set: { timezone: "Asia/Hanoi" } })).toEqual([
    "wrong-timezone: there is no time zone of that name",
  ]);
  expect(await told("update_contact", { set: { timezone: "Asia/Saigon" } })).toEqual([]);
  expect(await told("update_contact", { set: { timezone: "{{trigger.body.z}}" } })).toEqual([]);
});
