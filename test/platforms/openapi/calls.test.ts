/** What goes out, and what becomes of the answers, through `ahaflow run`. */
import { beforeEach, expect, it } from "vitest";
import type { Files } from "../../flows/check-project.ts";
import { json, type RecordingServer, recordingServer } from "../recording-server.ts";
import { CRM, crmConfig } from "./crm.ts";
import { command, flow, runA } from "./run-flow.ts";

let server: RecordingServer;
beforeEach(async () => {
  server = await recordingServer();
  return () => server.close();
});

const ALLOW = "outbound: { allow: [127.0.0.1] }\n";

/** Runs the flow `a` once. @returns what it printed, and the exit code */
function run(text: string, more = "", files: Files = {}): Promise<string> {
  const config = crmConfig(`server: "${server.url}/v1/", ${more}`, ALLOW);
  return runA({ "ahaflow.yaml": config, ...CRM, "flows/a.yaml": text, ...files });
}

const RETRY = "retry: { attempts: 2, delay: 1ms }";
const create = (more = "") =>
  flow(`{ id: lead, uses: crm.create_lead, with: { name: "Lan & Co", phone: null }${more} }`);

it("sends what the input says, with the key, and no long number is rounded", async () => {
  server.answer = (response, arrival) => {
    if (arrival.method === "POST" && arrival.path === "/v1/leads") {
      response.writeHead(201, { "content-type": "application/json" });
      response.end('{"id":12345678901234567890,"name":"Lan","phone":null,"more":1}');
    } else json(arrival.method === "GET" ? 200 : 204, [])(response, arrival);
  };
  const told = await run(
    flow(
      '{ id: lead, uses: crm.create_lead, with: { name: "Lan & Co", phone: null, address: { city: Huế } } }',
      '{ uses: crm.leads_add_note, with: { lead_id: "{{steps.lead.output.body.id}}", text: a } }',
      "{ uses: crm.get_leads, with: { status: new, limit: 5 } }",
    ),
  );
  expect(told).toContain("exit 0");
  expect(told).not.toContain("unexpected");
  const [made, note, all] = server.arrivals;
  expect(made).toMatchObject({
    method: "POST",
    path: "/v1/leads",
    json: { name: "Lan & Co", phone: null, address: { city: "Huế" } },
    headers: { "x-api-key": "a-key-of-the-crm", accept: "application/json" },
  });
  expect(note).toMatchObject({ path: "/v1/leads/12345678901234567890/notes", json: { text: "a" } });
  expect(all).toMatchObject({ method: "GET", query: { status: "new", limit: "5" }, text: "" });
  expect(all?.headers).not.toHaveProperty("content-type");
});

it("notes what is not as the document says, and fails where answers are strict", async () => {
  server.answer = json(201, { id: "x", name: 7, phone: null });
  const unexpected = [
    "- id has to be a whole number, not text",
    "- name has to be text, not a number",
  ];
  const noted = await run(create());
  for (const line of unexpected) expect(noted).toContain(line);
  expect(noted).toContain("exit 0");
  const strict = await run(create(), "answers: strict");
  expect(strict).toMatch(
    /POST 127\.0\.0\.1:\d+\/v1\/leads answered 201, and not as the document says: id has/,
  );
  expect(strict).toContain("exit 1");
  server.answer = json(202, {});
  expect(await run(create())).toContain("- the document names no answer 202");
});

it.each([
  [401, "bad_credentials"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "invalid_request"],
  [429, "rate_limited"],
  [302, "invalid_request"],
  [503, "unavailable"],
])("takes %i for %s", async (status, reason) => {
  server.answer = json(status, { secret: "of a customer" });
  const told = await run(create(", retry: { attempts: 1 }"));
  expect(told).toContain(reason);
  expect(told).toContain(`/v1/leads answered ${status}: `);
  expect(told).not.toContain("customer");
  expect(told).toContain("exit 1");
});

it("says what lacks where nothing lets the call in", async () => {
  server.answer = json(401, {});
  expect(await run(create(", retry: { attempts: 1 }"), "auth: {}")).toContain(
    'the connection "crm" has nothing for it: write auth: { ApiKey: … }',
  );
  expect(server.arrivals[0]?.headers).not.toHaveProperty("x-api-key");
  expect(await run(create(", retry: { attempts: 1 }"))).toContain(
    'check auth: ApiKey of the connection "crm"',
  );
});

