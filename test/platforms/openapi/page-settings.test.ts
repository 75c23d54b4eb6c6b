/** What is said of `pagination` that a document can't have, and what the checker knows of an entry. */
import { describe, expect, it } from "vitest";
import { CRM, crmConfig, crmProblems } from "./crm.ts";

/** A note of each entry. */
const steps = (path: string) =>
  `steps:\n  - { id: all, uses: crm.get_leads }\n  - { for_each: "{{steps.all.output.items}}", as: lead, steps: [{ uses: crm.leads_add_note, with: { lead_id: "{{lead.id}}", text: "${path}" } }] }\n`;

describe("says of settings that are wrong", () => {
  const LEADS = String(CRM["apis/crm.yaml"]).replace(
    "type: array, items: { $ref",
    "type: object, properties: { next: { type: string }, more: { type: boolean }, of: { type: object }, leads: { type: array, items: { $ref",
  );
  const crm = LEADS.replace('Lead" } }\n  /leads/{lead_id}', 'Lead" } } } }\n  /leads/{lead_id}');

  it.each([
    [
      "get_leads: { pagination: { by: cursor, next: next, parameter: limitt, items: leads } }",
      'get_leads has no field "limitt" to ask for a page with; did you mean "limit"?',
    ],
    ["get_leads: { pagination: { by: link } }", "the answer is no list; write items: leads"],
    [
      "get_leads: { pagination: { by: link, items: leeds } }",
      'the answer has no list "leeds"; did you mean "leads"?',
    ],
    [
      "get_leads: { pagination: { by: link, items: more } }",
      '"more" of the answer is no list; it has: leads',
    ],
    [
      "get_leads: { pagination: { by: address, next: nxt, items: leads } }",
      'the answer has no "nxt"; did you mean "next"?',
    ],
    [
      "get_leads: { pagination: { by: address, next: of, items: leads } }",
      '"of" of the answer is not text or a number; name another field of it',
    ],
    [
      "get_leads: { pagination: { by: cursor, next: leads.-1.id, more: next, parameter: limit, items: leads } }",
      '"next" of the answer is not true or false',
    ],
    [
      "get_leads: { pagination: { by: page, parameter: limit, items: leads, total: leads.0.nmae } }",
      'the answer has no "leads.0.nmae"',
    ],
    [
      "create_lead: { pagination: { by: link } }",
      "POST /leads would be called once for each page, and may do something each time; write reads: true beside pagination if it only reads",
    ],
    [
      "create_lead: { reads: true, pagination: { by: link } }",
      "the answer is no list; write items: related",
    ],
    [
      "leads_add_note: { reads: true, pagination: { by: link } }",
      "the answer is no list; take pagination away",
    ],
    [
      "leads_add_note: { reads: true, pagination: { by: page, parameter: lead_id, items: a } }",
      'leads_add_note has no field "lead_id" to ask for a page with; it has: text, by',
    ],
    [
      "get_leads: { pagination: { by: curser } }",
      'pagination.by has to be one of link, address, cursor, page, offset; did you mean "cursor"?',
    ],
    [
      "get_leads: { pagination: { by: offset, parameter: status, items: leads } }",
      '"status" takes no number to count with; it has: status, limit',
    ],
    [
      "get_leads: { pagination: { items: leads } }",
      '"by" is missing in connections.crm.operations.get_leads.pagination; it has to be one of link, address, cursor, page, offset',
    ],
    ["get_leads: { pagination: { by: page } }", '"parameter" is missing'],
    ["get_leads: { pagination: { by: link, parameter: limit } }", 'unknown key "parameter"'],
    ["get_leads: { pagination: { by: link, max_pages: 101 } }", "max_pages"],
  ])("%s", async (operations, told) => {
    const config = crmConfig(`operations:\n    { ${operations} }`);
    const files = { "ahaflow.yaml": config, "apis/crm.yaml": crm };
    const [first = ""] = await crmProblems(files);
    expect(first).toContain(told);
    expect(first).toMatch(/^ahaflow\.yaml:3:\d+ /);
  });

  it("one thing where it is not said how pages follow one another", async () => {
    const config = crmConfig("operations: { get_leads: { pagination: {} } }");
    expect(await crmProblems({ "ahaflow.yaml": config, "apis/crm.yaml": crm })).toHaveLength(1);
  });

  it("nothing where they are right, and knows what an entry has", async () => {
    const config = crmConfig(
      "operations: { get_leads: { pagination: { by: cursor, next: next, parameter: limit, items: leads } } }",
    );
    const right = { "ahaflow.yaml": config, "apis/crm.yaml": crm };
    expect(await crmProblems({ ...right, "flows/a.yaml": steps("{{lead.name}}") })).toEqual([]);
    expect(
      await crmProblems({
        ...right,
        "flows/a.yaml": steps("{{lead.nmae}} {{steps.all.output.body}}"),
      }),
    ).toEqual([
      expect.stringContaining('lead has no "nmae"'),
      expect.stringMatching(/has no "body"; it has: items, pages, more, unexpected/),
    ]);
  });
});
