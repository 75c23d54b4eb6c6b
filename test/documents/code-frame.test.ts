import { expect, it } from "vitest";
import { codeFrame } from "#src/documents/code-frame.js";

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
