import type { ValuePath } from "../../documents/yaml-document.ts";
import { nearestName } from "../../nearest-name.ts";
import { UNFILLED } from "../compile-templates.ts";
import { mistakeProblem, problemAt } from "../parse-flow.ts";
import type { Callee } from "./callees.ts";
import type { CheckSite } from "./check-site.ts";
import { type Shape, UNKNOWN } from "./shape.ts";

/** Checks a `call`: the other flow can be called so. @returns the shape of its output */
export function checkCall(site: CheckSite): Shape {
  const { walk, node, value } = site;
  const leaves = value(["with"], node.step.with);
  const { call = "", with: input } = node.step;
  const callee = walk.callees.find(call);
  if (callee === undefined) {
    checkName(site, call);
    return UNKNOWN;
  }
  if (!callee.enabled) {
    const message = `the flow "${call}" is disabled`;
    report(
      site,
      ["call"],
      "disabled-flow",
      message,
      "take enabled: false away there, or this call",
    );
  }
  if (callee.inputs === undefined) {
    const message = `the flow "${call}" declares no inputs: it can't be called`;
    report(site, ["call"], "no-inputs", message, "add inputs: { type: object } to it");
    return callee.output;
  }
  if (callee.checkInputs !== undefined && checkLiterals(site, callee))
    walk.check.input([...node.path, "with"], input, leaves, callee.checkInputs);
  return callee.output;
}

function checkName(site: CheckSite, name: string): void {
  const { names } = site.walk.callees;
  if (names === undefined || names.includes(name)) return;
  const near = nearestName(name, names);
  const hint = near === undefined ? "name another flow of the folder" : `did you mean "${near}"?`;
  report(site, ["call"], "unknown-flow", `there is no flow "${name}"`, hint);
}

/** Checks what is known of the input before its templates are filled. @returns whether there is any */
function checkLiterals(site: CheckSite, { checkInputs, inputs }: Callee): boolean {
  const { walk, node } = site;
  const { call = "", with: input } = node.step;
  const mistakes = checkInputs?.(input ?? {}, UNFILLED) ?? [];
  if (input === undefined) {
    const names = mistakes.flatMap(({ rule, meant }) =>
      rule === "missing-field" && meant !== undefined ? [meant] : [],
    );
    if (mistakes.length > 0)
      report(
        site,
        ["call"],
        "missing-field",
        '"with" is missing',
        `${call} needs: ${names.join(", ")}`,
      );
    return false;
  }
  const misspelt = misspeltInputs(input, inputs);
  for (const { name, near } of misspelt) {
    const { document, problems } = walk.check;
    const at = [...node.path, "with", name];
    problems.push({
      ...problemAt(
        document,
        at,
        "unknown-key",
        `the flow "${call}" has no input "${name}"`,
        `did you mean "${near}"?`,
      ),
      ...document.keySpanOf(at),
    });
  }
  for (const mistake of mistakes)
    if (!misspelt.some(({ near }) => mistake.rule === "missing-field" && mistake.meant === near))
      walk.check.problems.push(
        mistakeProblem(walk.check.document, [...node.path, "with"], mistake),
      );
  return true;
}

/** Inputs that the other flow can't read, and that are called nearly like one that it can. */
function misspeltInputs(
  input: Readonly<Record<string, unknown>>,
  inputs: Callee["inputs"],
): { name: string; near: string }[] {
  const { properties, additionalProperties: additional } = inputs ?? {};
  if (typeof properties !== "object" || properties === null || additional !== undefined) return [];
  const known = Object.keys(properties);
  return Object.keys(input).flatMap((name) => {
    const near = known.includes(name) ? undefined : nearestName(name, known);
    return near === undefined || Object.hasOwn(input, near) ? [] : [{ name, near }];
  });
}

function report(
  { walk, node }: CheckSite,
  keys: ValuePath,
  rule: string,
  message: string,
  hint: string,
): void {
  walk.check.problems.push(
    problemAt(walk.check.document, [...node.path, ...keys], rule, message, hint),
  );
}
