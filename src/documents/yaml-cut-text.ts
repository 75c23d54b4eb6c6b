/** Text without quotes that YAML cuts at ` #`: what follows is a comment, and is not sent. */
import { isScalar, type Node, type Scalar } from "yaml";
import { quoted, type Trap } from "./yaml-trap.ts";

/**
 * Warns where a `#` with a blank before it was most likely meant to be read: a template follows, or the
 * text goes on right behind it. `# ` with a blank on both sides is how comments are written.
 */
export function cutText(node: Scalar & Node, source: string): Trap | undefined {
  if (!isScalar(node) || node.type !== "PLAIN" || !node.range) return undefined;
  const [start, end] = node.range;
  if (start > end || source.slice(start, end).includes("\n")) return undefined;
  const [, blanks = "", comment = ""] = /^([ \t]*)#(.*)/.exec(source.slice(end)) ?? [];
  const text = source.slice(start, end);
  if (!isCut(text, blanks, comment)) return undefined;
  const whole = `${text}${blanks}#${comment}`.trim();
  return {
    rule: "yaml-cut-text",
    severity: "warning",
    message: `YAML takes "#${comment.trim()}" for a comment: the text ends before it`,
    hint: `put the whole text in quotes: ${quoted(whole)}; or write "# " and a blank for a comment`,
    offset: end + blanks.length,
    length: comment.trimEnd().length + 1,
  };
}

function isCut(text: string, blanks: string, comment: string): boolean {
  if (comment.includes("{{")) return true;
  // Comments stand two blanks away, or begin with a blank.
  if (blanks !== " " && !(text === "" && blanks === "")) return false;
  const isText = /\s/.test(text) || /[^\x20-\x7e]/.test(text) || text === "";
  return /^\w/.test(comment) && (isText || /^\d/.test(comment));
}
