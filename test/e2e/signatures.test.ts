/** Ways in by a recipe that a shop writes itself, and what a sender asks before it delivers. */
import { createHash, createHmac } from "node:crypto";
import { expect, it, vi } from "vitest";
import type { Auth, Signature } from "#src/generated/flow.js";
import { CANARIES } from "../support/canaries.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";

const KEY = "shop-key-0123456789";
const OLD = "old-key-9876543210";
const steps = [{ set: { a: 1 } }];
const HMAC: Pick<Signature, "digest" | "key"> = {
  digest: "hmac-sha256",
  key: ["{{secrets.old}}", "{{secrets.key}}"],
};
const IN = { header: "X-S" };

const WAYS: Readonly<Record<string, readonly Auth[]>> = {
  scheme: [{ header: { name: "Authorization", scheme: "Token", value: "{{secrets.key}}" } }],
  bare: [{ header: { name: "Authorization", value: "{{secrets.key}}" } }],
  field: [{ body: { field: "auth.token", value: "{{secrets.canary}}" } }],
  either: [
    { header: { name: "X-Key", value: "{{secrets.key}}" } },
    { body: { field: "token", value: "{{secrets.canary}}" } },
  ],
  list: [
    {
      signature: {
        ...HMAC,
        in: { header: "X-S", list: "v1" },
        timestamp: { piece: "t" },
        of: [{ piece: "t" }, { text: "." }, { raw: true }],
      },
    },
  ],
  hash: [
    {
      signature: {
        digest: "sha512",
        in: IN,
        of: [{ value: "{{secrets.key}}" }, { raw: true }, { body: "at" }],
      },
    },
  ],
  listed: [
    {
      signature: {
        ...HMAC,
        in: { body: "meta.sign" },
        of: [{ text: "k=1&" }, { pairs: { fields: ["b", "a", "c"] } }],
      },
    },
  ],
  sorted: [
    {
      signature: {
        ...HMAC,
        in: { body: "sign" },
        of: [{ pairs: { without: ["sign", "more"], empty: [null, "none"] } }],
      },
    },
  ],
  json: [{ signature: { ...HMAC, in: IN, of: [{ sorted_json: true }] } }],
  query: [{ signature: { ...HMAC, in: { query: "s" }, of: [{ query_pairs: {} }] } }],
};

const hmac = (text: string, key = KEY) => createHmac("sha256", key).update(text).digest("hex");
const hash = (text: string) => createHash("sha512").update(text).digest("hex");
const now = () => Math.floor(Date.now() / 1_000);
const listed = (at: number, body: string) => ({
  "x-s": `t=${at}, v1=00,v1=${hmac(`${at}.${body}`)}`,
});
const form = { "content-type": "application/x-www-form-urlencoded" };

type Case = readonly [
  way: string,
  body: string,
  headers?: Readonly<Record<string, string>>,
  query?: string,
];

const ALLOWED: () => readonly Case[] = () => [
  ["scheme", "{}", { authorization: `tOKEN ${KEY}` }],
  ["bare", "{}", { authorization: KEY }],
  ["field", `{"auth":{"token":"${CANARIES.secret}","who":"shop"},"id":1}`],
  ["either", `{"token":"${CANARIES.secret}","id":1}`],
  ["either", `token=${CANARIES.secret}&id=1`, form],
  ["either", "{}", { "x-key": KEY }],
  ["list", '{"a": 1}', listed(now(), '{"a": 1}')],
  ["list", "a", { ...form, "x-s": `v1=${hmac(`${now()}.a`, OLD).toUpperCase()},t=${now()}` }],
  ["hash", '{"at":12.50}', { "x-s": hash(`${KEY}{"at":12.50}12.5`) }],
  ["hash", '{"at":true}', { "x-s": hash(`${KEY}{"at":true}true`) }],
  ["listed", `{"a":"é&","b":1e3,"c":null,"meta":{"sign":"${hmac("k=1&b=1000&a=é&&c=")}"}}`],
  [
    "listed",
    `{"a":1,"b":12345678901234567890,"c":2,"meta":{"sign":"${hmac("k=1&b=12345678901234567890&a=1&c=2")}"}}`,
  ],
  [
    "sorted",
    `{"b":null,"_":false,"a":"none","B":0,"more":{},"sign":"${hmac("B=0&_=false&a=&b=")}"}`,
  ],
  ["sorted", `b=2&a=1&sign=${hmac("a=1&b=2")}`, form],
  [
    "json",
    '{"b":[{"d":1.0,"c":"x"}],"a":null}',
    { "x-s": hmac('{"a":null,"b":[{"c":"x","d":1}]}') },
  ],
  ["json", '{"a":"Á/b"}', { "x-s": hmac('{"a":"Á/b"}') }],
  ["json", '{"a":"Á/b"}', { "x-s": hmac(String.raw`{"a":"\u00c1/b"}`) }],
  ["json", '{"a":"Á/b"}', { "x-s": hmac(String.raw`{"a":"\u00c1\/b"}`) }],
  ["query", "{}", {}, `b=2+3&a=%20&c=&s=${hmac("a=%20&b=2+3")}`],
];

