/** A value of a file is kept to the letter, or refused at its place with what to write. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { YamlDocument } from "#src/documents/yaml-document.js";

const read = (text: string) => new YamlDocument("a.yaml", text);

/** `rule line:column` of all that is wrong with a text. */
const wrongIn = (text: string) =>
  read(text).problems.map(({ rule, where }) => `${rule} ${where.line}:${where.column}`);

describe("a value", () => {
  it.each([
    "1.10",
    "1.0",
    "120.000",
    "1e3",
    "1E3",
    "+84908071111",
    "-0",
    ".5",
    "5.",
    "0x1F",
    "0o14",
  ])("%s is no number whose text is another", (text) =>
    expect(wrongIn(`k: [a, ${text}]`)).toEqual(["yaml-number 1:8"]),
  );

  it.each([".inf", "-.INF", ".nan", "1e400", "3.14159265358979323846", "12345678901234567890.5"])(
    "%s is no number that can't be held",
    (text) => expect(wrongIn(`k: ${text}`)).toEqual(["yaml-number 1:4"]),
  );

  it.each(["1", "-1", "0", "19.99", "0.5", "1e-7", "9007199254740991"])("%s is a number", (text) =>
    expect(read(`k: ${text}`)).toMatchObject({ value: { k: Number(text) }, problems: [] }),
  );

  it.each(["0908.071.111", "1_000", "2026-01-02", "12:30", "0b1", "1,5", "007a", "=1"])(
    "%s is text",
    (text) => expect(read(`k: ${text}`)).toMatchObject({ value: { k: text }, problems: [] }),
  );

  it("says what to write", () =>
    expect(read("k: 1.10").problems[0]).toMatchObject({
      message: "YAML reads 1.10 as the number 1.1",
      hint: 'put it in quotes if it is text: "1.10"; write 1.1 for the number',
    }));
});

describe("a key", () => {
  it.each([
    "0123",
    "1.10",
    "1e3",
    "True",
    "FALSE",
    "0908071111",
    "+1",
    "0x1F",
    ".inf",
    "~",
    "Null",
  ])("%s is not another one", (text) => {
    expect(wrongIn(`m:\n  ${text}: a`)).toEqual(["yaml-key 2:3"]);
    expect(wrongIn(`m: { b: 1, ${text}: a }`)).toEqual(["yaml-key 1:12"]);
    expect(read(`m: { "${text}": a }`)).toMatchObject({ value: { m: { [text]: "a" } } });
  });

  it.each(["1", "12.5", "true", "false", "gold", "Hà Nội"])("%s is kept", (text) =>
    expect(read(`${text}: a`)).toMatchObject({ value: { [text]: "a" }, problems: [] }),
  );

  it("is text", () => {
    expect(wrongIn("? [a, b]\n: 1")).toEqual(["yaml-key 1:3"]);
    expect(wrongIn("a: &a b\n*a : 1")).toEqual(["yaml-key 2:1"]);
    expect(wrongIn("m:\n  : 1")).toEqual(["yaml-key 2:3"]);
  });

  it("stands once, also as a number and as text", () => {
    expect(wrongIn('1: a\n"1": b')).toEqual(["yaml-duplicate-key 2:1"]);
    expect(wrongIn('"true": a\ntrue: b')).toEqual(["yaml-duplicate-key 2:1"]);
  });
});

describe("a tag", () => {
  it.each([
    "!secret shop_key",
    "!env SHOP_KEY",
    "! 12",
    "!!timestamp 2026-01-01",
    "!!binary aGk=",
    "!!set { a, b }",
    "!!omap [a: 1]",
    "!!pairs [a: 1]",
    "!!merge x",
    "!!float 1",
    "!!int a",
    "!!int 1.5",
    "!!bool yes",
    "!!null a",
    "!!map [a]",
    "!!seq { a: 1 }",
    "!<tag:example.com,2026:x> a",
  ])("%s is refused at its place", (text) => {
    expect(wrongIn(`k: ${text}`)).toEqual(["yaml-tag 1:4"]);
    expect(wrongIn(`list:\n  - ${text}`)).toEqual(["yaml-tag 2:5"]);
  });

  it("is refused before a key, behind an anchor, and on what stands below it", () => {
    expect(wrongIn("!secret a: 1")).toEqual(["yaml-tag 1:1"]);
    expect(wrongIn("k: &x !secret a")).toEqual(["yaml-tag 1:7"]);
    expect(wrongIn("k: !secret &x a")).toEqual(["yaml-tag 1:4"]);
    expect(wrongIn("k: !map\n  a: 1")).toEqual(["yaml-tag 1:4"]);
  });

  it("names nothing of what may be a password", () =>
    expect(JSON.stringify(read("k: !x9fQ2").problems)).not.toContain("x9fQ2"));

  it.each([
    ["!!str 1.10", "1.10"],
    ["!!int 1", 1],
    ["!!float 1.5", 1.5],
    ["!!bool true", true],
    ["!!null null", null],
    ["!!seq [a]", ["a"]],
    ["!!map { a: 1 }", { a: 1 }],
    ["!<tag:yaml.org,2002:str> 1", "1"],
  ])("%s means what it says", (text, value) =>
    expect(read(`k: ${text}`)).toMatchObject({ value: { k: value }, problems: [] }),
  );
});

