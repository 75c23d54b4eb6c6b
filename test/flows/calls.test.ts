/** Flows that call each other: only the whole set shows whether they fit. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileStoredFlow } from "#src/flows/compile-flow.js";
import { FlowCache } from "#src/flows/flow-cache.js";
import { loadFlows } from "#src/flows/load-flows.js";
import { flowSurroundings } from "#src/installation/installation.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { type Files, problemsIn, projectFolder } from "./check-project.ts";

/** A flow that can be called, and gives something back. */
const NOTIFY = `inputs:
  type: object
  required: [text]
  properties: { text: { type: string }, tags: { type: array, items: { type: string } } }
steps:
  - { id: user, uses: ahachat.find_user, with: { user_id: "65238891" } }
output: { name: "{{steps.user.output.first_name}}", tags: "{{default inputs.tags null}}", ok: true }
`;

/** What is wrong in `flows/orders.yaml` when its steps are these, beside `flows/notify.yaml`. */
async function found(steps: string, files: Files = { "flows/notify.yaml": NOTIFY }) {
  const problems = await problemsIn(projectFolder({ ...files, "flows/orders.yaml": steps }));
  return problems.map(
    ({ rule, message, hint, where: { file, line, column } }) =>
      `${file.split("/").at(-1)}:${line}:${column} ${rule}: ${message}${hint === undefined ? "" : `; ${hint}`}`,
  );
}

/** A step that waits for a callback. */
function wait(path: string): string {
  return `{ wait: { webhook: { path: "${path}", key: "{{run.id}}" } } }`;
}

/** A flow that does nothing but call another one. */
function calling(name: string): string {
  return `inputs: { type: object }\nsteps: [{ call: ${name} }]`;
}

/** A flow that calls another one, and reads of what comes back. */
function reading(path: string): string {
  return `steps: [{ id: told, call: notify, with: { text: a } }, { set: { a: "{{${path}}}" } }]`;
}

describe("a call", () => {
  it.each([
    ["of a flow with what it needs", `steps: [{ call: notify, with: { text: a, tags: [b] } }]`, []],
    [
      "without an input",
      `steps: [{ call: notify, with: { tags: [a] } }]`,
      ['orders.yaml:1:25 missing-field: "text" is missing'],
    ],
    [
      "without with",
      `steps: [{ call: notify }]`,
      ['orders.yaml:1:17 missing-field: "with" is missing; notify needs: text'],
    ],
    [
      "with a misspelt input",
      `steps: [{ call: notify, with: { txet: a } }]`,
      ['orders.yaml:1:33 unknown-key: the flow "notify" has no input "txet"; did you mean "text"?'],
    ],
    [
      "with a literal of the wrong type",
      `steps: [{ call: notify, with: { text: a, tags: b } }]`,
      [
        'orders.yaml:1:48 wrong-type: tags has to be a list, not text; write ["b"], or on a line of its own: - "b"',
      ],
    ],
    [
      "with a template of the wrong type",
      `steps: [{ call: notify, with: { text: "{{trigger.body.a}}", tags: "{{run.id}}" } }]`,
      [
        'orders.yaml:1:70 wrong-template-type: tags has to be a list, not text; put it in a list: ["{{run.id}}"]',
      ],
    ],
    [
      "of an unknown flow, in a loop",
      `steps: [{ for_each: [1], steps: [{ call: notfy, with: { text: a } }] }]`,
      ['orders.yaml:1:42 unknown-flow: there is no flow "notfy"; did you mean "notify"?'],
    ],
    [
      "of itself",
      `inputs: { type: object }\nsteps: [{ parallel: { a: [{ call: orders }] } }]`,
      ['orders.yaml:2:35 call-circle: the flow "orders" calls itself; take one of the calls away'],
    ],
  ])("%s", async (_, steps, expected) => {
    expect(await found(steps)).toEqual(expected);
  });

  it("gives back what the flow's output makes", async () => {
    expect(await found(reading("upper steps.told.output.name"))).toEqual([]);
    expect(await found(reading("steps.told.output.nmae"))).toEqual([
      'orders.yaml:1:89 unknown-field: steps.told.output has no "nmae"; it has: name, tags, ok; did you mean "name"?',
    ]);
    expect(await found(reading("upper steps.told.output.tags"))).toEqual([
      "orders.yaml:1:77 wrong-template-type: upper needs text, steps.told.output.tags is a list; usage: upper text",
    ]);
  });

  it("gives back what a call in the called flow gives back", async () => {
    const between = `inputs: { type: object }
steps: [{ id: inner, call: notify, with: { text: a } }]
output: { inner: "{{steps.inner.output}}" }
`;
    const steps = `steps: [{ id: told, call: between }, { set: { a: "{{steps.told.output.inner.nmae}}" } }]`;
    const files = { "flows/notify.yaml": NOTIFY, "flows/between.yaml": between };
    expect(await found(steps, files)).toEqual([
      'orders.yaml:1:77 unknown-field: steps.told.output.inner has no "nmae"; it has: name, tags, ok; did you mean "name"?',
    ]);
  });

  it("of a flow with mistakes says nothing more", async () => {
    const files = { "flows/notify.yaml": NOTIFY.replace("find_user", "find_usr") };
    const steps = `steps: [{ id: told, call: notify }, { set: { a: "{{steps.told.output.name}}" } }]`;
    expect(await found(steps, files)).toEqual([
      expect.stringContaining("notify.yaml:6:23 unknown-action"),
    ]);
  });

  it("is not known to be wrong where the set is not whole", async () => {
    const steps = `steps: [{ call: elsewhere, with: { text: a } }]`;
    expect(await found(steps, { "flows/broken.yaml": "name: [" })).toEqual([
      expect.stringContaining("broken.yaml"),
    ]);
    const folder = projectFolder({ "flows/orders.yaml": steps });
    const settings = loadSettings({ config: join(folder, "ahaflow.yaml") }, {});
    const one = join(folder, "flows", "orders.yaml");
    expect((await loadFlows([one], flowSurroundings(settings))).problems).toEqual([]);
  });

  it("is one circle, told once", async () => {
    const files = {
      "flows/a.yaml": calling("b"),
      "flows/b.yaml": calling("c"),
      "flows/c.yaml": calling("a"),
    };
    expect(await found(`steps: [{ call: a }]`, files)).toEqual([
      "c.yaml:2:17 call-circle: flows call each other in a circle: a → b → c → a; take one of the calls away",
    ]);
  });

  it("is checked again when only the called flow has changed", async () => {
    const steps = `steps: [{ id: told, call: notify, with: { text: a } }, { set: { a: "{{steps.told.output.name}}" } }]`;
    const folder = projectFolder({ "flows/notify.yaml": NOTIFY, "flows/orders.yaml": steps });
    const settings = loadSettings({ config: join(folder, "ahaflow.yaml") }, {});
    const surroundings = flowSurroundings(settings);
    const cache = new FlowCache();
    const load = () => loadFlows([join(folder, "flows")], surroundings, cache);
    const first = await load();
    expect(first.problems).toEqual([]);
    const notify = `${NOTIFY.replace("output: { name:", "output: { called:")}name: notify\nconnection: shop\n`;
    writeFileSync(join(folder, "flows", "notify.yaml"), notify);
    const second = await load();
    expect(second.problems.map(({ rule }) => rule)).toEqual(["unknown-field"]);
    expect(second.catalog).toBeUndefined();
  });
});

