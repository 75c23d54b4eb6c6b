/** What is masked twice, as a secret and as somebody's: no part of a secret may be left. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Project } from "../support/project.ts";

/** Each holds what looks like a person's; the parts around it must not be seen either. */
const SECRETS = {
  smtp: "robot@shop.example:Pa55w0rdX",
  key: "wh_0908071234_KEYKEY",
  hex: "4f0912345678HEXHEX",
  long: `LONGLONG${"0908071234".repeat(12)}ENDEND`,
};

it("a secret that looks like somebody's data is seen nowhere in part", async () => {
  const project = new Project({ secrets: SECRETS });
  const webhook = {
    sample: "sample.json",
    schema: { type: "object", properties: { n: { type: "integer" } } },
  };
  writeFileSync(join(project.flows, "sample.json"), JSON.stringify({ note: SECRETS.key }));
  project.flow("orders", { webhook, steps: [{ id: "a", set: { x: 1 } }] });
  const daemon = await project.open();
  const first = await daemon.accept("/orders", { n: 1, note: "none", name: "An" });
  const second = await daemon.accept("/orders", { n: 2, ...SECRETS, name: SECRETS.key });
  await daemon.post("/orders", { n: "no number", ...SECRETS, user_id: SECRETS.hex });
  await daemon.finished(first);
  await daemon.finished(second);
  for (const path of [
    "deliveries",
    "refusals",
    "flows/orders",
    `runs/${second}/compare?with=${first}`,
  ]) {
    const { status, body } = await daemon.admin(`/api/v1/${path}`);
    expect([path, status]).toEqual([path, 200]);
    expect(JSON.stringify(body)).not.toMatch(/Pa55w0rdX|wh_0|KEYKEY|HEXHEX|LONGLONG|ENDEND/);
  }
});
