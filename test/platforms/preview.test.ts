import { describe, expect, it } from "vitest";
import { actions } from "#src/platforms/installed.js";

/** The parts of a message that an action's schema lets through. */
function preview(name: string, input: object): readonly object[] {
  const action = actions.get(name);
  expect(action?.checkInput?.(input)).toEqual([]);
  return action?.preview?.(input) ?? [];
}

const user_id = "6523889107654321";

describe("a message as the customer sees it", () => {
  it("is there for every action that sends what its input says, or what is kept", () => {
    const sending = [...actions.values()].filter(({ sends }) => sends !== undefined);
    expect(sending.length).toBeGreaterThan(2);
    for (const { name, preview: own } of sending)
      expect([name, typeof own]).toEqual([name, "function"]);
  });

  it("is a text, and names the block or flow that the platform keeps", () => {
    const text = "Chào <b>An</b>";
    expect(preview("ahachat.send_text", { user_id, text })).toEqual([{ kind: "text", text }]);
    expect(preview("chatbotx.send_text", { contact_id: "1", text })).toEqual([
      { kind: "text", text },
    ]);
    expect(preview("ahachat.send_broadcast", { user_id, block_name: "Chào" })).toEqual([
      { kind: "note", text: "block: Chào" },
    ]);
    expect(preview("chatbotx.send_flow", { contact_id: "1", flow: "Chào" })).toEqual([
      { kind: "note", text: "flow: Chào" },
    ]);
  });

  it("has pictures, cards, buttons and quick replies in their order", () => {
    const url = "https://shop.example/a";
    const block = { type: "show_block", block_name: "Mua", title: "Mua ngay" };
    const web = { type: "web_url", url, title: "Xem" };
    const messages = [
      { text: "Chọn nhé", quick_replies: [{ title: "Có", block_names: ["Yes"] }] },
      { attachment: { type: "image", payload: { url } } },
      { attachment: { type: "video", payload: { url } } },
      {
        attachment: {
          type: "template",
          payload: { template_type: "button", text: "Hỏi gì?", buttons: [block, web] },
        },
      },
      {
        attachment: {
          type: "template",
          payload: {
            template_type: "generic",
            elements: [
              { title: "Áo", subtitle: "120.000 ₫", image_url: url, buttons: [web] },
              { title: "Quần", subtitle: "Mới" },
            ],
          },
        },
      },
      {
        attachment: {
          type: "template",
          payload: {
            template_type: "receipt",
            recipient_name: "An",
            order_number: "DH1",
            currency: "VND",
            payment_method: "COD",
            summary: { total_cost: 120000 },
            elements: [{ title: "Áo", quantity: 2, price: 60000 }],
          },
        },
      },
    ];
    expect(preview("ahachat.send_dynamic", { user_id, messages })).toEqual([
      { kind: "text", text: "Chọn nhé" },
      { kind: "button", label: "Có", url: null },
      { kind: "image", url },
      { kind: "note", text: `video: ${url}` },
      { kind: "text", text: "Hỏi gì?" },
      { kind: "button", label: "Mua ngay", url: null },
      { kind: "button", label: "Xem", url },
      {
        kind: "card",
        title: "Áo",
        subtitle: "120.000 ₫",
        image: url,
        url: null,
        buttons: [{ label: "Xem", url }],
      },
      { kind: "card", title: "Quần", subtitle: "Mới", image: null, url: null, buttons: [] },
      {
        kind: "card",
        title: "DH1",
        subtitle: "An · 120000 VND",
        image: null,
        url: null,
        buttons: [],
      },
      { kind: "card", title: "2 × Áo", subtitle: "60000 VND", image: null, url: null, buttons: [] },
    ]);
  });
});
