/**
 * Gives a form the types that the flow knows: a form says only names and texts, so that one `sku=A` may
 * be a list and `customer[phone]` a field of `customer`.
 */
import type { FormTypes } from "../flows/compiled-flow.ts";
import { WebhookRejection } from "./webhook-rejection.ts";

type Fields = Readonly<Record<string, string | string[]>>;
/** A field under its name and the parts in brackets, the last of them the end. */
type Node = Map<string, Node> | string | string[];

/** Brackets within brackets that a name may have. */
const DEEPEST = 10;

/**
 * The fields, those of a list or an object put together from brackets; all others as they came.
 * @throws WebhookRejection 400 where names contradict one another
 */
export function withFormTypes(fields: Fields, types: FormTypes): Record<string, unknown> {
  const body: Record<string, unknown> = Object.create(null);
  const nodes = new Map<string, Node>();
  for (const [name, value] of Object.entries(fields)) {
    const [root, parts] = partsOf(name);
    const type = types.get(root);
    if (type === undefined || (parts.length === 0 && type !== "list")) body[name] = value;
    else put(nodes, [root, ...(parts.length === 0 ? [""] : parts)], value, name);
  }
  for (const [root, node] of nodes) {
    if (root in body) throw conflict(root);
    body[root] = valueOf(node, root);
  }
  return body;
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
  value: string | string[],
  name: string,
) {
  if (path.length > DEEPEST)
    throw new WebhookRejection(400, "too_deep", `a form's field has more than ${DEEPEST} brackets`);
  if (path.slice(1, -1).includes(""))
    throw new WebhookRejection(
      400,
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
  at.set(last, last === "" ? [value].flat() : value);
}

/** Keys that are all numbers in a row, or empty, make a list; others an object. */
function valueOf(node: Node, name: string): unknown {
  if (!(node instanceof Map)) return node;
  const keys = [...node.keys()];
  const only = node.get("");
  if (only !== undefined) {
    if (keys.length > 1 || only instanceof Map) throw conflict(name);
    return only;
  }
  if (keys.every((key) => /^\d+$/.test(key))) {
    const sorted = keys.toSorted((one, other) => Number(one) - Number(other));
    if (sorted.some((key, index) => key !== String(index))) throw conflict(name);
    return sorted.map((key) => valueOf(node.get(key) ?? "", `${name}[${key}]`));
  }
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of node) object[key] = valueOf(inner, `${name}[${key}]`);
  return object;
}

function conflict(name: string): WebhookRejection {
  const message = `the form's fields of ${JSON.stringify(name.slice(0, 100))} contradict one another: a value, a list and an object exclude each other, and a list's numbers begin with 0 and leave none out`;
  return new WebhookRejection(400, "form_conflict", message);
}
