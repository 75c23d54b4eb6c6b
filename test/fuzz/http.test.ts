import {
  anything,
  array,
  assert,
  asyncProperty,
  constantFrom,
  oneof,
  string,
  uint8Array,
} from "fast-check";
import { expect, it } from "vitest";
import { Project } from "../support/project.ts";
import { rawRequest } from "../support/raw-request.ts";
import { RUNS } from "./runs.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW", "post", ""];
const TYPES = [
  "application/json",
  "application/json; charset=utf-8",
  "application/x-www-form-urlencoded",
  "text/plain",
  "multipart/form-data",
  "application/json;;",
  ", ,",
];
const NAMES = ["X-A", "Content-Encoding", "Transfer-Encoding", "Expect", "Authorization", "Cookie"];

const header = oneof(
  constantFrom(...TYPES).map((type) => `Content-Type: ${type}`),
  array(oneof(constantFrom(...NAMES), string()), { minLength: 2, maxLength: 2 }).map((parts) =>
    parts.join(": "),
  ),
  string(),
);
const path = oneof(
  constantFrom("/open/1", "/open/%zz", "/signed?key=1", "/", "*", "/open/1?a[b]=1&a[b]=2"),
  string({ unit: "binary" }).map((text) => `/open/${text}`),
);
const body = oneof(
  uint8Array({ maxLength: 2_000 }),
  anything().map((value) => Buffer.from(JSON.stringify(value) ?? "", "utf8")),
);

it("answers whatever comes, and never with a failure of its own", {
  timeout: 300_000,
}, async () => {
  const project = new Project({ secrets: { key: "fuzz-key-0123456789" } });
  project.flow("open", {
    webhook: { path: "/open/:id", methods: ["GET", "POST", "PUT", "PATCH", "DELETE"] },
    steps: [{ set: { everything: "{{json trigger}}" } }],
  });
  project.flow("signed", {
    webhook: {
      auth: [{ query: { name: "key", value: "{{secrets.key}}" } }],
      schema: { type: "object", properties: { a: { type: "string", pattern: "^x+$" } } },
    },
    steps: [{ set: { a: 1 } }],
  });
  const daemon = await project.start();
  await assert(
    asyncProperty(
      constantFrom(...METHODS),
      path,
      array(header, { maxLength: 5 }),
      body,
      async (method, target, headers, bytes) => {
        const lines = [`${method} ${target} HTTP/1.1`, "Host: a", ...headers, "Connection: close"];
        const head = Buffer.from(
          `${lines.join("\r\n")}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
        );
        const request = Buffer.concat([head, bytes]);
        const answer = await rawRequest(daemon.webhookUrl, request, { end: true });
        expect(answer.status ?? 400).toBeLessThan(500);
        expect(answer.body).not.toMatch(/\bat .*\.js:\d/);
      },
    ),
    { numRuns: RUNS },
  );
  expect((await daemon.post("/open/1", {})).status).toBe(202);
  expect(daemon.lines.filter((line) => /"level":"?(50|60|error|fatal)/.test(line))).toEqual([]);
});
