import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { type Answer, FIELDS, read, shop, TOKEN, WORKSPACE } from "./shop.ts";

interface Recorded {
  readonly n: number;
  readonly section: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly form?: string;
  /** A character and how often it makes the text: the recording has it cut off. */
  readonly repeat?: readonly [string, number];
  readonly token?: "wrong" | "none" | "query" | "lower case";
  readonly answer: {
    readonly status: number;
    readonly type: "json" | "text" | "none";
    readonly code?: string;
    readonly defined?: boolean;
    readonly issues?: readonly object[];
    readonly shape?: string;
    /** The recording ends before the answer does. */
    readonly partial?: boolean;
  };
  /** What the field in the path had afterwards. */
  readonly stored?: string;
}

const {
  shapes,
  requests,
}: {
  shapes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  requests: readonly Recorded[];
} = JSON.parse(readFileSync("test/fixtures/chatbotx/recordings.json", "utf8"));

/** Where the simulator answers otherwise on purpose: why, and what. Sent behind all others. */
const KNOWS_BETTER: Readonly<Record<string, readonly [why: string, status: number]>> = {
  "POST /v1/contacts/id:1000/messages files[0]=@a.png;type=image/png": [
    "the recorded server had no storage for files, which is why it broke",
    204,
  ],
};

/** Requests that are not sent, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'POST /v1/contacts/id:1000/messages {"text":"x"}':
    "its Content-Length is wrong: the answer is the HTTP parser's, before any of ChatbotX",
};

const labelOf = ({ method, path, form, body }: Recorded): string =>
  [method, path, form ?? body].filter(Boolean).join(" ");

const replayed = requests.filter(
  (one) => !(labelOf(one) in KNOWS_BETTER || labelOf(one) in LEFT_OUT),
);

describe("the simulator of 2026-08 answers as the server that was recorded", () => {
  let simulator: Simulator;
  const stored = new Map<number, string>();
  const answers = new Map<number, Answer>();

  // One after the other, as they were recorded: each stands on what came before it.
  beforeAll(async () => {
    simulator = await startSimulator({ seed: shop() });
    let section = "";
    for (const recorded of replayed) {
      // These were put in behind the server's back, between two requests.
      if (recorded.path.includes("/custom-fields/5000") && section === "CUSTOM FIELDS")
        simulator.seed(FIELDS);
      section = recorded.section;
      answers.set(recorded.n, await send(simulator, recorded));
      const field = /custom-fields\/(\d+)$/.exec(recorded.path)?.[1];
      if (field !== undefined) stored.set(recorded.n, valueOf(simulator, field));
    }
    return () => simulator.close();
  });

  it.each(replayed.map((one) => [one.n, labelOf(one), one] as const))(
    "%i: %s",
    (n, _, recorded) => {
      const { answer } = recorded;
      const got = answers.get(n);
      expect(got?.status).toBe(answer.status);
      expect(typeOf(got)).toBe(answer.type);
      if (answer.code !== undefined) {
        const { code, defined, status, issues } = answer;
        expect(got?.body).toMatchObject({ code, defined, status, message: expect.any(String) });
        expect(issuesOf(got?.body)).toEqual(issues?.map((issue) => expect.objectContaining(issue)));
      }
      if (answer.shape !== undefined) {
        const [shape, wanted] = [shapeOf(got?.body), shapes[answer.shape]];
        if (answer.partial === true) expect(shape).toMatchObject(wanted ?? {});
        else expect(shape).toEqual(wanted);
      }
      if (recorded.stored !== undefined && stored.has(n))
        expect(stored.get(n)).toBe(recorded.stored);
    },
  );

  it.each(Object.entries(KNOWS_BETTER))("but for %s", async (label, [why, status]) => {
    const recorded = requests.find((one) => labelOf(one) === label);
    if (recorded === undefined) throw new Error("not among the recordings");
    expect((await send(simulator, recorded)).status, why).toBe(status);
    expect(recorded.answer.status).not.toBe(status);
  });

  it("but for what is left out, which is among the recordings", () => {
    const labels = requests.map(labelOf);
    for (const label of Object.keys(LEFT_OUT)) expect(labels).toContain(label);
    expect(replayed.length).toBeGreaterThan(200);
  });

  it("with the first of two people who have one number, as it was recorded", async () => {
    simulator.seed({
      workspaces: {
        [WORKSPACE]: {
          contacts: [
            { id: "1001", phone: "+84900000001" },
            { id: "1000", phone: "+84900000001" },
          ],
        },
      },
    });
    const one = await send(simulator, request("GET", "/v1/contacts/phone:+84900000001"));
    expect(one.body).toMatchObject({ id: "1000" });
  });

  it("and makes five people of five upserts at once", async () => {
    const upsert = request("POST", "/v1/contacts/phone:+84908076666/upsert");
    const all = await Promise.all(Array.from({ length: 5 }, () => send(simulator, upsert)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(all.map(({ body }) => (body as { id: string }).id)).size).toBe(5);
  });

  it("and takes 300 calls in a row", async () => {
    const tag = request("GET", "/v1/tags/buyer");
    const all = await Promise.all(Array.from({ length: 300 }, () => send(simulator, tag)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("and ignores an Idempotency-Key: two messages", () => {
    const texts = simulator.contact(WORKSPACE, "1001")?.messages.map(({ text }) => text);
    expect(texts?.filter((text) => text === "một lần")).toHaveLength(2);
  });
});

function request(method: string, path: string): Recorded {
  return { n: 0, section: "", method, path, answer: { status: 200, type: "json" } };
}

async function send(simulator: Simulator, recorded: Recorded): Promise<Answer> {
  const { method, token, repeat, form } = recorded;
  const headers: Record<string, string> = { ...recorded.headers };
  if (token === undefined) headers["authorization"] = `Bearer ${TOKEN}`;
  if (token === "wrong") headers["authorization"] = "Bearer another";
  if (token === "lower case") headers["authorization"] = `bearer ${TOKEN}`;
  const newest = simulator.contact(WORKSPACE, "1000")?.messages.at(-1)?.id ?? "";
  const path =
    recorded.path.replace("{newest}", newest) + (token === "query" ? `?token=${TOKEN}` : "");
  const body =
    form !== undefined
      ? formOf(form)
      : repeat !== undefined
        ? JSON.stringify({ text: repeat[0].repeat(repeat[1]) })
        : recorded.body;
  const response = await fetch(simulator.baseUrl + path, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  return read(response);
}

/** A form as curl's -F says it. */
function formOf(text: string): FormData {
  const form = new FormData();
  const [name = "", value = ""] = text.split("=", 2);
  if (value.startsWith("@")) form.append(name, new File(["png"], "a.png", { type: "image/png" }));
  else form.append(name, value);
  return form;
}

