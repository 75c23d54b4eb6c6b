import { describe, expect, it } from "vitest";
import { FlowTestProject, told } from "./flow-test-project.ts";

const USER = "{{trigger.body.user}}";

describe("what starts a test's run", () => {
  it("keeps to the schema and the concurrency key of the flow", async () => {
    const project = new FlowTestProject()
      .flow("strict", {
        connection: "shop",
        webhook: { schema: { type: "object", required: ["user"] } },
        concurrency: { key: "{{trigger.body.chat}}" },
        steps: [{ uses: "ahachat.send_text", with: { user_id: USER, text: "Xin chào" } }],
      })
      .tests("strict", [
        { name: "no user", trigger: { body: { chat: 1 } } },
        {
          name: "no chat",
          trigger: { body: { user: "6523889107654321" } },
          expect: { status: "rejected" },
        },
        {
          name: "no user, and more asked",
          trigger: { body: { chat: 1 } },
          expect: {
            status: "rejected",
            error: {},
            calls: ["step_1"],
            steps: { step_1: { status: "succeeded" } },
          },
        },
        {
          name: "both",
          trigger: { body: { user: "6523889107654321", chat: 1 } },
          expect: { status: "rejected" },
        },
      ]);
    const results = await project.results();
    expect(told(results.get("no user"))).toEqual([
      'status: expected succeeded, got rejected: "user" is missing',
    ]);
    expect(told(results.get("no chat"))).toEqual([]);
    expect(told(results.get("no user, and more asked"))).toEqual([
      "error: expected {}, got nothing",
      "steps.step_1.status: expected succeeded, got not_reached",
      'calls[0]: expected "step_1", got nothing',
    ]);
    expect(told(results.get("both"))).toEqual(["status: expected rejected, got succeeded"]);
  });

  it("merges maps over the sample, and replaces lists and values", async () => {
    const sample = {
      method: "PUT",
      headers: { "x-a": "1", "x-b": "2" },
      query: { page: "1" },
      params: { shop: "hanoi" },
      body: { list: [1, 2], deep: { one: 1, two: { three: 3 } }, text: "old" },
    };
    const text = "{{json trigger}}";
    const send = { uses: "http.request", with: { url: "https://x.vn", text } };
    const project = new FlowTestProject()
      .write("sample.json", JSON.stringify(sample))
      .flow("merge", { webhook: { path: "/m/:shop", sample: "sample.json" }, steps: [send] });
    const received_at = "2026-01-05T02:00:00.000Z";
    const body = { list: [3], deep: { two: { four: null } }, text: { a: "b" } };
    project.tests("merge", [
      {
        name: "merged",
        trigger: { body, headers: { "X-A": "0" }, query: { q: "x" }, params: { shop: "hue" } },
        expect: came({
          method: "PUT",
          path: "/m/:shop",
          headers: { "x-a": "0", "x-b": "2" },
          query: { page: "1", q: "x" },
          params: { shop: "hue" },
          body: { list: [3], deep: { one: 1, two: { three: 3, four: null } }, text: { a: "b" } },
          received_at,
        }),
      },
      {
        name: "without",
        trigger: { sample: false, method: "POST", body },
        expect: came({
          method: "POST",
          path: "/m/:shop",
          headers: {},
          query: {},
          params: {},
          body,
          received_at,
        }),
      },
    ]);
    const results = await project.results();
    expect(told(results.get("merged"))).toEqual([]);
    expect(told(results.get("without"))).toEqual([]);
  });

  it("gives what a webhook keeps: times in UTC, and no credentials", async () => {
    const sample = { headers: { Authorization: "Bearer x", "X-A": "1" }, body: null };
    const send = { uses: "http.request", with: { url: "https://x.vn", text: "{{json trigger}}" } };
    const project = new FlowTestProject()
      .write("sample.json", JSON.stringify(sample))
      .flow("kept", { webhook: { path: "/k", sample: "sample.json" }, steps: [send] })
      .tests("kept", [
        {
          name: "kept",
          trigger: {
            received_at: "2026-01-05T09:00:00+07:00",
            headers: { Cookie: "a", "x-a": "2" },
          },
          expect: came({
            method: "POST",
            path: "/k",
            headers: { "x-a": "2" },
            query: {},
            params: {},
            body: null,
            received_at: "2026-01-05T02:00:00.000Z",
          }),
        },
      ]);
    expect(told((await project.results()).get("kept"))).toEqual([]);
  });

  it("refuses a query that no address can bring", async () => {
    const project = new FlowTestProject().flow("asked", { steps: [{ set: { a: 1 } }] });
    const query = { flag: false } as unknown as Record<string, string>;
    project.tests("asked", [{ name: "flag", trigger: { query } }]);
    const { code, err } = await project.test();
    expect(code).toBe(1);
    expect(err).toContain("trigger.query.flag has to be text or a list, not true or false");
  });

  it("starts by the schedule where there is no webhook, or the test says so", async () => {
    const steps = [
      {
        uses: "ahachat.send_text",
        with: { user_id: "6523889107654321", text: "{{trigger.scheduled_at}} {{now}}" },
      },
    ];
    const project = new FlowTestProject()
      .write(
        "daily.yaml",
        JSON.stringify({
          name: "daily",
          connection: "shop",
          on: { schedule: [{ cron: "0 9 * * *" }] },
          steps,
        }),
      )
      .tests("daily", [
        {
          name: "slot",
          trigger: { scheduled_at: "2026-02-01T09:00:00+07:00" },
          expect: {
            steps: {
              step_1: { with: { text: "2026-02-01T02:00:00.000Z 2026-02-01T02:00:00.000Z" } },
            },
          },
        },
      ]);
    expect(told((await project.results()).get("slot"))).toEqual([]);
  });
});

/** Expects the whole of `trigger` as JSON in the first step. */
function came(payload: object) {
  return { steps: { step_1: { with: { text: JSON.stringify(payload) } } } };
}
