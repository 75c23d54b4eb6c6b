/**
 * Gives a form the types that the flow knows: a form says only names and texts, so that one `sku=A` may
 * be a list and `customer[phone]` a field of `customer`.
 */
import type { FormTypes } from "./compiled-flow.ts";

/** Names of a form's fields that contradict one another. */
export class FormConflict extends Error {
  override readonly name = "FormConflict";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Fields by the parts in brackets of their names; the last part has the value. */
type Node = Map<string, Node> | Leaf;

interface Leaf {
  /** Texts as they came; of a sample, anything. */
  readonly value: unknown;
}

/** Brackets within brackets that a name may have. */
const DEEPEST = 10;

/**
 * The fields, those of a list or an object put together from brackets; all others as they came.
 * @throws FormConflict
 */
export function typedForm(
  fields: Readonly<Record<string, unknown>>,
  types: FormTypes,
): Record<string, unknown> {
  const body: Record<string, unknown> = Object.create(null);
  const nodes = new Map<string, Node>();
  for (const [name, value] of Object.entries(fields)) {
    const [root, parts] = partsOf(name);
    const type = types.get(root);
    const isWhole = parts.length === 0 && !(type === "list" && isText(value));
    if (type === undefined || isWhole) body[name] = value;
    else put(nodes, [root, ...(parts.length === 0 ? [""] : parts)], value, name);
  }
  for (const [root, node] of nodes) {
    if (root in body) throw conflict(root);
    body[root] = valueOf(node, root);
  }
  return body;
}

/** Whether it is what a form brings: a text, or several of one name. */
function isText(value: unknown): boolean {
  return [value].flat().every((one) => typeof one === "string");
}

/** `items[0][sku]` is `items` with the parts `0` and `sku`; a name with other brackets is one of its own. */
function partsOf(name: string): [root: string, parts: string[]] {
  const [, root, brackets = ""] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (root === undefined) return [name, []];
  return [root, [...brackets.matchAll(/\[([^[\]]*)\]/g)].map(([, part = ""]) => part)];
}

function put(
  nodes: Map<string, Node>,
  path: readonly string[],
  value: unknown,
  name: string,
): void {
  if (path.length > DEEPEST)
    throw new FormConflict("too_deep", `a form's field has more than ${DEEPEST} brackets`);
  if (path.slice(1, -1).includes(""))
    throw new FormConflict(
      "form_conflict",
      "[] within the name of a form's field does not say which entry is meant; a number does: items[0][sku]",
    );
  let at = nodes;
  for (const part of path.slice(0, -1)) {
    const next = at.get(part) ?? new Map<string, Node>();
    if (!(next instanceof Map)) throw conflict(name);
    at.set(part, next);
    at = next;
  }
  const last = path.at(-1) ?? "";
  if (at.has(last)) throw conflict(name);
  at.set(last, { value: last === "" ? [value].flat() : value });
}

/** Keys that are all numbers in a row, or empty, make a list; others an object. */
function valueOf(node: Node, name: string): unknown {
  if (!(node instanceof Map)) return node.value;
  const keys = [...node.keys()];
  const only = node.get("");
  if (only !== undefined) {
    if (keys.length > 1 || only instanceof Map) throw conflict(name);
    return only.value;
  }
  const inner = (key: string) => valueOf(node.get(key) ?? { value: "" }, `${name}[${key}]`);
  if (keys.every((key) => /^\d+$/.test(key))) {
    const sorted = keys.toSorted((one, other) => Number(one) - Number(other));
    if (sorted.some((key, index) => key !== String(index))) throw conflict(name);
    return sorted.map(inner);
  }
  const object: Record<string, unknown> = Object.create(null);
  for (const key of keys) object[key] = inner(key);
  return object;
}

function conflict(name: string): FormConflict {
  const message = `the form's fields of ${JSON.stringify(name.slice(0, 100))} contradict one another: a value, a list and an object exclude each other, and a list's numbers begin with 0 and leave none out`;
  return new FormConflict("form_conflict", message);
}
