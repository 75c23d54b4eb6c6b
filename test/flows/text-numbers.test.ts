import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

async function warned(schema: object, sample: unknown) {
  const folder = projectFolder({
    "flows/a.yaml": [
      "name: a",
      `on: { webhook: ${JSON.stringify({ path: "/a", schema, sample: "a.json" })} }`,
      "steps: [{ set: { b: 1 } }]",
    ].join("\n"),
    "flows/a.json": JSON.stringify(sample),
  });
  const problems = await problemsIn(folder);
  return problems
    .filter(({ rule }) => rule !== "sample-refused")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const props = (properties: object) => ({ type: "object", properties });
const number = { type: "number" };
const form = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };

it("warns of numbers and booleans that the sample has in quotes, wherever they stand", async () => {
  const schema = props({
    total: number,
    order: props({ count: { type: ["integer", "null"] } }),
    lines: { type: "array", items: props({ price: number }) },
    vip: { type: "boolean" },
  });
  const sample = {
    total: "1250000",
    order: { count: "2" },
    lines: [{ price: "9.5" }],
    vip: "true",
  };
  const text = "and the sample has it as text";
  expect(await warned(schema, sample)).toEqual([
    `number-from-text: body.total has to be number, ${text}`,
    `number-from-text: body.order.count has to be integer, ${text}`,
    `number-from-text: body.lines.items.price has to be number, ${text}`,
    `number-from-text: body.vip has to be boolean, ${text}`,
  ]);
});

it("warns of numbers that come from a form, also where the sample lacks them", async () => {
  const schema = props({ total: number, more: props({ deep: number }) });
  expect(await warned(schema, { headers: form, body: { phone: "0908071111" } })).toEqual([
    "number-from-text: body.total has to be number, and a form sends text",
  ]);
});

it("says nothing of senders that send numbers, of other texts, and without a sample", async () => {
  const json = { headers: { "content-type": "application/json" }, body: { total: 1 } };
  expect(await warned(props({ total: number, other: number }), json)).toEqual([]);
  expect(await warned(props({ total: { type: ["number", "string"] } }), { total: "1" })).toEqual(
    [],
  );
  expect(await warned(props({ total: number }), { total: "many" })).toEqual([]);
  expect(await warned(props({ total: { enum: [1] } }), { total: "1" })).toEqual([]);
});
