import { describe, expect, it } from "vitest";
import { FAILURE_REASONS } from "#src/errors.js";
import type { TestTrigger } from "#src/generated/test.js";
import { loadSchema } from "#src/schemas.js";
import { FlowTestProject } from "./flow-test-project.ts";

function project(): FlowTestProject {
  return new FlowTestProject().flow("hello", {
    connection: "shop",
    steps: [
      {
        id: "greet",
        uses: "ahachat.send_text",
        with: { user_id: "6523889107654321", text: "Xin chào" },
      },
    ],
  });
}

it("tells of a mock of a step that is never answered", async () => {
  const mocked = new FlowTestProject()
    .flow("kinds", {
      steps: [
        { id: "kept", set: { a: 1 } },
        { id: "rest", wait: { for: "1h" } },
        { id: "loop", for_each: [1], steps: [{ id: "in", set: { b: 1 } }] },
        { id: "asked", wait: { webhook: { path: "/back/:key", key: "{{run.id}}" } } },
        { id: "get", uses: "http.request", with: { url: "https://x.vn" } },
      ],
    })
    .tests("kinds", [
      {
        name: "a",
        mocks: Object.fromEntries(
          ["kept", "rest", "loop", "in", "asked"].map((id) => [id, { output: { body: 1 } }]),
        ),
      },
    ]);
  const { code, err } = await mocked.test();
  expect(code).toBe(1);
  expect(err.match(/the step .* is never answered/g)).toEqual([
    'the step "kept" (set) is never answered',
    'the step "rest" (wait) is never answered',
    'the step "loop" (for_each) is never answered',
    'the step "in" (set) is never answered',
  ]);
});

it("tells of a callback that brings an error, which none does", async () => {
  const steps = [{ id: "asked", wait: { webhook: { path: "/back/:key", key: "{{run.id}}" } } }];
  const mocks = { asked: { error: { reason: "timeout" } } } as const;
  const { code, err } = await new FlowTestProject()
    .flow("asks", { steps })
    .tests("asks", [{ name: "a", mocks, expect: { error: { reason: "timeout" } } }])
    .test();
  expect(code).toBe(1);
  expect(err).toContain("it brings no error");
  expect(err).toContain("no callback comes then");
});

it.each<[TestTrigger, string, string]>([
  [{ method: "PUT" }, "the webhook of hello does not take PUT", "it takes POST, GET"],
  [{ params: { shp: "1" } }, 'the path /hello/:shop has no parameter "shp"', '"shop"?'],
  [{ params: { shop: "1", x: "1" } }, 'the path /hello/:shop has no parameter "x"', "has: shop"],
])("tells of %j, which the webhook never gets", async (trigger, message, hint) => {
  const { code, err } = await new FlowTestProject()
    .flow("hello", {
      webhook: { path: "/hello/:shop", methods: ["POST", "GET"] },
      steps: [{ set: { a: 1 } }],
    })
    .tests("hello", [{ name: "a", trigger }])
    .test();
  expect(code).toBe(1);
  expect(err).toContain(message);
  expect(err).toContain(hint);
});

describe("a file of tests", () => {
  it.each([
    ["unknown flow", "flow: helo\ntests: [{ name: a }]", "1:7", 'did you mean "hello"?'],
    [
      "unknown step in mocks",
      "flow: hello\ntests:\n  - name: a\n    mocks: { gret: { output: 1 } }",
      "4:14",
      'did you mean "greet"?',
    ],
    [
      "unknown step in expect.steps",
      "flow: hello\ntests:\n  - name: a\n    expect: { steps: { greed: {} } }",
      "4:24",
      'did you mean "greet"?',
    ],
    [
      "unknown step in calls",
      "flow: hello\ntests:\n  - name: a\n    expect: { calls: [greet, bye] }",
      "4:30",
      "there are: greet",
    ],
    [
      "unknown step in error",
      "flow: hello\ntests:\n  - name: a\n    expect: { error: { step: gret } }",
      "4:30",
      'did you mean "greet"?',
    ],
    ["unknown key", "flow: hello\ntests: [{ name: a, expects: {} }]", "2:20", 'mean "expect"?'],
    [
      "unknown reason",
      "flow: hello\ntests: [{ name: a, mocks: { greet: { error: { reason: timout } } } }]",
      "2:55",
      'did you mean "timeout"?',
    ],
    [
      "unknown variable",
      "flow: hello\nvars: { x: 1 }\ntests: [{ name: a }]",
      "2:9",
      "there is none",
    ],
    ["a name twice", "flow: hello\ntests: [{ name: a }, { name: a }]", "2:30", "another name"],
    [
      "a sample that the flow has not",
      "flow: hello\ntests: [{ name: a, trigger: { sample: true } }]",
      "2:39",
      "on.webhook.sample",
    ],
    [
      "a mock without an answer",
      "flow: hello\ntests: [{ name: a, mocks: { greet: [{}] } }]",
      "2:37",
      'needs "output" or "error"',
    ],
    [
      "a mock with two answers",
      "flow: hello\ntests: [{ name: a, mocks: { greet: { output: 1, error: { reason: timeout } } } }]",
      "2:36",
      "at most 1 entry",
    ],
    ["no tests", "flow: hello\ntests: []", "2:8", "at least 1 entry"],
    ["nothing", "", "1:1", "has to be a map"],
    ["broken YAML", "flow: hello\ntests: [", "2:9", "YAML"],
  ])("is refused with place and help: %s", async (_, text, place, help) => {
    const { code, err, out } = await project().write("hello.test.yaml", text).test();
    expect(err).toContain(`hello.test.yaml:${place} error`);
    expect(err).toContain(help);
    expect([code, out]).toEqual([1, ""]);
  });

  it("gives the mistakes of all files at once", async () => {
    const { err } = await project()
      .write("a.test.yaml", "flow: x\ntests: [{ name: a }]")
      .write("deep/b.test.yml", "flow: y\ntests: [{ name: a }]")
      .test();
    expect(err).toContain("a.test.yaml:1:7");
    expect(err).toContain("b.test.yml:1:7");
    expect(err).toContain("2 errors");
  });

  it("has a schema with all reasons for a failure, and no other", () => {
    const { $defs } = loadSchema("test") as { $defs: { reason: { enum: string[] } } };
    expect($defs.reason.enum).toEqual(Object.keys(FAILURE_REASONS));
  });
});

describe("ahaflow test ends", () => {
  it("with 1 when there is no test", async () => {
    const { code, err } = await project().test();
    expect(code).toBe(1);
    expect(err).toContain("there are no tests in");
  });

  it("with 2 for a path that does not exist, or is no file of tests", async () => {
    const one = project();
    expect((await one.test([`${one.flows}/nothing`])).code).toBe(2);
    const { code, err } = await one.test([`${one.flows}/hello.yaml`]);
    expect(err).toContain("is not a file of tests");
    expect(code).toBe(2);
  });

  it("with 2 for an unknown reporter", async () => {
    expect((await project().test(["--reporter", "xml"])).code).toBe(2);
  });

  it("with 1 and all problems when a flow is broken", async () => {
    const { code, err } = await project()
      .write("broken.yaml", "name: broken")
      .tests("hello", [{ name: "a" }])
      .test();
    expect(err).toContain("broken.yaml:1:1");
    expect(code).toBe(1);
  });
});
