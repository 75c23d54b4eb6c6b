import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

const JSON_TYPE = { "content-type": "application/json" };
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

async function start(): Promise<AnyDaemon> {
  const upstream = await startUpstream();
  const steps = [callStep(upstream.url, "a")];
  const project = new Project({ server: { body_limit: "1KiB" } });
  project.flow("plain", { steps });
  project.flow("any", { steps, webhook: { path: "/any/:shop/:id", methods: [...METHODS] } });
  project.flow("off", { steps, enabled: false });
  project.flow("deduped", { steps, webhook: { dedupe: { key: "{{body.id}}" } } });
  project.flow("keyed", { steps, concurrency: { key: "{{trigger.body.customer}}" } });
  project.flow("checked", {
    steps,
    webhook: {
      schema: {
        type: "object",
        required: ["order"],
        properties: {
          order: {
            type: "object",
            properties: { "a/b~c": { type: "number" }, id: { type: "string" } },
          },
        },
      },
    },
  });
  return project.open();
}

function post(body: RequestInit["body"], headers: Record<string, string> = JSON_TYPE): RequestInit {
  return { method: "POST", body: body ?? null, headers };
}

/** Each request that is refused: path, request, status, code. */
const REFUSED: [string, string, RequestInit, number, string][] = [
  ["broken JSON", "/plain", post('{"name": '), 400, "invalid_json"],
  ["wrong UTF-8", "/plain", post(Buffer.from([0x22, 0xff, 0x22])), 400, "invalid_encoding"],
  [
    "broken gzip",
    "/plain",
    post("not gzip", { ...JSON_TYPE, "content-encoding": "gzip" }),
    400,
    "unreadable_body",
  ],
  ["an unknown path", "/nowhere", post("{}"), 404, "no_such_path"],
  ["another case", "/Plain", post("{}"), 404, "no_such_path"],
  ["a disabled flow", "/off", post("{}"), 404, "no_such_path"],
  ["a path without its parameter", "/any//1", post("{}"), 404, "no_such_path"],
  ["bad percent-encoding", "/any/%zz/1", post("{}"), 404, "no_such_path"],
  ["percent-encoding that is not UTF-8", "/any/%ff/1", post("{}"), 404, "no_such_path"],
  ["a method that the flow does not take", "/plain", { method: "PUT" }, 405, "method_not_allowed"],
  ["OPTIONS", "/plain", { method: "OPTIONS" }, 405, "method_not_allowed"],
  ["a body over the limit", "/plain", post(`"${"x".repeat(1_024)}"`), 413, "payload_too_large"],
  [
    "a small body that unpacks to one over the limit",
    "/plain",
    post(gzipSync(`"${"x".repeat(5_000)}"`), { ...JSON_TYPE, "content-encoding": "gzip" }),
    413,
    "payload_too_large",
  ],
  [
    "another type",
    "/plain",
    post("<a/>", { "content-type": "text/xml" }),
    415,
    "unsupported_media_type",
  ],
  ["a body of no type", "/plain", post(Buffer.from("{}"), {}), 415, "unsupported_media_type"],
  [
    "another charset",
    "/plain",
    post("{}", { "content-type": "application/json; charset=latin1" }),
    415,
    "unsupported_media_type",
  ],
  [
    "another encoding",
    "/plain",
    post("{}", { ...JSON_TYPE, "content-encoding": "zstd" }),
    415,
    "unsupported_media_type",
  ],
  ["no dedupe key", "/deduped", post("{}"), 422, "dedupe_key_missing"],
  ["no concurrency key", "/keyed", post("{}"), 422, "concurrency_key_missing"],
];

describe("a request that starts no run", () => {
  it("is answered with its status and code, and nothing is kept", async () => {
    const daemon = await start();
    for (const [name, path, init, status, code] of REFUSED) {
      const answer = await daemon.send(path, init);
      const type = answer.headers.get("content-type");
      expect({ name, status: answer.status, type, body: answer.body }).toEqual({
        name,
        status,
        type: "application/json; charset=utf-8",
        body: { error: { code, message: expect.any(String) } },
      });
    }
    expect(await daemon.runs()).toEqual([]);
  });

  it("is told which methods the path takes", async () => {
    const daemon = await start();
    const get = await daemon.send("/plain");
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    const head = await daemon.send("/any/a/1", { method: "HEAD" });
    expect([head.status, head.body]).toEqual([405, {}]);
    expect(new Set(head.headers.get("allow")?.split(", "))).toEqual(new Set(METHODS));
  });

  it("is told each mistake of its body by JSON pointer, and shown no data of it", async () => {
    const daemon = await start();
    const answer = await daemon.post("/checked", { order: { "a/b~c": "1", id: 7 } });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: "payload_invalid" } } });
    const details = answer.body.error?.details as { pointer: string; message: string }[];
    expect(details.map(({ pointer }) => pointer).toSorted()).toEqual([
      "/order/a~1b~0c",
      "/order/id",
    ]);
    const bodies = ['{"phone": "0908071111", broken', '{"order": "0908071111"}'];
    for (const body of bodies) {
      const answer = await daemon.send("/checked", post(body));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.body)).not.toContain("0908071111");
    }
    expect(daemon.lines.join("\n")).not.toContain("0908071111");
    expect(await daemon.runs()).toEqual([]);
  });
});

describe("a request that starts a run", () => {
  it("may be of any method, with encoded parameters, and without a body", async () => {
    const daemon = await start();
    const name = "Hà Nội/1?&%";
    const path = `/any/${encodeURIComponent(name)}/7?a=1&a=2&b=%C3%A9`;
    for (const method of METHODS) {
      const answer = await daemon.send(path, { method });
      expect([method, answer.status]).toEqual([method, 202]);
      expect(Object.keys(answer.body)).toEqual(["run_id"]);
      const { payload } = await daemon.run(answer.body.run_id);
      expect(payload).toMatchObject({
        method,
        params: { shop: name, id: "7" },
        query: { a: ["1", "2"], b: "é" },
        body: null,
      });
    }
  });

  it("may have a packed body, and leaves no credential of its sender", async () => {
    const daemon = await start();
    const packed = {
      "content-type": "application/json; charset=UTF-8",
      "content-encoding": "gzip",
    };
    const answer = await daemon.send("/plain", post(gzipSync('{"a": 1}'), packed));
    expect(answer.status).toBe(202);
    expect((await daemon.run(answer.body.run_id)).payload.body).toEqual({ a: 1 });
    const headers = { ...JSON_TYPE, authorization: "Bearer sender", cookie: "a=b", "x-shop": "hn" };
    const second = await daemon.send("/plain", post("{}", headers));
    const { payload } = await daemon.run(second.body.run_id);
    expect(payload.headers).toMatchObject({ "x-shop": "hn" });
    expect(payload.headers).not.toHaveProperty("authorization");
    expect(payload.headers).not.toHaveProperty("cookie");
  });
});
