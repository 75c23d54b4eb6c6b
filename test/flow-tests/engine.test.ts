import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { FlowTestProject, told } from "./flow-test-project.ts";

const USER = "{{trigger.body.user}}";

/** A flow with a call, a conditional step and a message. */
function shop(): FlowTestProject {
  return new FlowTestProject({
    connections: {
      shop: { type: "ahachat", bot_id: "12404829", bot_token: "${env:NOT_SET}", timeout: "10s" },
    },
    secrets: { crm_key: "${file:/not/there}" },
    vars: { crm: "${env:CRM_URL:-https://crm.example.com}", open: "${env:CRM_NAME}" },
  })
    .write(
      "samples/hello.json",
      JSON.stringify({ user: "6523889107654321", order: { id: "A1", total: 10 } }),
    )
    .flow("hello", {
      connection: "shop",
      webhook: { sample: "samples/hello.json" },
      retry: { delay: "1h", max_delay: "24h" },
      steps: [
        {
          id: "crm",
          uses: "http.request",
          with: {
            method: "POST",
            url: "{{vars.crm}}/orders",
            headers: { Authorization: "Bearer {{secrets.crm_key}}", "X-Name": "{{vars.open}}" },
            json: { run: "{{run.id}}", at: "{{now}}", order: "{{trigger.body.order}}" },
          },
        },
        {
          id: "vip",
          if: "{{gt trigger.body.order.total 100}}",
          uses: "ahachat.add_tags",
          with: { user_id: USER, tags: ["vip"] },
        },
        { id: "told", uses: "ahachat.send_text", with: { user_id: USER, text: "{{now}}" } },
      ],
    });
}

describe("a test's run", () => {
  it("fills in stand-ins, the sample and a clock that stands", async () => {
    const project = shop().tests("hello", [
      {
        name: "inputs",
        trigger: { body: { order: { total: 200 } } },
        expect: {
          status: "succeeded",
          steps: {
            crm: {
              with: {
                url: "https://crm.example.com/orders",
                headers: { Authorization: "Bearer secret:crm_key", "X-Name": "env:CRM_NAME" },
                json: { at: "2026-01-05T02:00:00.000Z", order: { id: "A1", total: 200 } },
              },
              output: { status: 200 },
            },
            vip: {
              status: "succeeded",
              with: { user_id: "6523889107654321", tags: ["vip"] },
              attempts: 1,
            },
          },
          calls: ["crm", "vip", "told"],
        },
      },
    ]);
    // What is set here must not reach the tests.
    const process = project.testing([], { CRM_URL: "http://elsewhere" });
    expect(await process.ended).toBe(0);
    expect(process.lines).toContain("  ✓ inputs");
  });

  it("waits for hours in no time", async () => {
    const project = shop().tests("hello", [
      {
        name: "retries",
        trigger: { received_at: "2026-03-01T00:00:00Z" },
        mocks: {
          crm: [
            { error: { reason: "unavailable" } },
            { error: { reason: "rate_limited" } },
            { output: { status: 201, headers: {}, body: {} } },
          ],
        },
        expect: {
          steps: {
            crm: { attempts: 3, output: { status: 201 } },
            vip: { status: "skipped", attempts: 0 },
            // An hour after the first failure, and two after the second.
            told: { with: { text: "2026-03-01T03:00:00.000Z" } },
          },
        },
      },
    ]);
    expect(told((await project.results()).get("retries"))).toEqual([]);
  });

  it("tells every expectation that did not come, where it stands", async () => {
    const project = shop().write(
      "hello.test.yaml",
      `flow: hello
tests:
  - name: wrong
    mocks:
      told: { error: { reason: outside_window, message: closed, code: x1 } }
    expect:
      error: { reason: timeout, step: told }
      steps:
        crm: { with: { json: { order: { total: 11, id: A1 } } }, attempts: 2, output: { body: 1 } }
        vip: { status: succeeded, with: { tags: [] } }
        told: { status: succeeded }
      calls: [told, crm]
`,
    );
    const test = (await project.results()).get("wrong");
    expect(told(test)).toEqual([
      'error.reason: expected "timeout", got "outside_window"',
      "steps.crm.with.json.order.total: expected 11, got 10",
      'steps.crm.output.body: expected 1, got {"id":7}',
      "steps.crm.attempts: expected 2, got 1",
      "steps.vip.status: expected succeeded, got skipped",
      "steps.told.status: expected succeeded, got failed: outside_window (x1): closed",
      'calls[0]: expected "told", got "crm"',
      'calls[1]: expected "crm", got "told"',
    ]);
    expect(test?.differences.map(({ line, column }) => [line, column])).toEqual([
      [7, 24],
      [9, 48],
      [9, 95],
      [9, 76],
      [10, 24],
      [11, 25],
      [12, 15],
      [12, 21],
    ]);
  });

  it("never passes over a failure that the test did not ask for", async () => {
    const project = shop().tests("hello", [
      { name: "no expectation", mocks: { crm: { error: { reason: "forbidden" } } } },
      { name: "too few answers", mocks: { crm: [{ error: { reason: "unavailable" } }] } },
      { name: "an error that did not come", expect: { status: "succeeded", error: {} } },
    ]);
    const results = await project.results();
    expect(told(results.get("no expectation"))).toEqual([
      "status: expected succeeded, got failed at crm: forbidden: a failure that the test asked for",
    ]);
    expect(told(results.get("too few answers"))).toContain(
      "mocks.crm: expected an answer for every attempt, got one attempt more than the list has answers",
    );
    expect(told(results.get("an error that did not come"))).toEqual([
      "error: expected {}, got nothing",
    ]);
  });

  it("opens no connection, whatever the steps call", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("{}")).listen(0, "127.0.0.1");
    server.on("connection", () => connections++);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const project = new FlowTestProject({
      connections: {
        shop: { type: "ahachat", bot_id: "12404829", bot_token: "t", base_url: url },
      },
    })
      .flow("calls", {
        connection: "shop",
        steps: [
          { uses: "http.request", with: { url } },
          { uses: "ahachat.send_text", with: { user_id: "6523889107654321", text: "Xin chào" } },
        ],
      })
      .tests("calls", [{ name: "calls", expect: { calls: ["step_1", "step_2"] } }]);
    const guard = `import net from "node:net"; net.Socket.prototype.connect = () => process.exit(99);`;
    const options = `--import=data:text/javascript,${encodeURIComponent(guard)}`;
    const process = project.testing([], { NODE_OPTIONS: options });
    expect([await process.ended, connections]).toEqual([0, 0]);
    expect(process.lines).toContain("  ✓ calls");
  });
});
