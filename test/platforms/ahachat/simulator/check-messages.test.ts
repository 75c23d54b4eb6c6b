import { describe, expect, it } from "vitest";
import { ApiRefusal } from "#src/platforms/ahachat/simulator/api-refusal.js";
import { checkMessages } from "#src/platforms/ahachat/simulator/check-messages.js";
import { BOT, call, refused, start, USER } from "./platform.ts";

const url = "https://example.com/a.png";
const button = { type: "show_block", block_name: "Menu", title: "Menu" };
const reply = { title: "Yes", block_names: ["Yes"] };
const card = { title: "Shoe", subtitle: "Red" };
const receipt = {
  recipient_name: "An",
  order_number: "1",
  currency: "VND",
  payment_method: "COD",
  summary: { total_cost: 1000 },
};

function template(payload: object): object {
  return { attachment: { type: "template", payload } };
}
function buttons(...list: unknown[]): object {
  return template({ template_type: "button", text: "Choose", buttons: list });
}
function gallery(...elements: unknown[]): object {
  return template({ template_type: "generic", elements });
}
function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

describe("message shapes that pass", () => {
  it.each<[string, object]>([
    ["the longest text", { text: "ả".repeat(2000) }],
    ["a text of emoji, each one character", { text: "🛒".repeat(2000) }],
    ["an image", { attachment: { type: "image", payload: { url } } }],
    ["a file", { attachment: { type: "file", payload: { url } } }],
    ["three buttons", buttons(...times(3, button))],
    [
      "every kind of button",
      buttons(
        { type: "web_url", url, title: "Web", set_attributes: { a: 1 } },
        { type: "phone_number", phone_number: "+84908071111", title: "Call" },
        { type: "json_plugin_url", url, title: "More" },
      ),
    ],
    ["ten cards", gallery(...times(10, card))],
    ["a card with buttons", gallery({ title: "Shoe", image_url: url, buttons: [button] })],
    ["a receipt", template({ template_type: "receipt", ...receipt, elements: [] })],
    ["13 quick replies", { text: "?", quick_replies: times(13, reply) }],
    ["a quick reply with an address", { text: "?", quick_replies: [{ title: "Yes", url }] }],
  ])("%s", (_, message) => {
    expect(checkMessages([message])).toEqual([message]);
  });
});

describe("message shapes that are refused", () => {
  it.each<[string, unknown]>([
    ["nothing in it", {}],
    ["not an object", "hello"],
    ["text and attachment", { text: "a", attachment: { type: "image", payload: { url } } }],
    ["an empty text", { text: " " }],
    ["a number for a text", { text: 1 }],
    ["a text of 2001", { text: "a".repeat(2001) }],
    ["an unknown attachment", { attachment: { type: "sticker", payload: { url } } }],
    ["an attachment without a payload", { attachment: { type: "image" } }],
    ["an address that is none", { attachment: { type: "image", payload: { url: "a.png" } } }],
    [
      "an address of another kind",
      { attachment: { type: "image", payload: { url: "ftp://a/b" } } },
    ],
    ["an unknown template", template({ template_type: "list" })],
    ["no button", buttons()],
    ["four buttons", buttons(...times(4, button))],
    ["an unknown button", buttons({ type: "postback", title: "a" })],
    ["a button title of 21", buttons({ ...button, title: "a".repeat(21) })],
    ["a button without its block", buttons({ type: "show_block", title: "a" })],
    ["a reserved attribute", buttons({ ...button, set_attributes: { ahachat_token: "x" } })],
    [
      "a button text of 641",
      template({ template_type: "button", text: "a".repeat(641), buttons: [button] }),
    ],
    ["no card", gallery()],
    ["11 cards", gallery(...times(11, card))],
    ["a card with a title only", gallery({ title: "Shoe" })],
    ["a card title of 81", gallery({ title: "a".repeat(81), subtitle: "b" })],
    ["a card subtitle of 81", gallery({ title: "a", subtitle: "b".repeat(81) })],
    ["four buttons on a card", gallery({ title: "a", buttons: times(4, button) })],
    [
      "an unknown aspect ratio",
      template({ template_type: "generic", image_aspect_ratio: "wide", elements: [card] }),
    ],
    [
      "a receipt without a currency",
      template({ template_type: "receipt", ...receipt, currency: "" }),
    ],
    [
      "a receipt whose total is text",
      template({ template_type: "receipt", ...receipt, summary: { total_cost: "1" } }),
    ],
    [
      "a receipt of 101 lines",
      template({ template_type: "receipt", ...receipt, elements: times(101, {}) }),
    ],
    ["14 quick replies", { text: "?", quick_replies: times(14, reply) }],
    ["a quick reply to nowhere", { text: "?", quick_replies: [{ title: "Yes" }] }],
    [
      "a quick reply title of 21",
      { text: "?", quick_replies: [{ ...reply, title: "a".repeat(21) }] },
    ],
  ])("%s", (_, message) => {
    expect(() => checkMessages([message])).toThrow(ApiRefusal);
  });

  it("says where, and sends nothing of the call", async () => {
    const simulator = await start();
    const { status, body } = await call(simulator, "POST", `users/${USER}/messages`, {
      messages: [{ text: "fine" }, buttons(button, { ...button, title: "" })],
    });
    expect(status).toBe(400);
    expect(body).toEqual(refused(100));
    expect(body).toMatchObject({
      result: "messages[1].attachment.payload.buttons[1].title may not be empty",
    });
    expect(simulator.user(BOT, USER)?.received).toEqual([]);
  });

  it.each([{}, { messages: [] }, { messages: { text: "a" } }])("%j", async (body) => {
    const simulator = await start();
    const answer = await call(simulator, "POST", `users/${USER}/messages`, body);
    expect(answer.body).toEqual(refused(100));
  });
});
