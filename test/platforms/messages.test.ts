import { expect, test } from "vitest";
import { USER, verdict } from "./input-verdict.ts";

const message = (value: unknown) =>
  verdict("ahachat.send_dynamic", { ...USER, messages: [value] }).replaceAll("/messages/0", "");
const template = (payload: object) =>
  message({ attachment: { type: "template", payload } }).replaceAll("/attachment/payload", "");
const button = (value: object) =>
  template({ template_type: "button", text: "a", buttons: [value] }).replaceAll("/buttons/0", "");
const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const SHOW = { type: "show_block", block_name: "b", title: "t" };
const RECEIPT = {
  template_type: "receipt",
  recipient_name: "An",
  order_number: "1",
  currency: "VND",
  payment_method: "COD",
  summary: { total_cost: 1 },
};

test("messages: one exact error for one mistake", () => {
  const image = { type: "image", payload: { url: "https://a.vn/b.png" } };
  expect(message({ text: "a" })).toBe("ok");
  expect(message({ attachment: image })).toBe("ok");
  expect(message({ attachment: { ...image, type: "audio" } })).toBe("ok");
  expect(message({ text: "a", attachment: image })).toBe(" oneOf");
  expect(message({ attachment: { ...image, type: "picture" } })).toBe("/attachment discriminator");
  expect(message({ attachment: { ...image, payload: {} } })).toBe("/attachment/payload required");
  expect(message({ attachment: { ...image, payload: { url: "b.png" } } })).toBe(
    "/attachment/payload/url pattern",
  );
  const reply = { title: "a", block_names: ["b"], set_attributes: { c: 1 } };
  expect(message({ text: "a", quick_replies: many(13, reply) })).toBe("ok");
  expect(message({ attachment: image, quick_replies: [{ title: "a", url: "https://a.vn" }] })).toBe(
    "ok",
  );
  expect(message({ text: "a", quick_replies: many(14, reply) })).toBe("/quick_replies maxItems");
  expect(message({ text: "a", quick_replies: [{ ...reply, title: "a".repeat(21) }] })).toBe(
    "/quick_replies/0/title maxLength",
  );
  expect(message({ text: "a", quick_replies: [{ ...reply, url: "https://a.vn" }] })).toBe(
    "/quick_replies/0 oneOf",
  );
});

test("templates: one exact error for one mistake", () => {
  expect(template({ template_type: "carousel" })).toBe(" discriminator");
  expect(template({ template_type: "button", text: "a".repeat(641), buttons: [SHOW] })).toBe(
    "/text maxLength",
  );
  expect(template({ template_type: "button", text: "a", buttons: many(4, SHOW) })).toBe(
    "/buttons maxItems",
  );
  const card = { title: "a", buttons: [SHOW] };
  const gallery = { template_type: "generic", image_aspect_ratio: "square" };
  expect(template({ ...gallery, elements: many(10, card) })).toBe("ok");
  expect(template({ ...gallery, elements: many(11, card) })).toBe("/elements maxItems");
  expect(template({ ...gallery, elements: [{ title: "a" }] })).toBe(
    "/elements/0 required, /elements/0 anyOf",
  );
  expect(template({ ...gallery, elements: [{ ...card, title: "a".repeat(81) }] })).toBe(
    "/elements/0/title maxLength",
  );
  expect(template(RECEIPT)).toBe("ok");
  expect(template({ ...RECEIPT, elements: many(101, { title: "a", price: 1 }) })).toBe(
    "/elements maxItems",
  );
  expect(template({ ...RECEIPT, summary: {} })).toBe("/summary required");
});

test("buttons: one exact error for one mistake", () => {
  expect(button(SHOW)).toBe("ok");
  expect(button({ ...SHOW, set_attributes: { a: 1 } })).toBe("ok");
  expect(button({ type: "web_url", url: "https://a.vn", title: "t" })).toBe("ok");
  expect(button({ type: "json_plugin_url", url: "https://a.vn", title: "t" })).toBe("ok");
  expect(button({ type: "phone_number", phone_number: "+84908071111", title: "t" })).toBe("ok");
  expect(button({ ...SHOW, type: "postback" })).toBe(" discriminator");
  expect(button({ type: "web_url", title: "t" })).toBe(" required");
  expect(button({ ...SHOW, title: "a".repeat(21) })).toBe("/title maxLength");
  expect(button({ ...SHOW, set_attributes: { ahachat_a: 1 } })).toBe(
    "/set_attributes pattern, /set_attributes propertyNames",
  );
});
