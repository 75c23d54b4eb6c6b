import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ahaflow } from "../support/program.ts";
import { FlowTestProject, greeting } from "./flow-test-project.ts";
import { parseXml } from "./parse-xml.ts";

describe("reporters", () => {
  const nasty = 'a "quoted" <tag> & \u0000 \u001b]\u{1F600} \ud800';
  const failing = () =>
    greeting("Xin chào").tests("hello", [
      { name: nasty, expect: { steps: { greet: { with: { text: "<&>]]>\n'" } } } } },
      { name: "fine" },
    ]);

  it("text shows what is different and where", async () => {
    const { code, out } = await failing().test();
    expect(out).toContain("✓ fine");
    expect(out).toMatch(
      /steps\.greet\.with\.text: expected "<&>\]\]>\\n'", got "Xin chào" {2}\(.*:\d+:\d+\)/,
    );
    expect(out).toContain("2 tests: 1 passed, 1 failed");
    expect(code).toBe(1);
  });

  it("json is one object", async () => {
    const { code, out } = await failing().test(["--reporter", "json", "--coverage"]);
    expect(JSON.parse(out)).toMatchObject({
      passed: 1,
      failed: 1,
      tests: [
        { flow: "hello", status: "failed" },
        { name: "fine", status: "passed" },
      ],
      coverage: [{ flow: "hello", steps: { reached: 1, total: 2, percent: 50 } }],
    });
    expect(code).toBe(1);
  });

  it("junit is XML that can be read, whatever stands in it", async () => {
    const { code, out } = await failing().test(["--reporter", "junit"]);
    const root = parseXml(out);
    expect(root).toMatchObject({ name: "testsuites", attributes: { tests: "2", failures: "1" } });
    const [suite] = root.children;
    const [first, second] = suite?.children ?? [];
    expect(first?.attributes["name"]).toBe('a "quoted" <tag> & \ufffd \ufffd]\u{1F600} \ufffd');
    expect(first?.attributes["classname"]).toBe("hello");
    expect(first?.children[0]).toMatchObject({ name: "failure" });
    expect(first?.children[0]?.text).toContain(`expected "<&>]]>\\n'", got "Xin chào"`);
    expect(second).toMatchObject({ attributes: { name: "fine" }, children: [] });
    expect(code).toBe(1);
  });
});

describe("--coverage", () => {
  it("lists steps and sides of if that no test reached, also of a flow without tests", async () => {
    const project = greeting("Xin chào")
      .tests("hello", [{ name: "a" }])
      .flow("alone", {
        connection: "shop",
        steps: [
          {
            id: "one",
            uses: "ahachat.send_text",
            with: { user_id: "6523889107654321", text: "1" },
          },
        ],
      });
    const { code, out } = await project.test(["--coverage"]);
    expect(out).toContain("hello: 1 of 2 steps (50%), 1 of 2 branches (50%)");
    expect(out).toMatch(/hello\.yaml:\d+:\d+ more was never reached with its if true/);
    expect(out).toContain("alone: 0 of 1 steps (0%)");
    expect(out).toMatch(/alone\.yaml:\d+:\d+ one was never reached/);
    expect(code).toBe(0);
    const { out: some } = await project.test([
      "--coverage",
      join(project.flows, "hello.test.yaml"),
    ]);
    expect(some).not.toContain("alone");
  });

  it("is whole when both sides of every if were taken", async () => {
    const { out } = await greeting("Xin chào")
      .tests("hello", [{ name: "a" }, { name: "b", trigger: { body: { more: true } } }])
      .test(["--coverage"]);
    expect(out).toContain("hello: 2 of 2 steps (100%), 2 of 2 branches (100%)");
    expect(out).not.toContain("never");
  });
});

/** Half of the steps, and of the branches, is reached. */
function half(): FlowTestProject {
  return greeting("Xin chào").tests("hello", [{ name: "a" }]);
}

/** A flow with tests, and one without. */
function withUntested(): FlowTestProject {
  return half().flow("alone", { steps: [{ id: "one", set: { a: 1 } }] });
}

