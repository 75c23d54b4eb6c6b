import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import type { Auth } from "#src/generated/flow.js";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";

const KEY = "shop-key-0123456789";
const OLD = "old-key-9876543210";
const STANDARD = `whsec_${Buffer.from(KEY).toString("base64")}`;
const BODY = '{ "name": "Trần \\"Bé\\"" }';
const JSON_TYPE = { "content-type": "application/json" };

const WAYS: Readonly<Record<string, Auth>> = {
  hmac: { hmac: { header: "X-Signature", secret: ["{{secrets.old}}", "{{secrets.key}}"] } },
  prefixed: {
    hmac: { header: "X-Hub", secret: "{{secrets.key}}", prefix: "sha1=", algorithm: "sha1" },
  },
  base64: {
    hmac: { header: "X-S", secret: "{{secrets.key}}", algorithm: "sha512", encoding: "base64" },
  },
  timed: {
    hmac: { header: "X-S", secret: "{{secrets.key}}", timestamp_header: "X-T", tolerance: "1m" },
  },
  standard: { standard_webhooks: { secret: "{{secrets.standard}}" } },
  bearer: { bearer: { token: "{{secrets.key}}" } },
  basic: { basic: { username: "shop", password: "{{secrets.key}}" } },
  header: { header: { name: "X-Key", value: "{{secrets.key}}" } },
  query: { query: { name: "key", value: "{{secrets.key}}" } },
  ip: { ip: { allow: ["127.0.0.0/8"] } },
  elsewhere: { ip: { allow: ["203.0.113.0/24"] } },
};

async function start(more: object = {}): Promise<AnyDaemon> {
  const secrets = { key: KEY, old: OLD, standard: STANDARD };
  const project = new Project({ secrets, ...more });
  for (const [name, auth] of Object.entries(WAYS))
    project.flow(name, { webhook: { auth: [auth] }, steps: [{ set: { a: 1 } }] });
  return project.open();
}

const sign = (key: string, text = BODY, algorithm = "sha256", encoding: "hex" | "base64" = "hex") =>
  createHmac(algorithm, key).update(text).digest(encoding);

function timed(at: number | string, key = KEY): Record<string, string> {
  return { "X-T": String(at), "X-S": sign(key, `${at}.${BODY}`) };
}

function standard(at: Date, id = "msg_1", secret = STANDARD): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, at, BODY),
  };
}

const basic = (text: string) => ({
  authorization: `Basic ${Buffer.from(text).toString("base64")}`,
});
const ago = (ms: number) => new Date(Date.now() - ms);

type Case = readonly [path: string, headers: () => Record<string, string>];

const GOOD: readonly Case[] = [
  ["/hmac", () => ({ "x-signature": sign(KEY) })],
  ["/hmac", () => ({ "x-signature": sign(OLD).toUpperCase() })],
  ["/prefixed", () => ({ "X-HUB": `sha1=${sign(KEY, BODY, "sha1")}` })],
  ["/base64", () => ({ "X-S": sign(KEY, BODY, "sha512", "base64") })],
  ["/timed", () => timed(Math.floor(Date.now() / 1_000))],
  ["/timed", () => timed(Date.now())],
  ["/timed", () => timed(new Date().toISOString())],
  ["/standard", () => standard(new Date())],
  [
    "/standard",
    () => {
      const headers = standard(new Date());
      return { ...headers, "webhook-signature": `v1,AAAA v2,x ${headers["webhook-signature"]}` };
    },
  ],
  ["/bearer", () => ({ authorization: `bearer ${KEY}` })],
  ["/basic", () => basic(`shop:${KEY}`)],
  ["/header", () => ({ "x-key": KEY })],
  [`/query?a=1&key=${KEY}`, () => ({})],
  ["/ip", () => ({})],
];

const BAD: readonly Case[] = [
  ["/hmac", () => ({})],
  ["/hmac", () => ({ "x-signature": "" })],
  ["/hmac", () => ({ "x-signature": sign("wrong") })],
  ["/hmac", () => ({ "x-signature": sign(KEY, `${BODY} `) })],
  ["/hmac", () => ({ "x-signature": sign(KEY, BODY, "sha256", "base64") })],
  ["/hmac", () => ({ "x-signature": `${sign(KEY)}0` })],
  ["/prefixed", () => ({ "X-Hub": sign(KEY, BODY, "sha1") })],
  ["/prefixed", () => ({ "X-Hub": `sha1=${sign(KEY)}` })],
  ["/timed", () => timed(Math.floor(ago(90_000).getTime() / 1_000))],
  ["/timed", () => timed(Date.now() + 90_000)],
  ["/timed", () => timed("yesterday")],
  ["/timed", () => ({ "X-S": sign(KEY) })],
  ["/timed", () => ({ ...timed(Date.now()), "X-T": String(Date.now() + 1) })],
  ["/standard", () => standard(ago(400_000))],
  ["/standard", () => ({ ...standard(new Date()), "webhook-id": "msg_2" })],
  [
    "/standard",
    () => standard(new Date(), "msg_1", `whsec_${Buffer.from(OLD).toString("base64")}`),
  ],
  ["/bearer", () => ({ authorization: KEY })],
  ["/bearer", () => ({ authorization: "Bearer " })],
  ["/bearer", () => basic(`shop:${KEY}`)],
  ["/basic", () => basic(`other:${KEY}`)],
  ["/basic", () => basic("shop:")],
  ["/header", () => ({ "x-key": `${KEY} ${KEY}` })],
  ["/query", () => ({})],
  [`/query?key=${KEY}&key=${KEY}`, () => ({})],
  ["/query?key=", () => ({})],
  ["/elsewhere", () => ({ "x-forwarded-for": "203.0.113.7" })],
];

