/** YAML as it may be shown where some of its values may not. */
import { isPair, isScalar, isSeq, type Node, parseDocument, type Scalar, visit } from "yaml";
import { tooDeepAt } from "./yaml-depth.ts";

/**
 * The text of a file, also of one that is not quite YAML, with stars in the place of values; every character keeps its
 * line and column.
 * @returns nothing of a file that is nested too deep
 * @param hidden what stands for a value as it is written, by the names that lead to it; undefined: it may be seen
 */
export function hideValues(
  source: string,
  hidden: (names: readonly string[], written: string) => string | undefined,
): string {
  // Too deep for the parser, too.
  if (tooDeepAt(source) !== undefined) return "";
  const parts: string[] = [];
  let done = 0;
  const hide = (key: unknown, { range }: Scalar, above: readonly unknown[]) => {
    if (key === "key" || !range) return;
    const [start, end] = range;
    const shown = hidden(namesOf(above), source.slice(start, end));
    if (shown === undefined || start < done) return;
    parts.push(source.slice(done, start), shown);
    done = end;
  };
  visit(parseDocument(source, { logLevel: "silent", uniqueKeys: false }), { Scalar: hide });
  return parts.join("") + source.slice(done);
}

/** Stars for all that can be seen of a text. */
export function stars(text: string): string {
  return text.replaceAll(/\S/g, "*");
}

/** The keys that lead to what stands in the last of these. */
function namesOf(above: readonly unknown[]): string[] {
  return above.flatMap((node) => {
    if (!isPair(node)) return isSeq(node as Node) ? ["-"] : [];
    return [isScalar(node.key) ? String(node.key.value) : ""];
  });
}
