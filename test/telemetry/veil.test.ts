import { array, assert, constantFrom, dictionary, nat, oneof, property, string } from "fast-check";
import { expect, test } from "vitest";
import { createVeil } from "#src/telemetry/veil.js";

const SECRETS = [
  "thanhtoan",
  "thanhtoan-2024",
  "cà phê sữa đá",
  "2024",
  "shop",
  "\uFDD0\uFDD0\uFDD0\uFDD0",
];
const veil = createVeil(SECRETS);

/** Texts in which secrets, their parts and what the veil itself writes stand side by side. */
const text = array(
  oneof(
    constantFrom(...SECRETS, "\uFDD0", "thanh", "-", " "),
    constantFrom(...SECRETS).map((secret) => veil.hide(secret) as string),
    string({ unit: "grapheme" }),
  ),
  { maxLength: 8 },
).map((parts) => parts.join(""));

test("what was hidden is revealed as it was, whatever stood there", () => {
  assert(
    property(oneof(constantFrom(...SECRETS), text, dictionary(text, array(text))), (data) => {
      expect(veil.reveal(veil.hide(data))).toEqual(data);
    }),
    { numRuns: 500 },
  );
});

test("its JSON is that of what it hides, wherever secrets are and however JSON writes them", () => {
  const awkward = [
    'say "hi" \\ there',
    "line\none and two",
    "một 🎉🎉🎉🎉🎉🎉🎉",
    "a/b/c/d/e/f",
    ...SECRETS,
  ];
  const other = createVeil(awkward);
  const parts = array(
    oneof(constantFrom(...awkward), constantFrom('"', "\\", "🎉", "say", "…"), string()),
    { maxLength: 5 },
  ).map((texts) => texts.join(""));
  const cut = parts.chain((whole) => nat(whole.length).map((length) => whole.slice(0, length)));
  assert(
    property(oneof(parts, cut, dictionary(parts, array(cut))), (data) => {
      expect(other.json(data)).toBe(JSON.stringify(other.hide(data)));
    }),
    { numRuns: 2_000 },
  );
});

test("hides long secrets wherever they stand, and short ones that are a whole text", () => {
  const data = { shop: "shop", a: "2024", b: "DH2024", c: "xthanhtoan y", d: ["cà phê sữa đá"] };
  const hidden = JSON.stringify(veil.hide(data));
  for (const secret of ["thanhtoan", "cà phê", '"2024"', ':"shop"'])
    expect(hidden).not.toContain(secret);
  expect(hidden).toContain("DH2024");
  expect(hidden).toContain('"shop":');
});

test("is the same after a restart, and gives nothing away once a secret is gone", () => {
  const hidden = veil.hide("mã thanhtoan!");
  expect(createVeil(["another one", "thanhtoan"]).reveal(hidden)).toBe("mã thanhtoan!");
  expect(createVeil(["another one"]).reveal(hidden)).toBe("mã [redacted]!");
});

test.each([
  ["encoded", encodeURIComponent("cà phê sữa đá")],
  ["in JSON", JSON.stringify({ t: "thanhtoan-2024" })],
  ["in base64", Buffer.from("mã thanhtoan-2024!").toString("base64")],
  ["typed on a Mac", "cà phê sữa đá".normalize("NFD")],
  ["cut off", "mã: thanhtoan-20"],
  ["cut off, with an ellipsis", "mã: thanhtoan-20…"],
])("hides what is %s, and reveals it", (_, given) => {
  const hidden = veil.hide(given);
  expect(hidden).not.toBe(given);
  expect(veil.reveal(hidden)).toBe(given);
  expect(createVeil(["another one"]).reveal(hidden)).toContain("[redacted]");
});

test("data without secrets is the same object", () => {
  const data = { a: ["DH-17", { b: 1 }] };
  expect(veil.hide(data)).toBe(data);
  expect(veil.reveal(data)).toBe(data);
});
