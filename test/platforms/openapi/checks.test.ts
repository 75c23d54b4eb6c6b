/** What `validate` says of flows that call operations of a document. */
import { expect, it } from "vitest";
import { CRM, crmConfig, crmProblems } from "./crm.ts";

const steps = (...lines: string[]) => ({ "flows/a.yaml": `steps:\n${lines.join("\n")}\n` });

it("finds nothing in a flow that is right", async () => {
  expect(
    await crmProblems(
      steps(
        "  - id: lead",
        "    uses: crm.create_lead",
        '    with: { name: Lan, phone: null, source: zalo, score: 1, address: { city: Hue }, parent: { name: An, phone: "0" } }',
        "  - uses: crm.leads_add_note",
        '    with: { lead_id: "{{steps.lead.output.body.id}}", text: "{{steps.lead.output.body.related.0.name}}" }',
        "  - id: all",
        "    uses: crm.get_leads",
        '  - { uses: crm.leads_add_note, with: { lead_id: "12345678901234567890", text: "{{steps.all.output.body.0.phone}}" } }',
      ),
    ),
  ).toEqual([]);
});

it("finds names, types and choices that are wrong, each at its place", async () => {
  const wrong = steps(
    "  - id: lead",
    "    uses: crm.create_lead",
    "    with:",
    "      nmae: Lan",
    "      phone: 901",
    "      source: zolo",
    '      score: "much"',
    "      address: { cityy: Hue }",
    "      parent: { name: An, phnoe: a }",
    "      id: 7",
    "  - uses: crm.leads_add_note",
    '    with: { lead_id: first, text: "{{steps.lead.output.body.idd}}" }',
    "  - uses: crm.get_leads",
    '    with: { limit: 101, status: "{{steps.lead.output.headers}}" }',
    "  - uses: crm.get_leeds",
    "  - { uses: crm.get_leads, connection: shop }",
  );
  expect(await crmProblems(wrong)).toEqual([
    'flows/a.yaml:5:7 unknown-key: unknown key "nmae"; did you mean "name"?',
    "flows/a.yaml:6:14 wrong-type: phone has to be text or empty, not a number; ",
    'flows/a.yaml:7:15 wrong-value: source has to be one of web, zalo, messenger, not "zolo"; did you mean "zalo"?',
    "flows/a.yaml:8:14 wrong-type: score has to be a whole number, not text; ",
    'flows/a.yaml:9:18 unknown-key: unknown key "cityy" in address; did you mean "city"?',
    'flows/a.yaml:10:27 unknown-key: unknown key "phnoe" in parent; did you mean "phone"?',
    expect.stringMatching(/^flows\/a.yaml:11:7 unknown-key: unknown key "id"; it can have: name, /),
    expect.stringMatching(/^flows\/a.yaml:13:22 wrong-value: lead_id /),
    'flows/a.yaml:13:61 unknown-field: steps.lead.output.body has no "idd"; it has: id, name, phone, source, score, address, parent, related; did you mean "id"?',
    expect.stringMatching(/^flows\/a.yaml:15:20 wrong-value: limit /),
    expect.stringMatching(/^flows\/a.yaml:15:\d+ wrong-template-type: /),
    'flows/a.yaml:16:11 unknown-action: there is no action "crm.get_leeds"; did you mean "crm.get_leads"?',
    'flows/a.yaml:17:40 unknown-connection: crm.get_leads goes over the connection "crm" alone; take connection away',
  ]);
});

it("names what is missing, with and without `with`", async () => {
  const wrong = steps(
    "  - { uses: crm.create_lead, with: { name: Lan } }",
    "  - uses: crm.create_lead",
  );
  expect(await crmProblems(wrong)).toEqual([
    'flows/a.yaml:2:30 missing-field: "phone" is missing; ',
    'flows/a.yaml:3:11 missing-field: "with" is missing; crm.create_lead needs: name, phone',
  ]);
});

it("calls an operation as the connection says", async () => {
  const operations =
    'operations: { notes: { operation: "leads/add-note" }, all_leads: { operation: GET /leads } }';
  const files = {
    "ahaflow.yaml": crmConfig(operations),
    ...steps(
      "  - { uses: crm.notes, with: { lead_id: 1, text: a } }",
      "  - { uses: crm.all_leads }",
      "  - { uses: crm.get_leads }",
    ),
  };
  expect(await crmProblems(files)).toEqual([
    expect.stringMatching(
      /^flows\/a.yaml:4:13 unknown-action: there is no action "crm.get_leads"; /,
    ),
  ]);
});

const security = (text: string) =>
  String(CRM["apis/crm.yaml"]).replace("security: [{ ApiKey: [] }]", `security: ${text}`);

it("warns of a call that asks for a key that the connection does not have", async () => {
  const files = {
    "ahaflow.yaml": crmConfig("auth: {}"),
    ...steps("  - { uses: crm.get_leads }"),
  };
  expect(await crmProblems(files)).toEqual([
    'flows/a.yaml:2:13 missing-auth: crm.get_leads asks for ApiKey, and the connection "crm" has nothing for it; write auth: { ApiKey: … } there',
  ]);
  for (const text of ["[]", "[{}]", "[{ ApiKey: [] }, {}]"])
    expect(await crmProblems({ ...files, "apis/crm.yaml": security(text) })).toEqual([]);
});

const read = (path: string) =>
  `  - { uses: http.request, with: { url: "https://a.vn/{{steps.s.output.body.${path}}}" } }`;

it("knows the parts of schemas that refer to dozens of others, in a short time", async () => {
  const count = 60;
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const fields = Array.from({ length: 30 }, (_one, to) => [
        `f${to}`,
        { $ref: `#/components/schemas/S${(at * 7 + to * 3 + 1) % count}` },
      ]);
      const properties = { id: { type: "string" }, ...Object.fromEntries(fields) };
      return [`S${at}`, { type: "object", required: ["id"], properties }];
    }),
  );
  const schema = { $ref: "#/components/schemas/S0" };
  const content = { "application/json": { schema } };
  const document = {
    openapi: "3.1.0",
    servers: [{ url: "https://api.example.com" }],
    paths: { "/s": { get: { operationId: "s", responses: { "200": { content } } } } },
    components: { schemas },
  };
  const flows = steps("  - { id: s, uses: crm.s }", read("f0.id"), read("f0.idd"));
  const config = { "ahaflow.yaml": crmConfig("document: crm.json, auth: {}") };
  const found = await crmProblems({ ...config, "crm.json": JSON.stringify(document), ...flows });
  expect(found).toEqual([
    expect.stringMatching(
      /^flows\/a.yaml:4:\d+ unknown-field: steps\.s\.output\.body\.f0 has no "idd"; /,
    ),
  ]);
}, 20_000);
