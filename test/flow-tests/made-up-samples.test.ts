/** Each sender's made-up delivery is one that its flows take, in tests as in runs by hand. */
import { expect, it } from "vitest";
import { deliveryKinds } from "#src/platforms/installed.js";
import { FlowTestProject, told } from "./flow-test-project.ts";

it("a flow without a sample is tested with what its sender would send", async () => {
  const project = new FlowTestProject();
  for (const { name, query } of deliveryKinds.values()) {
    const flow = name.replace(".", "-").replaceAll("_", "-");
    const part = query === undefined ? "body" : "query";
    project
      .flow(flow, {
        webhook: { from: name },
        steps: [
          { uses: "http.request", with: { url: "https://x.vn", json: `{{trigger.${part}}}` } },
        ],
      })
      .tests(flow, [
        { name: `${name} as it comes`, expect: { calls: ["step_1"] } },
        { name: `${name} is asked for`, trigger: { sample: true } },
        {
          name: `${name} of another shape`,
          trigger: query === undefined ? { body: [] } : { query: { vnp_TxnRef: ["1", "2"] } },
          expect: { status: "rejected" },
        },
      ]);
  }
  const results = await project.results();
  expect(results.size).toBe(3 * deliveryKinds.size);
  for (const [name, result] of results) expect([name, told(result)]).toEqual([name, []]);
});
