/** Deliveries that come again, as their sender sends them again. */
import { expect, it } from "vitest";
import type { FlowParts } from "../support/project.ts";
import { FlowTestProject, told } from "./flow-test-project.ts";

const thanks = (text = "Cảm ơn"): FlowParts["steps"] => [
  { id: "thanks", uses: "ahachat.send_text", with: { user_id: "6523889107654321", text } },
];

async function resultOf(flow: FlowParts, test: object): Promise<readonly string[] | undefined> {
  const project = new FlowTestProject()
    .flow("a", { connection: "shop", ...flow })
    .tests("a", [{ name: "it", ...test }]);
  return told((await project.results()).get("it"));
}

const twice = (runs: number) =>
  `deliveries: expected thanks called by one run, got called by ${runs} of ${runs} runs: a dedupe key makes repeats one`;

it.each([
  ["GHN's own schedule", { from: "ghn.status" }, "as_sent", 1, []],
  ["SePay's own schedule", { from: "sepay.transfer" }, "as_sent", 1, []],
  ["three times", { from: "zalo.event" }, 3, 1, []],
  ["without a key", {}, 3, 3, [twice(3)]],
  [
    "a key that forgets",
    { from: "ghn.status", dedupe: { key: "{{body.OrderCode}}", ttl: "12s" } },
    4,
    2,
    [twice(2)],
  ],
])("%s", async (_name, webhook, deliveries, runs, differences) => {
  const result = await resultOf(
    { webhook, steps: thanks() },
    { deliveries, expect: { runs, calls: ["thanks"], steps: { thanks: { attempts: 1 } } } },
  );
  expect(result).toEqual(differences);
});

it("a repeat comes while the first still waits, and the clock goes on for both", async () => {
  const steps: FlowParts["steps"] = [
    { id: "rest", wait: { for: "12s" } },
    ...thanks("{{format_date (now) 'HH:mm:ss' 'UTC'}}"),
  ];
  const expected = { steps: { thanks: { with: { text: "02:00:12" } } } };
  const once = { from: "ghn.status" };
  expect(await resultOf({ webhook: once, steps }, { deliveries: 5, expect: expected })).toEqual([]);
  const own = { from: "ghn.status", dedupe: { key: "{{body.OrderCode}}", ttl: "1s" } };
  const newest = { key: "{{trigger.body.OrderCode}}", when_full: "restart" } as const;
  const last = { runs: 5, steps: { thanks: { with: { text: "02:00:32" } } } };
  expect(
    await resultOf({ webhook: own, concurrency: newest, steps }, { deliveries: 5, expect: last }),
  ).toEqual([]);
});

it("what may be told again counts for nothing", async () => {
  const steps: FlowParts["steps"] = [
    { uses: "ahachat.add_tags", with: { user_id: "6523889107654321", tags: ["a"] } },
    { uses: "http.request", with: { url: "https://x.vn" } },
  ];
  expect(await resultOf({ steps }, { deliveries: 3, expect: { runs: 3 } })).toEqual([]);
  const post = { id: "post", uses: "http.request", with: { url: "https://x.vn", method: "POST" } };
  expect(await resultOf({ steps: [post] }, { deliveries: 2 })).toEqual([
    expect.stringContaining("post called by one run"),
  ]);
});

it.each([
  [
    "a schedule",
    { on: { schedule: [{ cron: "0 9 * * *" }] } },
    2,
    "only a webhook's delivery comes again",
  ],
  ["an unknown sender", {}, "as_sent", "does not say who sends"],
  [
    "a sender of unknown pauses",
    { webhook: { from: "momo.payment" } },
    "as_sent",
    "nothing is known of when momo.payment",
  ],
  ["a word", {}, "often", "as_sent"],
  ["none", {}, 0, "has to be 1 or more"],
])("%s can't be played", async (_name, flow, deliveries, message) => {
  const project = new FlowTestProject()
    .flow("a", { connection: "shop", steps: thanks(), ...flow })
    .write("a.test.yaml", JSON.stringify({ flow: "a", tests: [{ name: "it", deliveries }] }));
  const { code, err, out } = await project.test();
  expect([code, err + out]).toEqual([1, expect.stringContaining(message)]);
});