describe("--coverage-min", () => {
  it("ends with 1 and names what is not reached when less was", async () => {
    const { code, out, err } = await half().test(["--coverage-min", "51"]);
    expect(err).toBe(
      "too little coverage: 1 of 2 steps (50%) and 1 of 2 branches (50%), 51% are wanted; not reached: hello.more (if-true)",
    );
    expect(out).toContain("1 passed, 0 failed");
    expect(out).toContain("hello: 1 of 2 steps (50%)");
    expect(code).toBe(1);
  });

  it("is satisfied by as much", async () => {
    expect(await half().test(["--coverage-min", "50"])).toMatchObject({ code: 0, err: "" });
    expect((await half().test(["--coverage-min", "0"])).code).toBe(0);
  });

  it("counts a flow without tests as nothing reached", async () => {
    const { code, err } = await withUntested().test(["--coverage-min", "50"]);
    expect(err).toContain("1 of 3 steps (33%)");
    expect(err).toContain("alone.one");
    expect(code).toBe(1);
  });

  it.each(["json", "junit"])("says so beside the %s reporter", async (reporter) => {
    const { code, out, err } = await half().test(["--coverage-min", "51", "--reporter", reporter]);
    expect(err).toContain("too little coverage");
    expect(out).not.toContain("too little coverage");
    expect(code).toBe(1);
  });

  it("brings the coverage along in JSON", async () => {
    const { out } = await half().test(["--coverage-min", "50", "--reporter", "json"]);
    expect(JSON.parse(out)).toMatchObject({ coverage: [{ steps: { percent: 50 } }] });
  });

  it.each(["", "101", "-1", "0.8", "80%", "all"])("takes no %j", async (percent) => {
    const { code, err } = await half().test([`--coverage-min=${percent}`]);
    expect(err).toContain("a whole number from 0 to 100");
    expect(code).toBe(2);
  });
});

describe("a flow without tests", () => {
  it("is named, and is no failure", async () => {
    const { code, out } = await withUntested().test();
    expect(out).toMatch(/^warning: the flow alone has no tests {2}\(.*alone\.yaml\)$/m);
    expect(code).toBe(0);
  });

  it("is named in JSON, and a skipped test in JUnit", async () => {
    const json = await withUntested().test(["--reporter", "json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      untested: [{ flow: "alone", file: expect.stringMatching(/alone\.yaml$/) }],
    });
    const junit = await withUntested().test(["--reporter", "junit"]);
    const root = parseXml(junit.out);
    expect(root.attributes).toMatchObject({ tests: "2", skipped: "1", failures: "0" });
    const [, alone] = root.children;
    expect(alone?.children[0]).toMatchObject({
      attributes: { classname: "alone" },
      children: [{ name: "skipped" }],
    });
  });

  it("is nobody's business when files of tests are named", async () => {
    const one = withUntested();
    const { out } = await one.test([join(one.flows, "hello.test.yaml")]);
    expect(out).not.toContain("warning");
  });
});

describe("--watch", () => {
  it("runs again after changes, also after a broken file, and ends on SIGINT", async () => {
    const project = greeting("Xin chào").tests("hello", [
      { name: "text", expect: { steps: { greet: { with: { text: "Xin chào" } } } } },
    ]);
    const process = project.testing(["--watch"]);
    const shows = (text: string) =>
      vi.waitFor(
        () => {
          if (![...process.lines, process.errors].some((line) => line.includes(text)))
            throw new Error(`no "${text}" yet: ${process.errors}`);
        },
        { timeout: 20_000, interval: 20 },
      );
    await shows("1 passed, 0 failed");
    project.write("hello.test.yaml", "flow: helo\ntests: [{ name: a }]");
    await shows('did you mean "hello"?');
    project.tests("hello", [{ name: "fails", expect: { status: "failed" } }]);
    await shows("0 passed, 1 failed");
    process.child.kill("SIGINT");
    expect(await process.ended).toBe(0);
    // Once at the start and once for each change.
    expect(process.errors.split("waiting for changes").length - 1).toBeLessThan(4);
  });

  it("runs again after a change of a document, also one that was broken, or of a file beside it", async () => {
    const project = new FlowTestProject().flow("hello", {
      steps: [{ id: "a", uses: "crm.a", with: { b: "c" } }],
    });
    const write = (name: string, text: string) => writeFileSync(join(project.folder, name), text);
    const [openapi, reference] = ["openapi: 3.1.0\nservers: [{ url: https://a.vn }]", "b.yaml#/b"];
    const document = `${openapi}\npaths: { /a: { get: { operationId: a, parameters: [{ $ref: "${reference}" }] } } }\n`;
    write("ahaflow.yaml", "connections: { crm: { type: openapi, document: crm.yaml } }\n");
    write("b.yaml", "b: { name: b, in: query, schema: { type: string } }\n");
    project.tests("hello", [{ name: "fine", expect: { steps: { a: { with: { b: "c" } } } } }]);
    const process = project.testing(["--watch"]);
    const shows = (text: string) =>
      vi.waitFor(() => expect(`${process.lines.join("\n")}\n${process.errors}`).toContain(text), {
        timeout: 20_000,
        interval: 20,
      });
    await shows("the document crm.yaml can't be found");
    write("crm.yaml", document);
    await shows("1 passed, 0 failed");
    write("b.yaml", "b: { name: b, in: query, schema: { type: integer } }\n");
    await shows("b is not in the form that is needed");
    process.child.kill("SIGINT");
    expect(await process.ended).toBe(0);
  });
});

describe("ahaflow schema test", () => {
  it("prints the schema of these files", async () => {
    const { code, out } = await ahaflow(["schema", "test"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: "TestFile" });
  });
});
