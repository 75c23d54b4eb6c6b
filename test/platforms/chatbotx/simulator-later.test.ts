import { describe, expect, it } from "vitest";
import type { Simulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { AN, call, FIELDS, start, TOKEN, WORKSPACE } from "./shop.ts";

const CONTACT = `/v1/contacts/id:${AN}`;
const MESSAGES = `${CONTACT}/messages`;

async function later(): Promise<Simulator> {
  const simulator = await start({ dialect: "later" });
  simulator.seed(FIELDS);
  return simulator;
}

const refused = (status: number, code: string) => ({ status, body: { status, code } });

describe("the simulator of the later server", () => {
  it("says who is asked for by another call, and knows the old one no more", async () => {
    const simulator = await later();
    expect(await call(simulator, "GET", "/v1/token")).toMatchObject({
      status: 200,
      body: { workspaceId: expect.any(String), permission: "full", scopes: null },
    });
    expect(await call(simulator, "GET", "/v1/workspaces")).toMatchObject({
      status: 404,
      body: "Not found",
    });
  });

  it("refuses a wrong token with 401", async () => {
    const simulator = await later();
    const answer = await call(simulator, "GET", "/v1/tags", undefined, {
      authorization: "Bearer x",
    });
    expect(answer).toMatchObject(refused(401, "INVALID_CHATBOT_TOKEN"));
  });

  it("refuses a write to a token that may only read", async () => {
    const simulator = await later();
    const tokens = [{ token: TOKEN, permission: "read_only" as const }];
    simulator.seed({ workspaces: { [WORKSPACE]: { tokens } } });
    expect(await call(simulator, "GET", "/v1/tags")).toMatchObject({ status: 200 });
    const answer = await call(simulator, "POST", "/v1/tags", { name: "new" });
    expect(answer).toMatchObject(refused(403, "FORBIDDEN"));
  });

  it("refuses a wrong input with 422", async () => {
    const simulator = await later();
    const answer = await call(simulator, "POST", MESSAGES, { text: "" });
    expect(answer).toMatchObject(refused(422, "invalidRequestData"));
    expect(answer.body).toMatchObject({ data: { issues: [{ path: ["text"] }] } });
  });

  it("adds tags by name, makes those that are missing, and replaces them", async () => {
    const simulator = await later();
    const add = await call(simulator, "POST", `${CONTACT}/tags/by-name`, { tags: ["VIP", "new"] });
    expect(add.status).toBe(204);
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["VIP", "new"]);
    await call(simulator, "PUT", `${CONTACT}/tags`, { tags: ["buyer"] });
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["buyer"]);
  });

  it("sets fields by operations, by id or name, and refuses a number that is none", async () => {
    const simulator = await later();
    const set = (customFieldId: string, value: string, operation = "set") =>
      call(simulator, "PATCH", `${CONTACT}/custom-fields`, {
        operations: [{ customFieldId, operation, value }],
      });
    expect(await set("s_num", "3")).toMatchObject({ status: 204 });
    expect(await set("5001", "4", "increase")).toMatchObject({ status: 204 });
    expect(await set("s_bool", "1")).toMatchObject({ status: 204 });
    expect(await set("s_num", "abc")).toMatchObject(refused(400, "invalidCustomFieldValue"));
    expect(await set("nope", "1")).toMatchObject(refused(404, "notFound"));
    expect(await set("s_date", "30/12/2023")).toMatchObject({ status: 204 });
    expect(simulator.contact(WORKSPACE, AN)?.custom_fields).toEqual({ s_num: "7", s_bool: "true" });
    const many = await call(simulator, "PUT", `${CONTACT}/custom-fields`, { fields: [] });
    expect(many).toMatchObject({ status: 404, body: "Not found" });
  });

  it("answers with the message that is sent into a conversation", async () => {
    const simulator = await later();
    const answer = await call(simulator, "POST", "/v1/conversations/3000/messages", {
      text: "chào",
      inboxId: "100",
    });
    expect(answer).toMatchObject({ status: 201, body: { id: expect.any(String), text: "chào" } });
  });

  it("does what has an Idempotency-Key once, and says so", async () => {
    const simulator = await later();
    const send = (text: string, key: string) =>
      call(simulator, "POST", MESSAGES, { text }, { "idempotency-key": key });
    expect((await send("a", "k1")).headers.get("idempotent-replayed")).toBeNull();
    expect((await send("a", "k1")).headers.get("idempotent-replayed")).toBe("true");
    expect(await send("b", "k1")).toMatchObject(refused(422, "idempotencyKeyReused"));
    expect(await send("a", "k".repeat(256))).toMatchObject(refused(422, "idempotencyKeyInvalid"));
    // A call that failed gives its key free.
    expect((await send("", "k2")).status).toBe(422);
    expect((await send("c", "k2")).status).toBe(204);
    simulator.advance("25h");
    expect((await send("a", "k1")).headers.get("idempotent-replayed")).toBeNull();
    const texts = simulator.contact(WORKSPACE, AN)?.messages.map(({ text }) => text);
    expect(texts).toEqual(["a", "c", "a"]);
  });

  it("refuses a key whose first call is under way", async () => {
    const simulator = await later();
    simulator.seed({ upsert_gap: "1s" });
    const upsert = () =>
      call(
        simulator,
        "POST",
        "/v1/contacts/phone:+84908079999/upsert",
        {},
        { "idempotency-key": "k" },
      );
    const both = await Promise.all([upsert(), upsert()]);
    const statuses = both.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it("takes so many calls in ten seconds, and says in the text alone when to come back", async () => {
    const simulator = await start({ dialect: "later", limits: { workspace: 3, address: 0 } });
    const all = await Promise.all(
      Array.from({ length: 8 }, () => call(simulator, "GET", "/v1/tags")),
    );
    const late = all.filter(({ status }) => status === 429);
    // Two windows at most: the calls may stand on both sides of their border.
    expect(late.length).toBeGreaterThanOrEqual(2);
    expect(late[0]?.body).toMatchObject({
      code: "tooManyRequests",
      message: expect.stringMatching(/^Too many requests\. Retry after ([1-9]|10)s\.$/),
    });
    expect(late[0]?.headers.get("retry-after")).toBeNull();
  });
});
