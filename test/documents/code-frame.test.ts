import { describe, expect, it } from "vitest";
import { type Frame, framesOf } from "#src/documents/code-frame.js";

const codeFrame = (text: string, problem: Parameters<Frame>[0]) =>
  framesOf(new Map([["ahaflow.yaml", text]]))(problem);

const at = (line: number, column: number) => ({ file: "ahaflow.yaml", line, column });

it("shows no user name and password of an address, on any of its lines", () => {
  const text = "a: https://an:mat-khau-9@x.vn/a@b\nb: wrong\nc: postgres://u@db/x\n";
  const frame = codeFrame(text, { rule: "wrong-value", where: at(2, 4), length: 5 });
  expect(frame).toBe(
    [
      "  1 | a: https://*************@x.vn/a@b",
      "> 2 | b: wrong",
      "    |    ^^^^^",
      "  3 | c: postgres://*@db/x",
    ].join("\n"),
  );
});

it("shows stars where a secret stands", () => {
  const text = "token: {{a}}\nkey: s3cret-of-the-shop # note\n";
  const frame = codeFrame(text, { rule: "literal-secret", where: at(2, 6), length: 18 });
  expect(frame).toContain("> 2 | key: ****************** # note\n    |      ^^^^^^^^^^^^^^^^^^");
});

const entry = (id: number) => `{"id":${1000 + id},"wrong":1},`;

const framed = (text: string, column: number, length = 7) =>
  codeFrame(text, { rule: "unknown-key", where: at(1, column), length })?.split("\n") ?? [];

describe("of a long line", () => {
  const line = `[${Array.from({ length: 2_000 }, (_, id) => entry(id)).join("")}0]`;

  it.each([0, 1, 5, 900, 1_999])("shows what is near to the mistake in entry %i", (id) => {
    const column = line.indexOf(entry(id)) + '{"id":1000,'.length + 1;
    const [shown = "", mark = ""] = framed(line, column);
    expect(shown.length).toBeLessThan(180);
    expect(shown.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1)).toBe('"wrong"');
    expect(shown).toContain(entry(id).slice(1, -2));
    expect(shown.startsWith("> 1 | …")).toBe(id > 4);
    expect(shown.endsWith("…")).toBe(id < 1_990);
  });

  it("marks no more than is shown", () => {
    const [shown = "", mark = ""] = framed(line, 2, line.length);
    expect(mark.length).toBeLessThanOrEqual(shown.length);
    expect(framed(line, line.length + 1, 1)[1]).toMatch(/^ {4}\| +\^$/);
  });

  it("shows the beginning of those around it", () => {
    const frame = codeFrame(`a: 1\nb: wrong\nc: ${"x".repeat(500)}\n`, {
      rule: "unknown-key",
      where: at(2, 4),
      length: 5,
    });
    expect(frame).toContain("> 2 | b: wrong\n    |    ^^^^^\n");
    expect(frame).toContain(`  3 | c: ${"x".repeat(157)}…`);
  });

  it("shows no part of a secret, nor half a character", () => {
    for (let gap = 90; gap < 130; gap++) {
      const address = "postgres://shop:mat-khau-cua-quan@db/x";
      const text = `${"👍".repeat(150)}${address}${"-".repeat(gap)}wrong${"-".repeat(gap)}${address}${"-".repeat(300)}`;
      const [shown = "", mark = ""] = framed(text, text.indexOf("wrong") + 1, 5);
      expect(shown.slice(mark.indexOf("^"), mark.indexOf("^") + 5)).toBe("wrong");
      expect(shown).not.toMatch(/mat|khau|cua|quan/);
      expect(Buffer.from(shown).toString()).toBe(shown);
    }
    const secret = { rule: "literal-secret", where: at(1, 300), length: 12 } as const;
    const text = `${"a".repeat(299)}s3cret-of-me${"b".repeat(299)}`;
    expect(codeFrame(text, secret)).toContain(`a${"*".repeat(12)}b`);
  });
});