function valueOf(simulator: Simulator, id: string): string {
  const names = FIELDS.workspaces?.[WORKSPACE]?.custom_fields ?? [];
  const name = names.find((field) => field.id === id)?.name ?? "";
  return simulator.contact(WORKSPACE, "1000")?.custom_fields[name] ?? "";
}

function typeOf(answer: Answer | undefined): string {
  const type = answer?.headers.get("content-type");
  if (type === null || type === undefined) return "none";
  return type.includes("json") ? "json" : "text";
}

function issuesOf(body: unknown): unknown {
  return (body as { data?: { issues: unknown } }).data?.issues;
}

/** The types at each path of a value; those of a list's items together. */
function shapeOf(value: unknown): Record<string, string> {
  const types = new Map<string, Set<string>>();
  const walk = (one: unknown, path: string): void => {
    const type = one === null ? "null" : Array.isArray(one) ? "array" : typeof one;
    types.set(path, (types.get(path) ?? new Set()).add(type));
    if (Array.isArray(one)) for (const item of one) walk(item, `${path}[]`);
    else if (typeof one === "object" && one !== null)
      for (const [key, item] of Object.entries(one))
        walk(item, path === "" ? key : `${path}.${key}`);
  };
  walk(value, "");
  return Object.fromEntries([...types].map(([path, set]) => [path, [...set].sort().join("|")]));
}
