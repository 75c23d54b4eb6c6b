import { expect, test } from "vitest";
import { USER, verdict } from "./input-verdict.ts";

const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test.each<[string, object, string]>([
  ["find_user", USER, "ok"],
  ["find_user", { phone: "0908071111" }, "ok"],
  ["find_user", {}, " required,  oneOf"],
  ["find_user", { ...USER, phone: "0908071111" }, " oneOf"],
  ["find_user", { user_id: 6523889107654321 }, "/user_id type"],
  ["find_user", { user_id: "abc" }, "/user_id pattern"],
  ["add_tags", { ...USER, tags: [] }, "/tags minItems"],
  [
    "add_tags",
    { ...USER, tags: Array.from({ length: 51 }, (_, index) => `t${index}`) },
    "/tags maxItems",
  ],
  ["add_tags", { ...USER, tags: ["a", "a"] }, "/tags uniqueItems"],
  ["remove_tags", { ...USER, tags: [""] }, "/tags/0 minLength"],
  ["remove_tags", { ...USER, tag: "a" }, " required,  additionalProperties"],
  ["add_attributes", { ...USER, attributes: { a: 1, b: "x", c: true, d: [1], e: { f: 1 } } }, "ok"],
  ["add_attributes", { ...USER, attributes: {} }, "/attributes minProperties"],
  [
    "add_attributes",
    { ...USER, attributes: { ahachat_x: 1 } },
    "/attributes pattern, /attributes propertyNames",
  ],
  [
    "add_attributes",
    { ...USER, attributes: { "{{a}}": 1 } },
    "/attributes pattern, /attributes propertyNames",
  ],
  ["add_attributes", { ...USER, attributes: { a: null } }, "/attributes/a type"],
  ["reset_attributes", { ...USER, attributes: ["a"] }, "ok"],
  ["reset_attributes", { ...USER, attributes: [] }, "/attributes minItems"],
  ["send_text", { ...USER, text: "😀".repeat(2000) }, "ok"],
  ["send_text", { ...USER, text: "a".repeat(2001) }, "/text maxLength"],
  ["send_text", { ...USER, text: "" }, "/text minLength"],
  ["send_broadcast", { ...USER, block_name: "a", message_tag: "ACCOUNT_UPDATE" }, "ok"],
  ["send_broadcast", { ...USER, block_name: "a" }, "ok"],
  ["send_broadcast", { ...USER, block_name: "a", message_tag: "HELLO" }, "/message_tag enum"],
  ["send_broadcast", { block_name: "a", message_tag: "ACCOUNT_UPDATE" }, " required,  oneOf"],
  ["send_dynamic", { ...USER, messages: [] }, "/messages minItems"],
  ["send_dynamic", { ...USER, messages: many(11, { text: "a" }) }, "/messages maxItems"],
])("ahachat.%s %j: %s", (name, input, expected) => {
  expect(verdict(`ahachat.${name}`, input)).toBe(expected);
});

test.each<[object, string]>([
  [{ url: "https://a.vn" }, "ok"],
  [{ url: "ftp://a.vn" }, "/url pattern"],
  [{ url: "http://a.vn", method: "POST", json: [1] }, "ok"],
  [{ url: "http://a.vn", json: 1, text: "a" }, "/text false schema"],
  [{ url: "http://a.vn", json: 1, form: {} }, "/form false schema"],
  [{ url: "http://a.vn", form: {}, text: "a" }, "/text false schema"],
  [{ url: "http://a.vn", expect_status: ["2xx", 404] }, "ok"],
  [{ url: "http://a.vn", expect_status: ["200"] }, "/expect_status/0 pattern"],
  [{ url: "http://a.vn", expect_status: [99] }, "/expect_status/0 minimum"],
  [{ url: "http://a.vn", max_response_bytes: 10485761 }, "/max_response_bytes maximum"],
  [{ url: "http://a.vn", timeout: "1s" }, " additionalProperties"],
])("http.request %j: %s", (input, expected) => {
  expect(verdict("http.request", input)).toBe(expected);
});
