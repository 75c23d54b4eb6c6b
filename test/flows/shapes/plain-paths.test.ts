import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../check-project.ts";

/** What is said of a text that a step sends, behind a step and inside of a loop. */
async function said(text: string): Promise<string[]> {
  const flow = `on: { webhook: { path: /a } }
steps:
  - { id: order, uses: http.request, with: { url: "{{vars.crm_url}}" } }
  - { set: { total: 1 } }
  - for_each: "{{trigger.body.items}}"
    as: line
    steps:
      - { uses: http.request, with: { url: "{{vars.crm_url}}", method: POST, text: ${JSON.stringify(text)} } }
`;
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": flow }));
  return problems.map(({ rule, hint }) => `${rule}: ${hint}`);
}

describe("a path without its braces", () => {
  it.each([
    ["trigger.body.id", "not-filled: write {{trigger.body.id}}"],
    [" steps.order.output.body.code ", "not-filled: write {{steps.order.output.body.code}}"],
    ["upper trigger.body.id", "not-filled: write {{upper trigger.body.id}}"],
    ["Đơn {trigger.body.id}", "not-filled: write {{trigger.body.id}}"],
    ["Đơn { trigger.body.id }", "not-filled: write {{trigger.body.id}}"],
    ["Đơn ${vars.total}", "not-filled: write {{vars.total}}"],
    ["Đơn <run.id>", "not-filled: write {{run.id}}"],
    ["Đơn %trigger.query.id%", "not-filled: write {{trigger.query.id}}"],
    ["Đơn [steps.order.status]", "not-filled: write {{steps.order.status}}"],
    ["Đơn {% trigger.body.id %}", "not-filled: write {{trigger.body.id}}"],
    ["Đơn #{secrets.crm_key}", "not-filled: write {{secrets.crm_key}}"],
    ["Đơn @trigger.body.id", "not-filled: write {{trigger.body.id}}"],
    ["Đơn \\{{trigger.body.id}}", "not-filled: write {{trigger.body.id}}"],
    ["={{trigger.body.id}}", "not-filled: take the = away"],
    ["${{ trigger.body.id }} cái", "not-filled: take the $ away"],
    ["Đơn trigger.body.id đã giao", "path-in-text: write {{trigger.body.id}}"],
    [
      "{{trigger.body.code}}-steps.order.output.id",
      "path-in-text: write {{steps.order.output.id}}",
    ],
    ["/orders/trigger.body.id/items", "path-in-text: write {{trigger.body.id}}"],
    ["{{trigger.body.a}} (trigger.body.b)", "path-in-text: write {{trigger.body.b}}"],
    ["vars.shop.name xin chào", "path-in-text: write {{vars.shop.name}}"],
  ])("%s", async (text, hint) => {
    expect(await said(text)).toEqual([hint]);
  });
});

describe("no path of ours", () => {
  it.each([
    "https://run.id.vn/trigger.html và steps.vn",
    "ghi vào steps.csv, vars.json, flow.yaml",
    "an@run.id.vn, trigger.body@shop.vn",
    "vars.unknown, secrets.example.com, steps.none.output, run.start",
    "run.id: {{run.id}}, đơn {{trigger.body.id}} (trigger.body.id)",
    '{"query": "{ orders { id, line { sku } } }", "path": "$.items[0].id"}',
    "Giá {trigger} <steps> %vars% $run",
    "Giá ${{trigger.body.price}} một cái, = {{trigger.body.total}}",
    "{{#if trigger.body.a}}{{trigger.body.b}}{{else}}{{steps.order.output.body.c}}{{/if}}",
    "Chào \\{{first_name}} và \\{{shop.name}}",
    "my.trigger.body, subtrigger.body.id, trigger.body_id",
  ])("%s", async (text) => {
    expect(await said(text)).toEqual([]);
  });
});
