import { expect, test } from "vitest";
import {
  createDataRedactor,
  createRedactor,
  maskCredentialHeaders,
} from "#src/telemetry/redact.js";

const secret = 'p@ss "w/rd"+é';
const redact = createRedactor([
  secret,
  "abcd",
  "abcdefgh",
  "xyz",
  "",
  "a.c*(d",
  "abcdefg-0123456789",
]);

test.each([
  ["plain", `x ${secret} y ${secret}`, "x [redacted] y [redacted]"],
  ["URL-encoded", `?t=${encodeURIComponent(secret)}&u=1`, "?t=[redacted]&u=1"],
  [
    "URL-encoded in small letters",
    encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    "[redacted]",
  ],
  ["as a form", new URLSearchParams({ t: secret }).toString(), "t=[redacted]"],
  ["in JSON", JSON.stringify({ t: secret }), '{"t":"[redacted]"}'],
  ["the longer of two", "abcdefgh abcd", "[redacted] [redacted]"],
  ["with what a pattern would mean", "a.c*(d abc((d", "[redacted] abc((d"],
  ["shorter than 4", "xyz", "xyz"],
  ["URL-encoded twice", encodeURIComponent(encodeURIComponent(secret)), "[redacted]"],
  ["in JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3), "[redacted]"],
  ["in JSON in a URL", encodeURIComponent(JSON.stringify(secret)), "%22[redacted]%22"],
  ["as PHP writes JSON", String.raw`"p@ss \"w\/rd\"+\u00e9"`, '"[redacted]"'],
  ["in HTML", "<p>p@ss &quot;w/rd&quot;+é</p>", "<p>[redacted]</p>"],
  ["in base64", `Basic ${Buffer.from(secret).toString("base64")}`, "Basic [redacted]k="],
  ["cut off at the end of a text", "the token abcdefg-012", "the token [redacted]"],
  ["cut off, with an ellipsis", "the token abcdefg-012…", "the token [redacted]…"],
])("a secret %s", (_name, text, shown) => {
  expect(redact(text)).toBe(shown);
});

test.each([0, 1, 2, 3])(
  "a secret in base64 after %i bytes leaves nothing that says it",
  (before) => {
    const token = "0123456789abcdef";
    const encoded = Buffer.from(`${"u".repeat(before)}${token}:p`).toString("base64");
    const shown = createRedactor([token])(encoded) as string;
    expect(shown).toContain("[redacted]");
    expect(Buffer.from(shown.replace("[redacted]", ""), "base64").toString()).not.toMatch(
      /[2-9a-e]{3}/,
    );
  },
);

test("data is copied only where it changes", () => {
  const kept = { list: [1, "two", null, { three: true }] };
  const data = { kept, token: [{ value: "abcd" }], abcd: 1, date: new Date(0) };
  const shown = redact(data) as Record<string, unknown>;
  expect(shown).toEqual({
    kept,
    token: [{ value: "[redacted]" }],
    "[redacted]": 1,
    date: data.date,
  });
  expect(shown["kept"]).toBe(kept);
  expect(data.token).toEqual([{ value: "abcd" }]);
});

test.each([[{ a: [{ b: "c" }] }], [["x"]], [7], [null], [undefined], [true]])(
  "%j without secrets comes back as it is",
  (value) => {
    expect(redact(value)).toBe(value);
    expect(createRedactor([])(value)).toBe(value);
  },
);

test("a key named __proto__ stays a key", () => {
  const shown = redact(JSON.parse('{"__proto__": "abcd"}')) as object;
  expect(Object.entries(shown)).toEqual([["__proto__", "[redacted]"]]);
});

test("credential headers of an input are masked, whatever their value", () => {
  const input = {
    url: "u",
    headers: { Authorization: "Basic YTpi", "X-Api-Key": "k", Accept: "a" },
  };
  expect(maskCredentialHeaders(input)).toEqual({
    url: "u",
    headers: { Authorization: "[redacted]", "X-Api-Key": "[redacted]", Accept: "a" },
  });
  expect(maskCredentialHeaders("text")).toBe("text");
});

test("customers' data keeps short secrets where they are a part of something, or a name", () => {
  const data = { shop: ["shop", "workshop"], year: "2024", code: "DH2024-17", key: "an abcdefgh" };
  expect(createDataRedactor(["shop", "2024", "abcdefgh"])(data)).toEqual({
    ...data,
    shop: ["[redacted]", "workshop"],
    year: "[redacted]",
    key: "an [redacted]",
  });
});