const REFUSED: () => readonly Case[] = () => [
  ["scheme", "{}", { authorization: KEY }],
  ["scheme", "{}", { authorization: `Bearer ${KEY}` }],
  ["bare", "{}", { authorization: `Token ${KEY}` }],
  ["field", `{"auth.token":"${CANARIES.secret}"}`],
  ["field", `{"auth":{"token":["${CANARIES.secret}"]}}`],
  ["field", '{"auth":{"token":""}}'],
  ["field", "not JSON"],
  ["field", `{"auth":{"token":"a"},"auth":{"token":"${CANARIES.secret}"}}`],
  ["either", `token=${CANARIES.secret}&token=${CANARIES.secret}`, form],
  ["list", "{}", { "x-s": `v1=${hmac(`${now()}.{}`)}` }],
  ["list", "{}", listed(now() - 330, "{}")],
  ["list", "{}", { "x-s": `t=1,${listed(now(), "{}")["x-s"]}` }],
  ["hash", '{"at":{}}', { "x-s": hash(`${KEY}{"at":{}}[object Object]`) }],
  ["hash", "{}", { "x-s": hash(`${KEY}{}undefined`) }],
  ["listed", `{"b":1,"c":null,"meta":{"sign":"${hmac("k=1&b=1&c=")}"}}`],
  ["listed", `{"a":[1],"b":1,"c":null,"meta":{"sign":"${hmac("k=1&b=1&a=1&c=")}"}}`],
  ["sorted", `{"b":"2&c=3","sign":"${hmac("b=2")}"}`],
  ["sorted", `[1,"${hmac("0=1")}"]`],
  ["json", "1", { "x-s": hmac("1") }],
  ["query", "{}", {}, `a=1&s=${hmac("a=2")}`],
  ["query", "{}", {}, `a=1&%62=2&s=${hmac("a=1")}`],
  ["query", "{}", {}, `a=1&a=2&s=${hmac("a=1")}`],
];

async function start(): Promise<AnyDaemon> {
  const project = new Project({ secrets: { key: KEY, old: OLD } });
  for (const [name, auth] of Object.entries(WAYS))
    project.flow(name, { webhook: { auth: [...auth] }, steps });
  return project.open();
}

