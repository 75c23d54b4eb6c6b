/** YAML that a program wrote: no digit of a number is lost. */
import { expect, it } from "vitest";
import { readData } from "#src/documents/read-data.js";

it.each([
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740993", "9007199254740993"],
  ["-12345678901234567890", "-12345678901234567890"],
  ["+12345678901234567890", "+12345678901234567890"],
  ["00000000000000000012", 12],
  ["0xFF", 255],
  ["0xFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF"],
  ["0o777777777777777777777", "0o777777777777777777777"],
  ["0.1", 0.1],
  [".5", 0.5],
  ["1.", 1],
  [".50000000000000000000", 0.5],
  ["0.1234567890123456789", "0.1234567890123456789"],
  ["1.50e3", 1500],
  ["1e400", "1e400"],
  ["1e-400", "1e-400"],
  ["0e9", 0],
  [".inf", Number.POSITIVE_INFINITY],
  [".nan", Number.NaN],
])("reads %s", (text, value) => {
  expect(readData("a.yaml", `a: { enum: [${text}] }\n`)).toEqual({
    value: { a: { enum: [value] } },
  });
});

it("says where JSON has what can't be held", () => {
  expect(readData("a.json", '{"a": 1,\n"b": 1e400}')).toEqual({
    mistake: "the JSON has a number that is too large or too small to be held; write it as text",
    line: 2,
    column: 6,
  });
});

it("says that a file has a second document, at its line", () => {
  expect(readData("a.yaml", "a: 1\n---\nb: 2\n")).toEqual({
    mistake: "a second YAML document begins here, and a file is one",
    line: 2,
    column: 1,
  });
});
