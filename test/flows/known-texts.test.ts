/** Addresses, telephone numbers and headers that will be refused, as far as the files tell. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

async function told(steps: string, vars = "{}") {
  const folder = projectFolder({
    "ahaflow.yaml": `connections: { shop: { type: ahachat, bot_id: "12404829", bot_token: "\${env:TOKEN:-stand-in-of-a-token}" } }\nvars: ${vars}\n`,
    "flows/a.yaml": `connection: shop\nsteps:\n${steps}`,
  });
  const problems = await problemsIn(folder);
  return problems.map(({ rule, where, message }) => `${rule} ${where.line}: ${message}`);
}

const request = (url: string) =>
  `  - uses: http.request\n    with:\n      url: ${JSON.stringify(url)}\n`;

it.each([
  ["{{vars.a}}/orders", "crm.example.com", "begins with neither http:// nor https://"],
  [
    "{{vars.a}}/orders/{{trigger.body.id}}",
    "ftp://crm.example.com",
    "begins with neither http:// nor https://",
  ],
  ["https://{{vars.a}}/orders", "https://crm.example.com", "has its scheme twice"],
  ["https://{{ vars.a }}", "crm example", "has a blank in its host"],
  ["{{vars.a}}", "1", "begins with neither http:// nor https://"],
  ["/orders/{{trigger.body.id}}", "1", "begins with neither http:// nor https://"],
  ["https:/crm.example.com/{{trigger.body.id}}", "1", "begins with neither http:// nor https://"],
  ["https://u:p@{{vars.a}}/{{trigger.body.id}}", "x.vn", "holds a user name or password"],
  ["https://{{vars.a}}", "", "is no address"],
])("tells of the url %s with %s", async (url, value, why) => {
  expect(await told(request(url), JSON.stringify({ a: value }))).toEqual([
    `wrong-url 5: the url ${why}`,
  ]);
});

it.each([
  ["{{vars.a}}/orders", '{ a: "https://crm.example.com" }'],
  ["{{trigger.body.url}}", "{}"],
  ["https://{{trigger.body.host}}/orders", "{}"],
  ["http://{{vars.a}}:{{vars.b}}/x", "{ a: localhost, b: 8080 }"],
  ["{{vars.a}}/orders", '{ a: "${env:CRM_URL:-https://crm.example.com}" }'],
  ["{{#if trigger.body.a}}https://a.vn{{else}}https://b.vn{{/if}}", "{}"],
])("says nothing of the url %s with %s", async (url, vars) => {
  expect(await told(request(url), vars)).toEqual([]);
});

it("knows nothing of a variable that a step sets", async () => {
  const steps = `  - set: { a: "https://crm.example.com" }\n${request("{{vars.a}}/orders")}`;
  expect(await told(steps, "{ a: none }")).toEqual([]);
});

const button = (phone: string) => `  - uses: ahachat.send_dynamic
    with:
      user_id: "6523889107654321"
      messages:
        - attachment:
            type: template
            payload:
              template_type: button
              text: Shop đây ạ
              buttons: [{ type: phone_number, title: Gọi, phone_number: ${JSON.stringify(phone)} }]
`;

it.each(["số của shop", "090807111", "0908 071 111 hoặc 0909", "+8490807", "12345678"])(
  "tells of the phone %s in a button",
  async (phone) => {
    expect(await told(button(phone))).toEqual([
      "wrong-phone 12: this is no telephone number that can exist",
    ]);
  },
);

it.each(["0908071111", "+84 908 071 111", "{{trigger.body.phone}}", "1900 1234"])(
  "says nothing of the phone %s",
  async (phone) => {
    expect(await told(button(phone))).toEqual([]);
  },
);

const header = (value: string) =>
  `${request("https://crm.example.com")}      headers:\n        X-Shop: ${value}\n`;

it.each(["Cửa hàng", '"{{trigger.body.a}}\\nb"', "|\n          Bearer x"])(
  "tells of the header %j",
  async (value) => {
    expect(await told(header(value))).toEqual([
      "wrong-header 7: the value of the header x-shop has a character that no header may have",
    ]);
  },
);

it("says nothing of what a template puts into a header", async () => {
  expect(await told(header('"Bearer {{trigger.body.tên}}"'))).toEqual([]);
});