const send = (daemon: AnyDaemon, [way, body, headers, query]: Case) =>
  daemon.send(`/${way}${query === undefined ? "" : `?${query}`}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

it("lets in who signs by the recipe, and keeps nothing of the credential anywhere", async () => {
  const daemon = await start();
  for (const one of ALLOWED()) {
    const { status, body } = await send(daemon, one);
    expect([...one, status]).toEqual([...one, 202]);
    const run = JSON.stringify(await daemon.run(body.run_id));
    for (const secret of [KEY, OLD, CANARIES.secret]) expect(run).not.toContain(secret);
    expect(run).not.toMatch(/[\da-f]{64}/i);
  }
  // What stands beside a credential stays.
  const bodies = (await daemon.runs()).map(({ id }) => daemon.run(id));
  const texts = (await Promise.all(bodies)).map(({ payload }) => JSON.stringify(payload.body));
  expect(texts).toContain('{"auth":{"who":"shop"},"id":1}');
  expect(texts).toContain('{"id":"1"}');
});

it("refuses everybody else in the same words", async () => {
  const daemon = await start();
  const answers = new Set<string>();
  for (const one of REFUSED()) {
    const { status, body } = await send(daemon, one);
    expect([...one, status]).toEqual([...one, 401]);
    answers.add(JSON.stringify(body));
  }
  expect(answers.size).toBe(1);
  expect(await daemon.runs()).toEqual([]);
});

it("keeps no credential of a body that can't be read, and shows none", async () => {
  const daemon = await start();
  // Not one that is known, and masked for that.
  const broken = '{"token":"token-of-before-2025",';
  const { status } = await send(daemon, ["either", broken, { "x-key": KEY }]);
  expect(status).toBe(400);
  const kept = await vi.waitFor(async () => {
    const { body } = await daemon.admin("/api/v1/refusals?limit=5&unmasked=true");
    expect(JSON.stringify(body)).toContain("invalid_json");
    return JSON.stringify(body);
  });
  const shown = await daemon.admin("/api/v1/deliveries?limit=5&unmasked=true");
  expect(kept + JSON.stringify(shown.body)).not.toContain("token-of-before");
});

it("answers a handshake with the right token, and starts nothing", async () => {
  const project = new Project({ secrets: { key: KEY, old: OLD } });
  const handshake = { verify_token: ["{{secrets.old}}", "{{secrets.key}}"] };
  const auth = [...(WAYS["bare"] ?? [])];
  project.flow("meta", { webhook: { auth, handshake }, steps });
  const own = { verify_token: "{{secrets.key}}", token_in: "t", challenge_in: "c" };
  project.flow("own", { webhook: { methods: ["GET"], handshake: own }, steps });
  const daemon = await project.open();
  const ask = async (path: string) => {
    const response = await fetch(daemon.webhookUrl + path);
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  const text = "text/plain; charset=utf-8";
  expect(await ask(`/meta?hub.mode=subscribe&hub.challenge=<b>1&hub.verify_token=${KEY}`)).toEqual([
    200,
    text,
    "<b>1",
  ]);
  expect(await ask(`/own?c=2&t=${KEY}`)).toEqual([200, text, "2"]);
  for (const path of [
    "/meta?hub.challenge=1",
    "/meta?hub.challenge=1&hub.verify_token=a",
    `/meta?hub.verify_token=${KEY}`,
    `/meta?hub.challenge=1&hub.challenge=2&hub.verify_token=${KEY}`,
    `/own?c=1&t=${KEY}&t=${KEY}`,
  ])
    expect([path, (await ask(path))[0]]).toEqual([path, 401]);
  expect(await daemon.runs()).toEqual([]);
  // What is no handshake is a delivery, where GET is one.
  expect((await ask("/own?a=1"))[0]).toBe(202);
  const { body } = await daemon.send("/meta", { method: "POST", headers: { authorization: KEY } });
  expect(await daemon.finished(body.run_id)).toMatchObject({ status: "succeeded" });
  expect(daemon.lines.join("\n")).not.toContain(KEY);
});

it("answers a trial as a delivery, signed or not as it says, and starts nothing", async () => {
  const project = new Project({ secrets: { key: KEY, old: OLD } });
  const trials = [{ body: { event: "enabled", of: { shop: 1 } } }, { body: {}, unsigned: true }];
  project.flow("a", {
    webhook: { auth: [...(WAYS["bare"] ?? [])], trials, accepted: { body: { ok: true } } },
    steps,
  });
  const daemon = await project.open();
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const sent = await send(daemon, ["a", body, headers]);
    return [sent.status, sent.body];
  };
  const signed = { authorization: KEY };
  const trial = '{"event":"enabled","of":{"shop":1,"b":2},"c":3}';
  expect(await post(trial, signed)).toEqual([200, { ok: true }]);
  expect(await post("{}", signed)).toEqual([200, { ok: true }]);
  expect(await post("")).toEqual([200, { ok: true }]);
  expect(await post(" {} ")).toEqual([200, { ok: true }]);
  expect(await daemon.runs()).toEqual([]);
  expect((await post(trial))[0]).toBe(401);
  expect((await post('{"a":1}'))[0]).toBe(401);
  for (const body of ['{"event":"enabled"}', '{"event":"enabled","of":{}}', "[]"])
    expect([body, await post(body, signed)]).toEqual([body, [200, { ok: true }]]);
  expect(await daemon.runs()).toHaveLength(3);
});
