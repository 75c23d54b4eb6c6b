/** What is said of documents, and of what connections say of them, that can't be used. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { CRM, crmConfig, crmProblems } from "./crm.ts";

const crm = String(CRM["apis/crm.yaml"]);
const config = (more: string) => ({ "ahaflow.yaml": crmConfig(more) });
const document = (text: string) => ({ "apis/crm.yaml": text });

describe("a connection", () => {
  it.each([
    [
      "document: apis/crn.yaml",
      "2:85 missing-file: the document apis/crn.yaml can't be found; paths start at the folder of ahaflow.yaml",
    ],
    [
      "document: apis",
      "2:85 missing-file: the document apis is not a file; paths start at the folder of ahaflow.yaml",
    ],
    [
      'document: "${env:CRM}"',
      "2:85 wrong-value: the document can't come from the environment: flows are checked against it; write its path",
    ],
    [
      "auth: { ApiKee: k }",
      'wrong-value: the document has no security scheme "ApiKee"; did you mean "ApiKey"?',
    ],
    [
      "auth: { ApiKey: { username: a, password: b } }",
      'wrong-value: ApiKey, of type apiKey, needs one text (connection crm); write ApiKey: "${env:NAME}"',
    ],
    [
      "auth: { ApiKey: { username: a } }",
      '"username" belongs to "password", and can\'t stand without it; ',
    ],
    [
      "operations: { create_leed: {} }",
      'wrong-value: the document has no operation create_leed; did you mean "create_lead"?',
    ],
    [
      "operations: { add: { operation: POST /leeds } }",
      'wrong-value: the document has no operation "POST /leeds"; did you mean "POST /leads"?',
    ],
    [
      "operations: { create_lead: { retry_on: [200] } }",
      "connections.crm.operations.create_lead.retry_on",
    ],
    ["server: ftp://crm", "connections.crm.server"],
    [
      'server: "https://shop:a-password@crm.example.com"',
      "wrong-value: the address of the server holds a user name or password; take them out of it, and write them below auth:",
    ],
    [
      'server: "https://crm.example.com:99999"',
      "wrong-value: the address of the server can't be read; write it as https://api.example.com",
    ],
    [
      'server: "https://shop:${env:PASSWORD}@crm.example.com"',
      "wrong-value: the address of the server holds a user name or password",
    ],
    ['auth: { ApiKey: { username: "a:b", password: c } }', "a : would end it (RFC 7617)"],
    ["anwsers: strict", 'unknown key "anwsers" in connections.crm; did you mean "answers"?'],
  ])("that says %s", async (more, told) => {
    expect((await crmProblems(config(more))).join("\n")).toContain(told);
  });

  it("whose name is that of a platform", async () => {
    const named = { "ahaflow.yaml": crmConfig().replace("crm: {", "http: {") };
    expect(await crmProblems(named)).toEqual([
      'ahaflow.yaml:2:3 wrong-value: a connection with actions of its own can\'t be called "http": http.… are actions already; give it another name',
    ]);
  });

  it("whose key was never filled in", async () => {
    expect(await crmProblems(config("auth: { ApiKey: changeme }"))).toEqual([
      expect.stringMatching(
        /^ahaflow.yaml:2:\d+ placeholder-value: this is a placeholder; .*who makes the API gives it/,
      ),
    ]);
  });
});

describe("a document", () => {
  it.each([
    ["openapi: 3.0.3\npaths: { a: [ }", "2:15 broken-file: "],
    [
      "swagger: '2.0'\npaths: {}",
      '1:10 broken-file: this is Swagger "2.0", and OpenAPI 3.0 or 3.1 is read; ',
    ],
    [
      "openapi: 4.0.0\npaths: {}",
      '1:10 broken-file: openapi: "4.0.0" is no version that is read; ',
    ],
    [
      "openapi: 3.1.0\npaths: &all\n  /a: *all\n",
      "1:1 broken-file: the YAML is nested over 100 deep, or a part of it holds itself; ",
    ],
    ["title: x", 'broken-file: this is no OpenAPI document: it has no "openapi"; '],
    ["openapi: 3.1.0\ninfo: {}", 'broken-file: the document has no "paths"; '],
    [
      crm.replace(/^servers.*\n/m, ""),
      "missing-field: the document names no whole address of a server; write where the API is: server: https://api.example.com",
    ],
    [
      crm.replace(/^servers.*\n/m, "servers: [{ url: /v1 }]\n"),
      "missing-field: the document names no whole address",
    ],
    [
      crm.replace(/^servers.*\n/m, "servers: [{ url: 'https://api.example.com/v1?key=1' }]\n"),
      "missing-field: the document names no whole address",
    ],
    [
      crm.replace("leads/add-note", "create-lead"),
      '31:20 wrong-value: "POST /leads" and "POST /leads/{lead_id}/notes" would both be the action create_lead; name one below operations: of the connection: create_lead_2: { operation: "POST /leads/{lead_id}/notes" }',
    ],
    [
      crm.replace("parts.yaml#", "https://example.com/parts.yaml#"),
      "broken-file: the document refers to https://example.com/parts.yaml, and nothing is fetched; save that file beside the document, and refer to it by its path",
    ],
    [
      crm.replace("parts.yaml#", "../../parts.yaml#"),
      "broken-file: the reference ../../parts.yaml#/Note leads out of the folder of ahaflow.yaml; ",
    ],
    [
      crm.replace("parts.yaml#", "/etc/hosts#"),
      "broken-file: the reference /etc/hosts#/Note leads out of the folder of ahaflow.yaml; ",
    ],
    [
      crm.replace("crm.example.com", "shop:secret@crm.example.com"),
      "3:18 wrong-value: the address of the server holds a user name or password",
    ],
    [
      crm.replace(
        "  /leads:\n",
        '  /leads:\n    servers: [{ url: "https://a:b@crm.example.com" }]\n',
      ),
      "7:22 wrong-value: the address of the server holds a user name or password",
    ],
    [
      crm.replace("parts.yaml#/Note", ""),
      "broken-file: the $ref is empty; write what it refers to",
    ],
    [
      `${crm}---\nopenapi: 3.0.3\n`,
      "broken-file: a second YAML document begins here, and a file is one; ",
    ],
    [
      crm.replace("parts.yaml#", "part.yaml#"),
      "missing-file: the file part.yaml can't be found; paths start at the file that refers to it",
    ],
  ])("%#", async (text, told) => {
    const [first, ...others] = await crmProblems(document(text));
    expect(others).toEqual([]);
    expect(first).toContain(told);
    expect(first).toMatch(/^(apis\/crm\.yaml|ahaflow\.yaml):\d+:\d+ /);
  });

  it("in JSON is read as that", async () => {
    const files = {
      ...config("document: apis/crm.json"),
      "apis/crm.json": '{ "openapi": "3.0.3",\n  "paths": { "/a" } }',
    };
    expect(await crmProblems(files)).toEqual([
      "apis/crm.json:2:19 broken-file: this is not JSON from here on; take the document anew from who makes the API, or mend it there",
    ]);
  });

  it("of which a part makes no sense says so only where a flow uses that", async () => {
    const broken = document(crm.replace("parts.yaml#/Note", "parts.yaml#/Nothing"));
    expect(await crmProblems(broken)).toEqual([]);
    const flow = "steps: [{ uses: crm.leads_add_note, with: { lead_id: 1, text: a } }]\n";
    expect(await crmProblems({ ...broken, "flows/a.yaml": flow })).toEqual([
      "flows/a.yaml:1:17 broken-file: crm.leads_add_note can't be used: the reference parts.yaml#/Nothing in crm.yaml, at /paths/~1leads~1{lead_id}~1notes/post/requestBody/content/application~1json/schema leads nowhere; mend it there, or take the document anew from who makes the API",
    ]);
  });

  it("may lie beside a link, and no link leads out of the folder", async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret.yaml"), "Note: { type: object }\n");
    const folder = projectFolder({ "ahaflow.yaml": crmConfig(), ...CRM });
    const { symlinkSync, rmSync } = await import("node:fs");
    rmSync(join(folder, "apis/parts.yaml"));
    symlinkSync(join(outside, "secret.yaml"), join(folder, "apis/parts.yaml"));
    const [first] = await problemsIn(folder);
    expect(first?.message).toContain("leads out of the folder of ahaflow.yaml");
    rmSync(join(folder, "apis/parts.yaml"));
    mkdirSync(join(folder, "shared"));
    writeFileSync(join(folder, "shared/parts.yaml"), String(CRM["apis/parts.yaml"]));
    symlinkSync("../shared/parts.yaml", join(folder, "apis/parts.yaml"));
    expect(await problemsIn(folder)).toEqual([]);
  });
});
