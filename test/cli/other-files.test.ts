/** Files that are no flows, in a folder that is searched for flows. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ahaflow, folderOf, GOOD } from "./command-line.ts";

const DOCUMENT = `openapi: 3.1.0
components: { schemas: { Id: { $ref: parts.yaml#/Id } } }
paths: { /a: { get: { operationId: a, responses: { "200": { content: { application/json: { schema: { $ref: parts.yaml#/Id } } } } } } } }
`;
const PROJECT = {
  "ahaflow.yaml":
    "connections: { crm: { type: openapi, document: apis/crm.yaml, server: https://crm.example.com } }\n",
  "apis/crm.yaml": DOCUMENT,
  "apis/parts.yaml": "Id: { type: integer }\n",
  "flows/good.yaml": GOOD,
};

const paths = (folder: string) => ["--config", join(folder, "ahaflow.yaml"), "--flows", folder];

describe("a project's whole folder", () => {
  it.each([
    ["validate", "no problems in 1 flow"],
    ["graph", "flowchart"],
    ["test", "no-tests"],
  ])("has only its flows for %s", async (command, told) => {
    const folder = folderOf(PROJECT);
    const name = command === "graph" ? ["good"] : [];
    const { out, err } = await ahaflow([command, ...name, ...paths(folder)]);
    expect(`${out}${err}`).toContain(told === "no-tests" ? "there are no tests in" : told);
    expect(`${out}${err}`).not.toContain("ahaflow.yaml");
  });

  it("may be given as the path, and the configuration too", async () => {
    const folder = folderOf(PROJECT);
    const config = ["--config", join(folder, "ahaflow.yaml")];
    expect(await ahaflow(["validate", folder, ...config])).toEqual({
      code: 0,
      out: "no problems in 1 flow",
      err: "",
    });
    expect(await ahaflow(["validate", join(folder, "ahaflow.yaml"), ...config])).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^note: there is no flow in .*ahaflow.yaml/),
    });
  });
});

describe("a file of something else", () => {
  const OTHERS = [
    ["services: { db: { image: postgres } }\nname: shop\n", 1, "a Compose file"],
    ["info: { title: a }\nopenapi: 3.1.0\npaths: {}\n", 2, "an OpenAPI document"],
    ["connections: {}\non_failure: { call: a }\n", 1, "the configuration"],
    ["flow: good\ntests: []\n", 2, "a file of tests"],
    ["apiVersion: v1\nkind: Secret\n", 1, "a Kubernetes manifest"],
    ["services: {} # ahaflow-ignore no-flow\n", 0, ""],
  ] as const;

  it("is told once, and left out", async () => {
    const files = Object.fromEntries(OTHERS.map(([text], at) => [`other-${at}.yaml`, text]));
    const folder = folderOf({ ...files, "good.yaml": GOOD });
    const { code, out } = await ahaflow(["validate", folder]);
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => line.includes("no-flow]"))).toEqual(
      OTHERS.slice(0, -1).map(
        ([, line, is], at) =>
          `${folder}/other-${at}.yaml:${line}:1 warning: this is ${is}, and is left out: it has none of on, inputs and steps [no-flow]`,
      ),
    );
    expect(out).toContain("5 warnings in 1 flow");
  });

  it("is an error where it may be a flow", async () => {
    const folder = folderOf({
      "a.yaml": "name: a\nservices: {}\nstpes: []\n",
      "b.yaml": "name: b\nsecrets: {}\non: {}\n",
      "c.yaml": "a: b\n",
    });
    const { code, out } = await ahaflow(["validate", folder]);
    expect(code).toBe(1);
    expect(out).not.toContain("no-flow");
    for (const name of ["a", "b", "c"]) expect(out).toContain(`${name}.yaml:1:1 error`);
  });
});