describe("a directive", () => {
  it.each(["%YAML 1.1", "%YAML 1.3", "%FOO a"])("%s is not passed over", (line) =>
    expect(wrongIn(`${line}\n---\nk: yes`)).toEqual([expect.stringMatching(/^yaml-syntax 1:/)]),
  );

  it("may say that this is YAML 1.2", () =>
    expect(read("%YAML 1.2\n---\nk: yes")).toMatchObject({ value: { k: "yes" }, problems: [] }));
});

describe("a merge", () => {
  const base = "base: &base { a: 1, b: { c: 2 } }\nother: &other { a: 5, d: 6 }\n";

  it.each([
    ["<<: *base", { a: 1, b: { c: 2 } }],
    ["{ <<: *base, a: 3 }", { a: 3, b: { c: 2 } }],
    ["{ a: 3, <<: *base }", { a: 3, b: { c: 2 } }],
    ["{ <<: [*base, *other] }", { a: 1, b: { c: 2 }, d: 6 }],
    ["{ <<: { a: 9 } }", { a: 9 }],
    ['{ "<<": a }', { "<<": "a" }],
  ])("%s", (text, value) =>
    expect(read(`${base}k:\n  ${text}`)).toMatchObject({ value: { k: value }, problems: [] }),
  );

  it.each(["text", "1", "[*base, 1]", "~", "*list"])("of %s is refused", (text) =>
    expect(wrongIn(`${base}list: &list [1]\nk: { <<: ${text} }`)).toEqual(["yaml-merge 4:6"]),
  );

  it("gives the place of what it brought", () =>
    expect(read(`${base}k:\n  <<: *base`).spanOf(["k", "a"]).where).toMatchObject({ line: 4 }));
});

describe("a quote that is lost", () => {
  const flow = readFileSync("flows/lead-to-crm.yaml", "utf8");
  const quotes = [...flow.matchAll(/["']/g)].map(({ index }) => index);

  it.each(quotes)("at %i of a flow is told once, at its line", (at) => {
    const text = flow.slice(0, at) + flow.slice(at + 1);
    const { problems } = new YamlDocument("flow.yaml", text);
    const lines = problems.map(({ where }) => where.line);
    // Without the first of two, a text may be one without quotes.
    expect([[], [flow.slice(0, at).split("\n").length]]).toContainEqual(lines);
  });

  it.each([
    ['a: "b\nc: "d"\n', "1:4 double"],
    ["a:\n  - 'b\n  - 'c'\n", "2:5 single"],
    ['a: "b\n', "1:4 double"],
    ['a: { b: "c }\nd: 1\ne: "f"\n', "1:9 double"],
    ['a: 1\nb: "c\\"\nd: 1\n', "2:4 double"],
  ])("%j is told where it opens", (text, place) => {
    const { problems } = new YamlDocument("flow.yaml", text);
    expect(
      problems.map(({ where, message }) => `${where.line}:${where.column} ${message}`),
    ).toEqual([
      `${place.replace(" ", " YAML: the ")} quote that opens here is not closed on its line`,
    ]);
  });

  it("is none where a text goes on over lines, whatever they look like", () => {
    for (const text of ['a: "b\n  c: d\n  - e"\n', "a: |\n  it's\n  b: 1\nc: 'd'\n"])
      expect(new YamlDocument("flow.yaml", text).problems).toEqual([]);
  });
});

describe("a text that a # ends", () => {
  it.each([
    ["text: Còn #{{vars.n}} chiếc", "11"],
    ["text: Đơn # {{trigger.body.id}}", "11"],
    ["text: Đơn hàng #1024 đã giao", "16"],
    ["text: Sale lớn #blackfriday", "16"],
    ["code: Ma #12", "10"],
    ["- Vòng tay #bac", "12"],
    ["text: #1 Việt Nam", "7"],
  ])("%s is told where it ends", (text, column) => {
    expect(wrongIn(text)).toEqual([`yaml-cut-text 1:${column}`]);
  });

  it.each([
    "text: Đơn hàng # a comment",
    'text: "Đơn hàng #1024"',
    'text: "Đơn hàng" #1024',
    "text: Đơn#1024",
    "text: Đơn hàng  #two blanks",
    "id: buyer #buyer",
    "limit: 5 #five",
    "steps: #all\n  - a",
    "text: |\n  Đơn #1024",
    "#text: {{a}}\na: b",
  ])("%j is told nothing of", (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});
