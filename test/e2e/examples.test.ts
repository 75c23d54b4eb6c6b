import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { ahaflow } from "../support/program.ts";
import { json, startUpstream } from "../support/upstream.ts";

const EXAMPLES = readdirSync("flows")
  .filter((file) => /\.ya?ml$/.test(file) && !/\.test\.ya?ml$/.test(file))
  .map((file) => file.replace(/\.ya?ml$/, ""));

it("has examples", () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(5);
});

/** Those that wait for hours, or that only other flows start: their own tests run them (test/flow-tests). */
const NOT_BY_HAND = [
  "cart-reminder",
  "chatbotx-follow-up",
  "refund-approval",
  "notify-staff",
  "alert-staff",
];
const BY_HAND = EXAMPLES.filter((flow) => !NOT_BY_HAND.includes(flow));

it.each(BY_HAND)("the example %s runs with its sample", async (flow) => {
  const crm = await startUpstream();
  const item = {
    name: "Áo dài",
    price: 890_000,
    image: "https://shop.example/1.jpg",
    url: "https://shop.example/1",
  };
  crm.answer = json(200, { id: 501, items: [item, item] });
  expect(await ahaflow(["run", flow, "--simulate"], { CRM_URL: crm.url })).toEqual({
    code: 0,
    err: "",
    out: expect.stringContaining("succeeded"),
  });
});
