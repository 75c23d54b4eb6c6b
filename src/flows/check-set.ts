import type { ValuePath } from "../documents/yaml-document.ts";
import { formatLocation, type Problem, type SourceLocation } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { methodsOf, senderWays } from "./compile-sender.ts";
import { type ParsedFlow, problemAt } from "./parse-flow.ts";
import { sourceTree } from "./source-tree.ts";

/** Who has a name or a path; the place is only looked up when another wants it too. */
interface Claim {
  readonly flow: string;
  readonly isCallback: boolean;
  readonly where: () => SourceLocation;
}

/** A path on the webhook listener that a flow takes. */
interface Route {
  readonly path: string;
  readonly methods: readonly string[];
  readonly at: ValuePath;
  readonly isCallback: boolean;
}

/**
 * What only the whole set shows: two flows with one name, of now or before, or on one method and path, and flows that
 * call each other in a circle.
 */
export function checkSet(parsed: readonly ParsedFlow[]): Problem[] {
  return [
    ...checkNames(parsed),
    ...checkFormerNames(parsed),
    ...checkRoutes(parsed),
    ...checkCircles(parsed),
  ];
}

function checkNames(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const names = new Map<string, () => SourceLocation>();
  for (const { document, flow } of parsed) {
    if (flow === undefined) continue;
    const first = names.get(flow.name);
    if (first === undefined) names.set(flow.name, () => document.spanOf(["name"]).where);
    else {
      const message = `another flow is named "${flow.name}" too: ${formatLocation(first())}`;
      const hint = "give one of them another name";
      problems.push(problemAt(document, ["name"], "duplicate-flow-name", message, hint));
    }
  }
  return problems;
}

/** A name of before leads to one flow. */
function checkFormerNames(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const live = new Set(parsed.map(({ flow }) => flow?.name));
  const claims = new Map<string, () => SourceLocation>();
  for (const { document, flow } of parsed)
    for (const [index, name] of (flow?.was ?? []).entries()) {
      const at = ["was", index];
      const first = claims.get(name);
      const where = first && formatLocation(first());
      const message = live.has(name)
        ? `"${name}" is the name of a flow`
        : where && `another flow was "${name}" too: ${where}`;
      claims.set(name, first ?? (() => document.spanOf(at).where));
      const hint = "leave it with the flow that goes on with what the name had";
      if (message !== undefined)
        problems.push(problemAt(document, at, "former-name-taken", message, hint));
    }
  return problems;
}

function checkRoutes(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const claims = new Map<string, Claim>();
  for (const { document, flow } of parsed)
    for (const { path, methods, at, isCallback } of flow === undefined ? [] : routesOf(flow)) {
      // /orders/:shop and /orders/:id are one path: the names of parameters don't tell them apart.
      const shape = path.replaceAll(/:[^/]+/g, ":");
      for (const method of methods) {
        const key = `${method} ${shape}`;
        const first = claims.get(key);
        const name = flow?.name ?? "";
        if (first === undefined)
          claims.set(key, { flow: name, isCallback, where: () => document.spanOf(at).where });
        // The waits of one flow may share a path: the key tells them apart.
        else if (!(isCallback && first.isCallback && first.flow === name)) {
          const who = first.flow === name ? "this flow" : "another flow";
          const message = `${who} takes ${method} ${path} too: ${formatLocation(first.where())}`;
          const hint = "give one of them another path, or other methods";
          problems.push(problemAt(document, at, "duplicate-path", message, hint));
        }
      }
    }
  return problems;
}

function routesOf(flow: Flow): Route[] {
  if (flow.enabled === false) return [];
  const webhook = flow.on?.webhook;
  const callbacks = sourceTree(flow).all.flatMap(({ step, path }): Route[] => {
    const callback = step.wait?.webhook;
    if (typeof callback?.path !== "string") return [];
    const at = [...path, "wait", "webhook", "path"];
    return [{ path: callback.path, methods: callback.methods ?? ["POST"], at, isCallback: true }];
  });
  if (webhook === undefined) return callbacks;
  const { path, handshake = senderWays(webhook).handshake } = webhook;
  const methods = new Set(methodsOf(webhook));
  if (handshake !== undefined) methods.add("GET");
  return [
    { path, methods: [...methods], at: ["on", "webhook", "path"], isCallback: false },
    ...callbacks,
  ];
}

/** One problem for each circle, at the call that closes it. */
function checkCircles(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const flows = new Map(
    parsed.flatMap((one) => (one.flow === undefined ? [] : [[one.flow.name, one] as const])),
  );
  const over = new Set<string>();
  const follow = (name: string, way: readonly string[]): void => {
    const { document, flow } = flows.get(name) ?? {};
    if (document === undefined || flow === undefined || over.has(name)) return;
    for (const { kind, step, path } of sourceTree(flow).all) {
      if (kind !== "call" || step.call === undefined) continue;
      const from = [...way, name].indexOf(step.call);
      if (from < 0) follow(step.call, [...way, name]);
      else {
        const circle = [...way, name].slice(from);
        const message =
          circle.length === 1
            ? `the flow "${name}" calls itself`
            : `flows call each other in a circle: ${[...circle, step.call].join(" → ")}`;
        const hint = "take one of the calls away";
        problems.push(problemAt(document, [...path, "call"], "call-circle", message, hint));
      }
    }
    over.add(name);
  };
  for (const name of flows.keys()) follow(name, []);
  return problems;
}
