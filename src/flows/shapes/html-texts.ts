/** Texts that HTML reads: what somebody outside wrote is shown there to the letter, or it breaks them. */
import type { Helper } from "../../templates/helpers/helper.ts";
import type { Expression } from "../../templates/outline.ts";
import { writeExpression } from "./calls.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

/** Formats of JSON Schema whose texts have no character that HTML reads. */
const PLAIN_FORMATS: readonly unknown[] = [
  "date",
  "time",
  "date-time",
  "duration",
  "uuid",
  "hostname",
  "ipv4",
  "ipv6",
];

/** Patterns that are sure to let none of `<>&"` through: bound at both ends, of letters, digits and the like. */
const PLAIN_PATTERN =
  /^\^(?:\\[dws+.\-/]|\d-\d|(?<=[A-Za-z[])-|-(?=\])|[\w ,:/+*?()[\]#@]|\{\d*,?\d*\})*\$$/;

/** Whether a schema of a text lets no character through that HTML reads. */
export function isPlainText({ format, pattern }: Readonly<Record<string, unknown>>): boolean {
  return (
    PLAIN_FORMATS.includes(format) || (typeof pattern === "string" && PLAIN_PATTERN.test(pattern))
  );
}

/** Whether HTML shows a value of this shape to the letter, or as the flow's author meant it. */
export function isEscaped(shape: Shape): boolean {
  switch (shape.kind) {
    case "number":
    case "boolean":
      return true;
    case "text":
      return shape.escaped === true || shape.choices?.every((one) => !/[<>&"]/.test(one)) === true;
    case "list":
      return isEscaped(shape.items);
    case "either":
      return shape.of.every(isEscaped);
    case "object":
    case "unknown":
      return false;
  }
}

/** A value that the author of the flow wrote, tags and all. */
export function authored(shape: Shape): Shape {
  switch (shape.kind) {
    case "text":
      return { ...shape, escaped: true };
    case "list":
      return { ...shape, items: authored(shape.items) };
    case "object": {
      const fields = [...shape.fields].map(([name, field]) => [name, authored(field)] as const);
      return { ...shape, fields: new Map(fields) };
    }
    case "either":
      return { ...shape, of: shape.of.map(authored) };
    case "number":
    case "boolean":
    case "unknown":
      return shape;
  }
}

/** What a call gives, with what is known of it in HTML. */
export function inHtml({ html }: Helper, args: readonly Shape[], result: Shape): Shape {
  const isKept = html === "always" || (html === "kept" && args.every(isEscaped));
  return isKept ? authored(result) : result;
}

/** Whether a value is called HTML, as what another program has made. */
export function isCalledHtml(value: Expression): boolean {
  return value.kind === "path" && /(?:^|_)html$/i.test(value.path.segments.at(-1) ?? "");
}

/** What is said of a value that goes into HTML as it is. */
export function unescaped(value: Expression): Finding {
  const written = writeExpression(value);
  // What was escaped and then changed is escaped once, at the end.
  const plain = written.replaceAll(/\(escape_html (\([^()]*\)|[^()\s]+)\)/g, "$1");
  return {
    rule: "unescaped-html",
    severity: "warning",
    message: `${written} goes into HTML as it is: a < or & in it would be read as HTML`,
    hint: hintFor(plain),
    offset: value.offset,
    length: value.length,
  };
}

/** @param written without an escape_html inside */
function hintFor(written: string): string {
  const within = "escape_html belongs around what somebody else wrote in it";
  // Tags of the author's own would be shown to the letter.
  if (written.includes("<")) return within;
  const escaped = `write {{escape_html ${written}}}`;
  return written.startsWith("vars.") ? `${escaped}; where it has tags, ${within}` : escaped;
}
