/** Texts that customers read, and fields that a chatbot sends as empty text when they are not set. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { writePath } from "../../templates/paths.ts";
import type { ShownField } from "./shape.ts";

const READ: ReadonlySet<unknown> = new Set(["text", "title", "subtitle"]);

/** Attributes for names, as chatbots and shops call them. */
const NAME = /^(?:(?:first|last|full|middle|nick)[ _]?name|name|(?:ho_)?ten)$/i;

/** Whether the text of a message stands at a path. */
export function isRead(path: ValuePath): boolean {
  return READ.has(path.at(-1));
}

/**
 * Whether a field may be empty: a schema says that it may be missing and nothing of what it holds, or
 * none says anything and it is called like an attribute for a name.
 */
export function mayBeEmpty({ path, shape }: ShownField): boolean {
  if (path.base.kind !== "root") return false;
  if (shape.kind === "text" && shape.filled !== undefined) return !shape.filled;
  const [root, part, name = "", ...rest] = path.segments;
  const isAttribute = root === "trigger" && (part === "body" || part === "query");
  return isAttribute && rest.length === 0 && NAME.test(name);
}

/** What to write for a field that may be empty. */
export function fallbackHint({ path }: ShownField): string {
  const written = writePath(path);
  if (NAME.test(path.segments.at(-1) ?? "")) return `write {{default ${written} 'bạn'}}`;
  const other = path.segments[0] === "trigger" ? ", or make it required in the schema" : "";
  return `write {{default ${written} '…'}}${other}`;
}

/** A literal that can stand for a missing value where one of its kind is wanted. */
export function fallbackFor({ kind }: { readonly kind: string }): string {
  if (kind === "number") return "0";
  if (kind === "boolean") return "false";
  return kind === "list" || kind === "object" ? "null" : "'…'";
}