const send = (daemon: AnyDaemon, path: string, headers: Record<string, string>, body = BODY) =>
  daemon.send(path, { method: "POST", headers: { ...JSON_TYPE, ...headers }, body });

it("lets in who has a right credential, and keeps nothing of it", async () => {
  const daemon = await start();
  for (const [path, headers] of GOOD) {
    const { status, body } = await send(daemon, path, headers());
    expect([path, status]).toEqual([path, 202]);
    const run = JSON.stringify(await daemon.run(body.run_id));
    expect(run).toContain("Trần");
    for (const secret of [KEY, OLD, sign(KEY), sign(OLD).toUpperCase()])
      expect(run).not.toContain(secret);
  }
});

it("refuses everybody else in the same words, before anything is read", async () => {
  const daemon = await start();
  const answers = new Set<string>();
  for (const [path, headers] of BAD) {
    const { status, body } = await send(daemon, path, headers(), "{ broken");
    const whole = await send(daemon, path, headers());
    expect([path, status, whole.status]).toEqual([path, 401, 401]);
    answers.add(JSON.stringify(body)).add(JSON.stringify(whole.body));
  }
  expect([...answers]).toEqual([
    '{"error":{"code":"unauthorized","message":"send a right credential with the request"}}',
  ]);
  expect(await daemon.runs()).toEqual([]);
  expect(daemon.lines.join("\n")).not.toContain(KEY);
});

it("shuts out for a while who has failed too often, and nobody else", async () => {
  const daemon = await start();
  const statuses: number[] = [];
  for (let n = 0; n < 25; n++)
    statuses.push((await send(daemon, "/bearer", { authorization: `Bearer ${n}` })).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
  expect(statuses.slice(20)).toEqual(Array.from({ length: 5 }, () => 429));
  const right = await send(daemon, "/bearer", { authorization: `Bearer ${KEY}` });
  expect(right.status).toBe(429);
  expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await send(daemon, "/header", { "x-key": KEY })).status).toBe(202);
  const told = daemon
    .log("webhooks are rejected; told once a minute for each code")
    .map(({ code, address }) => [code, address]);
  expect(told).toEqual([
    ["unauthorized", "127.0.0.1"],
    ["too_many_failures", "127.0.0.1"],
  ]);
});

it("believes X-Forwarded-For of trusted proxies only, from the right", async () => {
  const daemon = await start({ server: { trusted_proxies: ["127.0.0.0/8", "10.0.0.0/8"] } });
  const from = async (forwarded: string) =>
    (await send(daemon, "/elsewhere", { "x-forwarded-for": forwarded })).status;
  expect(await from("203.0.113.7")).toBe(202);
  expect(await from("1.1.1.1, 203.0.113.7, 10.1.1.1")).toBe(202);
  expect(await from("203.0.113.7:5123")).toBe(202);
  expect(await from("1.1.1.1:1, 203.0.113.7:65535, 10.1.1.1:80")).toBe(202);
  expect(await from("203.0.113.7:5123, [2001:db8::1]:80")).toBe(401);
  expect(await from("203.0.113.7:http")).toBe(401);
  expect(await from("203.0.113.7, 1.1.1.1")).toBe(401);
  expect(await from("")).toBe(401);
});

it("answers 429 when a path gets more than its rate limit", async () => {
  const project = new Project();
  project.flow("slow", { webhook: { rate_limit: "3/m" }, steps: [{ set: { a: 1 } }] });
  project.flow("other", { webhook: { rate_limit: "3/m" }, steps: [{ set: { a: 1 } }] });
  const daemon = await project.open();
  const answers = [];
  for (let n = 0; n < 5; n++) answers.push(await daemon.post("/slow", {}));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429, 429]);
  expect(answers[4]?.body).toMatchObject({ error: { code: "rate_limited" } });
  expect(Number(answers[4]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await daemon.post("/other", {})).status).toBe(202);
});
