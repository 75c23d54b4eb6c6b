import { createHash, createHmac } from "node:crypto";
import { JsonLimitError, parseJson } from "../../documents/parse-json.ts";
import { HelperFailure, limitText } from "../failure.ts";
import { choiceOf, textOf, wholeNumberOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";

const HTML: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
};

const ALGORITHMS = ["sha256", "sha512", "sha384", "sha1", "md5"] as const;

/** Text for other programs. */
export const encoding: readonly Helper[] = [
  {
    name: "json",
    takes: ["any", "number"],
    gives: "text",
    summary: "The value as JSON, on one line unless `indent` is given.",
    usage: "value [indent]",
    min: 1,
    max: 2,
    example: {
      template: "Order: {{json order}}",
      scope: { order: { id: "DH1024", total: 5 } },
      result: 'Order: {"id":"DH1024","total":5}',
    },
    run: ([value, indent = 0]) => {
      const made = JSON.stringify(value, undefined, wholeNumberOf(indent, 0, 8));
      if (made === undefined) throw new HelperFailure("got nothing that JSON can write");
      return made;
    },
  },
  {
    name: "parse_json",
    takes: ["text"],
    gives: "any",
    summary: "The value of a JSON text; a number that would lose digits is text.",
    usage: "text",
    min: 1,
    max: 1,
    example: { template: "{{parse_json raw}}", scope: { raw: '{"a":[1]}' }, result: { a: [1] } },
    run: ([value]) => {
      const json = textOf(value);
      try {
        return parseJson(json);
      } catch (error) {
        if (error instanceof JsonLimitError) throw new HelperFailure(error.message);
        // The parser's own message quotes the text.
        throw new HelperFailure("got text that is not JSON");
      }
    },
  },
  {
    name: "hash",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary: `The digest of a text, in hex: ${ALGORITHMS.join(", ")}; sha256 unless given.`,
    usage: "text [algorithm]",
    min: 1,
    max: 2,
    example: {
      template: "{{hash 'abc'}}",
      result: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    },
    run: ([value, algorithm = "sha256"]) =>
      createHash(choiceOf(algorithm, ALGORITHMS)).update(textOf(value)).digest("hex"),
  },
  {
    name: "hmac",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary: "The signature of a text with a key, in hex; algorithms as for `hash`.",
    usage: "text key [algorithm]",
    min: 2,
    max: 3,
    example: {
      template: "{{hmac 'what do ya want for nothing?' secrets.key}}",
      scope: { secrets: { key: "Jefe" } },
      result: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    },
    run: ([value, key, algorithm = "sha256"]) =>
      createHmac(choiceOf(algorithm, ALGORITHMS), textOf(key)).update(textOf(value)).digest("hex"),
  },
  {
    name: "base64",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary: "The UTF-8 bytes of a text as base64.",
    usage: "text",
    min: 1,
    max: 1,
    example: { template: "{{base64 name}}", scope: { name: "Bạn" }, result: "QuG6oW4=" },
    run: ([value]) => Buffer.from(textOf(value), "utf8").toString("base64"),
  },
  {
    name: "escape_html",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary: "A text as HTML shows it to the letter.",
    usage: "text",
    min: 1,
    max: 1,
    example: {
      template: "<b>{{escape_html name}}</b>",
      scope: { name: "An <3 & Bình" },
      result: "<b>An &lt;3 &amp; Bình</b>",
    },
    run: ([value]) => {
      const plain = textOf(value);
      limitText(plain.length);
      return plain.replaceAll(/[<>&"]/g, (character) => HTML[character] ?? character);
    },
  },
  {
    name: "url_encode",
    takes: ["text"],
    gives: "text",
    html: "always",
    summary: "Safe inside of a URL's query or path.",
    usage: "text",
    min: 1,
    max: 1,
    example: {
      template: "https://example.com/?q={{url_encode q}}",
      scope: { q: "áo & quần" },
      result: "https://example.com/?q=%C3%A1o%20%26%20qu%E1%BA%A7n",
    },
    run: ([value]) => {
      const plain = textOf(value);
      limitText(plain.length);
      try {
        return encodeURIComponent(plain);
      } catch {
        throw new HelperFailure("got text that is not valid Unicode");
      }
    },
  },
];
