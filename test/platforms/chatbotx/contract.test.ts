import { beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { labelOf, recorded, recordings, seen, send } from "./recordings.ts";
import { AN, type Answer, FIELDS, shop, WORKSPACE } from "./shop.ts";

/** Where the simulator answers otherwise on purpose, and why. Sent behind all others. */
const KNOWS_BETTER = [
  {
    label: "POST /v1/contacts/id:1000/messages files[0]=@a.png;type=image/png",
    why: "the recorded server had no storage for files, which is why it broke",
    status: 204,
  },
];

/** Requests that are not sent, and why. */
const LEFT_OUT = [
  {
    label: 'POST /v1/contacts/id:1000/messages {"text":"x"}',
    why: "its Content-Length is wrong: the answer is the HTTP parser's, before any of ChatbotX",
  },
];

const others = [...KNOWS_BETTER, ...LEFT_OUT].map(({ label }) => label);
const replayed = recordings.filter((one) => !others.includes(labelOf(one)));

describe("the simulator of 2026-08 answers as the server that was recorded", () => {
  let simulator: Simulator;
  const answers = new Map<number, [Answer, string | undefined]>();

  // One after the other, as they were recorded: each stands on what came before it.
  beforeAll(async () => {
    simulator = await startSimulator({ seed: shop() });
    let hasFields = false;
    for (const one of replayed) {
      const field = /custom-fields\/(\d+)$/.exec(one.path)?.[1];
      // These were put in behind the server's back, between two requests.
      if (field !== undefined && !hasFields) simulator.seed(FIELDS);
      hasFields ||= field !== undefined;
      answers.set(one.n, [await send(simulator, one), field && valueOf(field)]);
    }
    return () => simulator.close();
  });

  function valueOf(id: string): string {
    const fields = FIELDS.workspaces?.[WORKSPACE]?.custom_fields ?? [];
    const name = fields.find((field) => field.id === id)?.name ?? "";
    return simulator.contact(WORKSPACE, AN)?.custom_fields[name] ?? "";
  }

  it.each(replayed.map((one) => [one.n, labelOf(one), one] as const))("%i: %s", (n, _, one) => {
    const [answer, value] = answers.get(n) ?? [];
    expect(answer && seen(one, answer, value)).toEqual(recorded(one));
  });

  it.each(KNOWS_BETTER)("but for $label: $why", async ({ label, status }) => {
    const one = recordings.find((recording) => labelOf(recording) === label);
    expect(one?.answer.status).not.toBe(status);
    const [method = "", path = "", form = ""] = label.split(" ");
    expect(await send(simulator, { method, path, form })).toMatchObject({ status });
  });

  it.each(LEFT_OUT)("and but for $label, which is not sent: $why", ({ label }) => {
    expect(recordings.map(labelOf)).toContain(label);
    expect(replayed.length).toBe(recordings.length - others.length);
  });

  it("with the first of two people who have one number", async () => {
    const phone = "+84900000001";
    const contacts = [
      { id: "1001", phone },
      { id: AN, phone },
    ];
    simulator.seed({ workspaces: { [WORKSPACE]: { contacts } } });
    const path = `/v1/contacts/phone:${phone}`;
    expect(await send(simulator, { method: "GET", path })).toMatchObject({ body: { id: AN } });
  });

  it("and makes five people of five upserts at once", async () => {
    simulator.seed({ upsert_gap: "1s" });
    const upsert = { method: "POST", path: "/v1/contacts/phone:+84908076666/upsert" };
    const all = await Promise.all(Array.from({ length: 5 }, () => send(simulator, upsert)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(all.map(({ body }) => (body as { id: string }).id)).size).toBe(5);
  });

  it("and takes 300 calls at once", async () => {
    const tag = { method: "GET", path: "/v1/tags/buyer" };
    const all = await Promise.all(Array.from({ length: 300 }, () => send(simulator, tag)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("and ignores an Idempotency-Key: two messages", () => {
    const texts = simulator.contact(WORKSPACE, "1001")?.messages.map(({ text }) => text);
    expect(texts?.filter((text) => text === "một lần")).toHaveLength(2);
  });
});
