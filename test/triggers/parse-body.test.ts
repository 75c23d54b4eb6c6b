import { describe, expect, it } from "vitest";
import { formTypes } from "#src/flows/form-types.js";
import { parseBody } from "#src/triggers/parse-body.js";
import { parseForm } from "#src/triggers/parse-form.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a body", () => {
  it("is read by its type", () => {
    const read: [string, string, unknown][] = [
      ["application/json", '{"a": 1}', { a: 1 }],
      ["Application/JSON; Charset=utf-8", "[1]", [1]],
      ['application/json; charset="UTF-8"', "7", 7],
      ["application/vnd.shop+json", "null", null],
      ["application/x-www-form-urlencoded", "a=1&b=x+y", { a: "1", b: "x y" }],
    ];
    for (const [type, text, value] of read) expect(parseBody(type, bytes(text))).toEqual(value);
  });

  it("has every digit of its numbers, and keys of any name", () => {
    const body = parseBody(
      "application/json",
      bytes('{"id":65238891076543210,"total":240000,"__proto__":{"x":1},"a":2}'),
    ) as object;
    expect(Object.entries(body)).toEqual([
      ["id", "65238891076543210"],
      ["total", 240_000],
      ["__proto__", { x: 1 }],
      ["a", 2],
    ]);
    expect(body).not.toHaveProperty("x");
  });

  it("is null when it is empty, whatever its type", () => {
    for (const type of [undefined, "application/json", "text/xml"])
      expect(parseBody(type, bytes(""))).toBeNull();
  });

  it("is refused with a status and a code when it can't be read", () => {
    const refused: [string | undefined, Uint8Array, number, string][] = [
      ["application/json", bytes("{"), 400, "invalid_json"],
      ["application/json", bytes('{"a":1,"a":2}'), 400, "duplicate_key"],
      ["application/json", bytes("[".repeat(100_000)), 400, "invalid_json"],
      ["application/json", bytes("[".repeat(101) + "]".repeat(101)), 400, "too_deep"],
      ["application/x-www-form-urlencoded", bytes("a&".repeat(1_000)), 413, "too_many_fields"],
      ["application/json", bytes('{"a":[1e400]}'), 400, "number_out_of_range"],
      ["application/json", bytes("-1e-400"), 400, "number_out_of_range"],
      ["application/json", Uint8Array.of(0x22, 0xc3, 0x22), 400, "invalid_encoding"],
      ["text/plain", bytes("a"), 415, "unsupported_media_type"],
      ["application/jsonx", bytes("{}"), 415, "unsupported_media_type"],
      ["application/json; charset=utf-16", bytes("{}"), 415, "unsupported_media_type"],
      [undefined, bytes("{}"), 415, "unsupported_media_type"],
    ];
    for (const [type, body, status, code] of refused)
      expect(() => parseBody(type, body)).toThrow(expect.objectContaining({ status, code }));
  });

  it("says where a number stands that can't be held", () => {
    expect(() => parseBody("application/json", bytes('{"id": 1,\n "total": 1e400}'))).toThrow(
      expect.objectContaining({ message: expect.stringContaining("(line 2, column 11)") }),
    );
  });
});

describe("JSON that calls itself something else", () => {
  const form = "application/x-www-form-urlencoded";
  it.each([
    [undefined, '{"a":1}'],
    ["", " [1]"],
    ["text/plain; charset=utf-8", '\n{\n "a": 1}'],
    [form, '{"messenger_user_id":"6523889107654321"}'],
    [form, '{ "a": "b=c&d" }'],
    [form, "[]"],
  ])("of type %j is refused with what to send: %j", (type, text) => {
    expect(() => parseBody(type, bytes(text))).toThrow(
      expect.objectContaining({
        status: 415,
        message: "this looks like JSON: send it with the header Content-Type: application/json",
      }),
    );
  });

  it("is none where a form has braces in a name, or another encoding is the matter", () => {
    expect({ ...(parseBody(form, bytes("{a}=1&[b]=2&%7B%22=3")) as object) }).toEqual({
      "{a}": "1",
      "[b]": "2",
      '{"': "3",
    });
    expect(() => parseBody("text/plain; charset=utf-16", bytes("{}"))).toThrow(/in UTF-8/);
  });
});

describe("a form", () => {
  it("makes a list of a name that stands several times", () => {
    expect({ ...parseForm("a=1&b=2&a=3&a=4") }).toEqual({ a: ["1", "3", "4"], b: "2" });
  });

  it("has fields of any name, and no prototype", () => {
    const fields = parseForm("__proto__=x&constructor=y&toString=z");
    expect(Object.keys(fields)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe("a form with the types of a flow", () => {
  const form = "application/x-www-form-urlencoded";
  const types = formTypes(
    {
      properties: {
        sku: { type: "array" },
        items: { type: ["array", "null"] },
        customer: { type: "object" },
        total: { type: "number" },
        either: { type: ["string", "array"] },
      },
    },
    { body: { tags: ["a"], ship: { to: "b" }, either: ["a"], total: [1] } },
  );
  const read = (text: string) => JSON.parse(JSON.stringify(parseBody(form, bytes(text), types)));

  it.each<[string, unknown]>([
    ["sku=A", { sku: ["A"] }],
    ["sku=A&sku=B", { sku: ["A", "B"] }],
    ["sku[]=A", { sku: ["A"] }],
    ["sku%5B%5D=A&sku[]=B", { sku: ["A", "B"] }],
    ["tags=A", { tags: ["A"] }],
    [
      "items[0][sku]=A&items[0][qty]=2&items[1][sku]=B",
      { items: [{ sku: "A", qty: "2" }, { sku: "B" }] },
    ],
    ["items[1]=B&items[0]=A", { items: ["A", "B"] }],
    [
      "customer[phone]=09&customer[a][b]=1&customer[l][]=x",
      { customer: { phone: "09", a: { b: "1" }, l: ["x"] } },
    ],
    ["ship[to]=x&ship[__proto__]=y", { ship: { to: "x", ["__proto__"]: "y" } }],
    [
      "either=A&total=1.10&other[a]=1&other[]=2",
      { either: "A", total: "1.10", "other[a]": "1", "other[]": "2" },
    ],
    ["customer=text", { customer: "text" }],
    ["a=%EF%BF%BD&b=\ufffd", { a: "\ufffd", b: "\ufffd" }],
    ["a=100%&b=%zz", { a: "100%", b: "%zz" }],
  ])("%s is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each([
    ["a=%E2", "invalid_encoding"],
    ["%E2%82=1", "invalid_encoding"],
    ["a=%EF%BF%BD%E2", "invalid_encoding"],
    ["a=%ED%A0%80", "invalid_encoding"],
    ["customer=1&customer[b]=2", "form_conflict"],
    ["customer[b]=2&customer[b][c]=1", "form_conflict"],
    ["customer[b][c]=2&customer[b]=1", "form_conflict"],
    ["sku=A&sku[]=B", "form_conflict"],
    ["sku[]=A&sku[0]=B", "form_conflict"],
    ["items[1]=A", "form_conflict"],
    ["items[0]=A&items[00]=B", "form_conflict"],
    ["items[][a]=A&items[][b]=B", "form_conflict"],
    [`customer${"[a]".repeat(11)}=1`, "too_deep"],
  ])("%s is refused: %s", (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ status: 400, code }));
  });

  it("says what to write where [] stands within a name", () => {
    expect(() => read("items[][a]=A")).toThrow("a number does: items[0][sku]");
  });
});