it("tries again what the connection says, with the same key each time", async () => {
  server.answer = (response, arrival) =>
    json(server.arrivals.length === 1 ? 409 : 201, { id: 1, name: "", phone: "" })(
      response,
      arrival,
    );
  const more =
    "operations: { create_lead: { retry_on: [409], idempotency_header: X-Request-Key } }";
  expect(await run(create(`, ${RETRY}`), more)).toContain("exit 0");
  const keys = server.arrivals.map(({ headers }) => headers["x-request-key"]);
  expect(keys).toEqual([expect.stringMatching(/^[\w-]+\/lead$/), keys[0]]);
});

it("does not call what is not public, unless it is allowed", async () => {
  const unlisted = { "ahaflow.yaml": crmConfig(`server: "${server.url}"`) };
  const told = await run(create(), "", unlisted);
  expect(told).toContain("the url leads to an address that is not public");
  expect(told).toContain("add the host or its range to outbound.allow in ahaflow.yaml");
  expect(server.arrivals).toEqual([]);
});

it("calls no other path than the document's", async () => {
  const paths = String(CRM["apis/crm.yaml"]).replace(
    "schema: { type: integer, format: int64 } }]",
    "schema: { type: string } }]",
  );
  const text = paths.replace(
    "required: true, schema: { type: integer, format: int64 }",
    "required: true, schema: { type: string }",
  );
  for (const id of ["..", ".", ""])
    expect(
      await run(flow(`{ uses: crm.leads_add_note, with: { lead_id: "${id}", text: a } }`), "", {
        "apis/crm.yaml": text,
      }),
    ).toContain(
      "lead_id can't stand in the path of /leads/{lead_id}/notes: it is empty, or leads elsewhere",
    );
  expect(server.arrivals).toEqual([]);
  server.answer = json(204, undefined);
  await run(flow('{ uses: crm.leads_add_note, with: { lead_id: "a/../b?c", text: a } }'), "", {
    "apis/crm.yaml": text,
  });
  expect(server.arrivals[0]?.path).toBe("/v1/leads/a%2F..%2Fb%3Fc/notes");
});

it("says that an address from the environment can't be read", async () => {
  const told = await run(create(), "", {
    "ahaflow.yaml": crmConfig('server: "${env:CRM_URL:-https://crm.example.com:99999}"', ALLOW),
  });
  expect(told).toContain("the address of the server can't be read");
  expect(told).not.toContain("a bug in ahaflow");
});

it("leaves in doubt what was sent and not answered, where the step asks for that", async () => {
  server.answer = (response) => response.destroy();
  const told = await run(create(", on_doubt: fail, retry: { attempts: 3, delay: 1ms }"));
  expect(told).toContain("the call may have arrived");
  expect(server.arrivals).toHaveLength(1);
  await run(create(", retry: { attempts: 3, delay: 1ms }"));
  expect(server.arrivals).toHaveLength(4);
});

it("has nothing to say of an answer where the document names no success", async () => {
  const text = String(CRM["apis/crm.yaml"]).replace('"201":', '"400":');
  server.answer = json(200, { any: "thing" });
  const told = await run(create(), "answers: strict", { "apis/crm.yaml": text });
  expect(told).toContain("any: thing");
  expect(told).not.toContain("unexpected");
});

const LETTERS = "abcdefghijklmnopqrstuvwxyz".split("");
const ITSELF = { $ref: "#/components/schemas/Node" };

it.each([
  ["a long text", { type: "string", minLength: 1e9 }],
  ["long lists", { type: "array", minItems: 1e9, items: { type: "array", minItems: 1e9 } }],
  ["an object that asks for itself", ITSELF],
  ["a format that nobody knows", { type: "string", format: "constructor" }],
])(
  "makes up an answer with %s in it, as far as can be",
  async (_what, part) => {
    const schema = { type: "object", required: ["part"], properties: { part } };
    const content = { "application/json": { schema } };
    const node = Object.fromEntries(LETTERS.map((name) => [name, ITSELF]));
    const document = {
      openapi: "3.1.0",
      servers: [{ url: "https://api.example.com" }],
      paths: { "/s": { get: { operationId: "s", responses: { "200": { content } } } } },
      components: { schemas: { Node: { type: "object", required: LETTERS, properties: node } } },
    };
    const told = await command(
      {
        "ahaflow.yaml": "connections: { crm: { type: openapi, document: crm.json } }\n",
        "crm.json": JSON.stringify(document),
        "flows/a.yaml": flow(
          "{ id: s, uses: crm.s }",
          '{ stop: { status: succeeded, reason: "{{steps.s.output.status}}" } }',
        ),
      },
      "run",
      "a",
      "--dry-run",
    );
    expect(told).toContain("exit 0");
  },
  10_000,
);