describe("paths", () => {
  it("may be shared by the waits of one flow", async () => {
    const steps = `steps: [${wait("/ok/:key")}, { parallel: { a: [${wait("/ok/:key")}] } }]`;
    expect(await found(steps)).toEqual([]);
  });

  it.each([
    ["a callback of another flow", `steps: [${wait("/ok/:key")}]`, "/ok/:key"],
    ["a webhook of another flow", `on: { webhook: { path: "/ok/:id" } }`, "/ok/:key"],
  ])("are taken by %s", async (_, other, path) => {
    const said = await found(`steps: [{ for_each: [1], steps: [${wait(path)}] }]`, {
      "flows/a.yaml": other,
    });
    expect(said).toEqual([
      expect.stringMatching(
        /^orders\.yaml:1:61 duplicate-path: another flow takes POST \/ok\/:key too/,
      ),
    ]);
  });

  it("are taken by the flow's own webhook", async () => {
    const flow = `on: { webhook: { path: "/ok/:id" } }\nsteps: [${wait("/ok/:key")}]`;
    expect(await found(flow)).toEqual([
      expect.stringMatching(/^orders\.yaml:2:36 duplicate-path: this flow takes POST/),
    ]);
  });

  it.each([
    ["/ok", "the path lacks the parameter :key; write it as /ok/:key"],
    ["/ok/:id", "the path lacks the parameter :key; write it as /ok/:id/:key"],
    ["/ok/:key/:id", "the parameter :id can't stand here; :key is the only one"],
    [
      "/ok/k-:key",
      '"k-:key" is not a parameter; a parameter is a whole part of the path, as /orders/:shop',
    ],
    ["/ahaflow/:key", "/ahaflow/ is where the program's own paths begin; take another path"],
  ])("%s can't be that of a callback", async (path, said) => {
    expect(await found(`steps: [${wait(path)}]`)).toEqual([`orders.yaml:1:36 wrong-path: ${said}`]);
  });

  it("of webhooks don't begin with the program's own", async () => {
    expect(await found(`on: { webhook: { path: /ahaflow/messages } }`)).toEqual([
      expect.stringContaining("orders.yaml:1:24 wrong-path"),
    ]);
    expect(await found(`on: { webhook: { path: /ahaflows } }`)).toEqual([]);
  });
});

describe("a stored version", () => {
  it("is compiled without the set, whatever it calls", () => {
    const surroundings = flowSurroundings({
      configFile: "ahaflow.yaml",
      connections: new Map(),
      secrets: {},
      vars: {},
      retry: { attempts: 1, delayMs: 0, backoff: "fixed", maxDelayMs: 0, jitter: false },
    });
    const text = `name: a
inputs: { type: object }
steps: [{ for_each: [1], steps: [{ id: told, call: gone, with: { a: "{{vars.gone}}" } }] }]
output: { a: "{{steps.told.output.b}}" }
`;
    const { flow, problems } = compileStoredFlow({ file: "a.yaml", text }, surroundings);
    expect(problems).toEqual([]);
    expect(flow).toMatchObject({ name: "a", answers: undefined, steps: [{ kind: "for_each" }] });
    expect(flow?.checkInputs?.({})).toEqual([]);
  });
});
