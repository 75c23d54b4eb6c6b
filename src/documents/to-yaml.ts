import { Document, visit } from "yaml";

/** A text of blanks and line breaks: written as a block, it would lose its blanks (yaml 2.9). */
const BLANK = /^\s*\n\s*$/;

/** A value as YAML, long texts on one line, without the line break at its end. */
export function toYaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === "string" && BLANK.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 }).replace(/\n$/, "");
}
