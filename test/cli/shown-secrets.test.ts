/** What the lines around a mistake show of an ahaflow.yaml with secrets in it. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { hideValues } from "#src/documents/hide-values.js";
import { ahaflow, folderOf, GOOD } from "./command-line.ts";

const SECRETS = [
  "s3cret-of-the-bot",
  "s3cret-of-a-slip",
  "s3cret-of-the-api",
  "s3cret-by-default",
  "9912345678",
  "s3cret-of-two-lines",
  "the-second-line",
];

const CONFIG = `connections:
  shop:
    type: ahachat
    bot_id: "12404829"
    bot_token: s3cret-of-the-bot # and its note
    bot_tokn: "s3cret-of-a-slip"
    via: blcks
  api: { type: openapi, document: a.json, auth: { Key: s3cret-of-the-api }, answers: strct }
secrets:
  a: "\${env:A_KEY:-s3cret-by-default}"
  b: 9912345678
  c: "s3cret-of-two-lines
    the-second-line"
varz: { a: 1 }
`;

it.each([
  [
    "a mistake beside them",
    CONFIG,
    [
      'bot_id: "12404829"',
      "bot_token: ***************** # and its note",
      "${env:A_KEY:-*****************}",
      "varz: { a: 1 }",
    ],
  ],
  ["YAML that breaks off", `${CONFIG}d: "`, []],
  [
    "one line",
    `{ connections: { shop: { type: ahachat, via: blcks, bot_id: "12404829", bot_token: s3cret-of-the-bot } } }\n`,
    [],
  ],
])("is no secret: %s", async (_, text, shown) => {
  const folder = folderOf({ "ahaflow.yaml": text, "flows/good.yaml": GOOD });
  const where = ["--config", join(folder, "ahaflow.yaml"), "--flows", join(folder, "flows")];
  const { code, out } = await ahaflow(["validate", ...where]);
  expect(code).toBe(1);
  expect(out).toMatch(/^> +\d+ \| /m);
  for (const secret of SECRETS) expect(out).not.toContain(secret);
  for (const part of shown) expect(out).toContain(part);
});

it("is nothing of a file that is nested too deep", () => {
  expect(hideValues("[".repeat(100_000), () => undefined)).toBe("");
});
