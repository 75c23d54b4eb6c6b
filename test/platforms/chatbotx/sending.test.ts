import { describe, expect, it } from "vitest";
import { connections } from "#src/platforms/chatbotx/connections.js";
import { DIALECTS, openShop, type Shop } from "./actions.ts";
import { AN, AN_MESSENGER, AN_PHONE, FIELDS, WORKSPACE } from "./shop.ts";

const contact_id = AN;

const received = ({ simulator }: Shop) => simulator.contact(WORKSPACE, AN)?.received;

describe.each(DIALECTS)("sending, over the server of %s", (dialect) => {
  it.each([
    { contact_id },
    { phone: "0908071111" },
    { email: "an@example.com" },
    { channel_user_id: AN_MESSENGER },
  ])("a text reaches %j over the connection's inbox, and is confirmed", async (who) => {
    const shop = await openShop(dialect);
    const sent = await shop.run("send_text", { ...who, text: " Cảm ơn ❤ " });
    expect(sent).toEqual({ contact_id, inbox_id: "100", message_id: expect.any(String) });
    const { message_id } = sent as { message_id: string };
    expect(await shop.run("confirm_delivery", { ...who, message_id })).toEqual({
      contact_id,
      status: "delivered",
    });
    expect(received(shop)).toMatchObject([{ channel: "messenger", text: "Cảm ơn ❤" }]);
  });

  it("a text goes over the step's inbox, by name or id", async () => {
    const shop = await openShop(dialect);
    for (const inbox of ["Web", "101"])
      expect(await shop.run("send_text", { contact_id, text: inbox, inbox })).toMatchObject({
        inbox_id: "101",
      });
    await expect
      .poll(() => received(shop)?.map(({ channel }) => channel))
      .toEqual(["webchat", "webchat"]);
  });

  it("a text needs an inbox that is there, and on which the contact is", async () => {
    const none = await openShop(dialect, { inbox: undefined });
    expect(await none.failure("send_text", { contact_id, text: "a" })).toMatchObject({
      reason: "invalid_request",
      code: "no_inbox",
    });
    expect(none.asked()).toEqual([]);
    const shop = await openShop(dialect, { inbox: "Pages" });
    expect(await shop.failure("send_text", { contact_id, text: "a" })).toMatchObject({
      code: "unknown_inbox",
    });
    // Asked for by itself before it counts as none.
    expect(shop.asked()).toEqual([
      "GET /v1/inboxes?perPage=1000",
      "GET /v1/inboxes?perPage=1000&keyword=Pages",
    ]);
    const input = { contact_id, text: "a", inbox: "Zalo OA" };
    expect(await shop.failure("send_text", input)).toMatchObject({
      reason: "not_found",
      code: "notFound",
      hint: expect.stringContaining("not on this inbox"),
    });
  });

  it.each(["a".repeat(1_001), "😀".repeat(501), "  \n "])(
    "a text is refused before the call (%#)",
    async (text) => {
      const shop = await openShop(dialect);
      expect(await shop.failure("send_text", { contact_id, text })).toMatchObject({
        reason: "invalid_request",
      });
      expect(shop.asked()).toEqual([]);
    },
  );

  it("a text of 1,000 units is sent", async () => {
    const shop = await openShop(dialect);
    expect(await shop.run("send_text", { contact_id, text: "😀".repeat(500) })).toMatchObject({
      message_id: expect.any(String),
    });
  });

  it("a text is not sent again because its id could not be read", async () => {
    const shop = await openShop(dialect);
    shop.simulator.addFault({ endpoint: "list_messages", status: 503 });
    expect(await shop.run("send_text", { contact_id, text: "a" })).toMatchObject({
      message_id: null,
    });
    expect(await shop.run("confirm_delivery", { contact_id, message_id: null })).toMatchObject({
      status: "unconfirmed",
    });
  });

  it("a text outside of the window is taken, and its failure found later", async () => {
    const shop = await openShop(dialect);
    shop.simulator.seed({ delivery: "1h" });
    shop.simulator.advance("169h");
    const sent = await shop.run("send_text", { contact_id, text: "muộn" });
    const { message_id } = sent as { message_id: string };
    const now = { contact_id, message_id, within: 0 };
    expect(await shop.run("confirm_delivery", now)).toMatchObject({ status: "unconfirmed" });
    shop.simulator.deliver();
    expect(await shop.failure("confirm_delivery", { contact_id, message_id })).toMatchObject({
      reason: "outside_window",
    });
  });

  it.each([
    ["Unable to find integration auth for channel: messenger", "channel_not_connected"],
    ["something about Nguyễn Văn An", "send_error"],
  ])("a channel that says %j is %s, and is not quoted", async (send_error, code) => {
    const shop = await openShop(dialect);
    const inboxes = [{ id: "100", name: "Page Tiệm Áo Dài", channel: "messenger", send_error }];
    shop.simulator.seed({ workspaces: { [WORKSPACE]: { inboxes } } });
    const sent = await shop.run("send_text", { contact_id, text: "a" });
    const { message_id } = sent as { message_id: string };
    const error = await shop.failure("confirm_delivery", { contact_id, message_id });
    expect(error).toMatchObject({ reason: "user_unavailable", code });
    expect(error.message).not.toContain("Nguyễn");
  });

  it("Zalo gives no id, so nothing is confirmed", async () => {
    const shop = await openShop(dialect, { inbox: "Zalo OA" });
    const who = { phone: "+84908072222" };
    const sent = await shop.run("send_text", { ...who, text: "a" });
    const { message_id } = sent as { message_id: string };
    const asked = await shop.run("confirm_delivery", { ...who, message_id, within: 0 });
    expect(asked).toMatchObject({ status: "unconfirmed" });
  });

  it("a message that is not there is not_found", async () => {
    const shop = await openShop(dialect);
    expect(await shop.failure("confirm_delivery", { contact_id, message_id: "1" })).toMatchObject({
      reason: "not_found",
    });
  });

  it("a flow is started by name, with fields set before it", async () => {
    const flows = [{ id: "700", name: "Thanks", texts: ["Đơn {{s_short}}: {{s_num}}"] }];
    const seed = { workspaces: { [WORKSPACE]: { ...FIELDS.workspaces?.[WORKSPACE], flows } } };
    const shop = await openShop(dialect, {}, seed);
    const fields = { s_short: "DH1", s_num: 240000 };
    expect(await shop.run("send_flow", { phone: AN_PHONE, flow: "Thanks", fields })).toEqual({
      contact_id,
      inbox_id: "100",
      flow_id: "700",
    });
    await expect
      .poll(() => received(shop))
      .toMatchObject([{ flow: "Thanks", text: "Đơn DH1: 240000" }]);
    expect(await shop.run("send_flow", { contact_id, flow: "700" })).toMatchObject({
      flow_id: "700",
    });
  });

  it("a flow that does not exist is refused, before any field is set", async () => {
    const flows = ["Thanks", { name: "Old", active: false }];
    const seed = { workspaces: { [WORKSPACE]: { ...FIELDS.workspaces?.[WORKSPACE], flows } } };
    const shop = await openShop(dialect, {}, seed);
    for (const flow of ["Thank", "Old"])
      expect(
        await shop.failure("send_flow", { contact_id, flow, fields: { s_short: "a" } }),
      ).toMatchObject({ reason: "invalid_request", code: "unknown_flow" });
    expect(shop.simulator.contact(WORKSPACE, AN)?.custom_fields).toEqual({});
  });

  it("a flow that could not be started says that its fields are set", async () => {
    const seed = {
      workspaces: { [WORKSPACE]: { ...FIELDS.workspaces?.[WORKSPACE], flows: ["Thanks"] } },
    };
    const shop = await openShop(dialect, {}, seed);
    shop.simulator.addFault({ endpoint: "send_flow", status: 503 });
    const input = { contact_id, flow: "Thanks", fields: { s_short: "a" } };
    const error = await shop.failure("send_flow", input);
    expect(error.reason).toBe("unavailable");
    expect(error.message).toContain("the fields are set");
  });
});

it("is told by validate when nothing says over which inbox, the step's own being enough", () => {
  const config = { type: "chatbotx" as const, token: "t" };
  const mistake = (action: string, input: object, more: object = {}) =>
    connections.impossible?.(connections.settings("shop", { ...config, ...more }, "."), action, {
      contact_id,
      ...input,
    })?.rule;
  for (const action of ["chatbotx.send_text", "chatbotx.send_flow"]) {
    expect(mistake(action, {})).toBe("missing-inbox");
    expect(mistake(action, { inbox: "Zalo OA" })).toBeUndefined();
    expect(mistake(action, {}, { inbox: "Zalo OA" })).toBeUndefined();
  }
  expect(mistake("chatbotx.find_contact", {})).toBeUndefined();
  expect(mistake("chatbotx.confirm_delivery", {})).toBeUndefined();
});
