import { durationMs } from "../../documents/duration.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Callback, Step } from "../../generated/flow.ts";
import { isTemplate } from "../../templates/compile.ts";
import { timeOf } from "../../templates/time.ts";
import type { WaitStep } from "../compiled-flow.ts";
import { afterWays, type KnownNames, withoutSecrets } from "../known-names.ts";
import type { CompiledKind, StepCompiler } from "../step-compiler.ts";

/** `wait`: until a time, or until a callback comes. */
export function compileWait(
  compiler: StepCompiler,
  step: Step,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<WaitStep> {
  const { wait = {} } = step;
  const at = [...path, "wait"];
  if (wait.webhook !== undefined)
    return compileCallback(compiler, step, wait.webhook, [...at, "webhook"], known);
  const kind = wait.for === undefined ? "until" : "for";
  const value = wait[kind];
  const time = compiler.templates(step, [...at, kind], value, withoutSecrets(known));
  checkLiteral(compiler, [...at, kind], kind, value);
  return { known, step: { until: { kind, time } } };
}

function checkLiteral(
  compiler: StepCompiler,
  path: ValuePath,
  kind: "for" | "until",
  value: unknown,
): void {
  if (value === undefined || (typeof value === "string" && isTemplate(value))) return;
  const isRight = kind === "for" ? isDuration(value) : timeOf(value) !== undefined;
  if (isRight) return;
  const message = kind === "for" ? "this is not a duration" : "this is not a time";
  const hint =
    kind === "for"
      ? "write a whole number and ms, s, m, h or d: 2h"
      : "write a time such as 2026-03-01T18:30:00+07:00";
  compiler.report(path, "wrong-value", message, hint);
}

function isDuration(value: unknown): boolean {
  try {
    return durationMs(String(value)) >= 0;
  } catch {
    return false;
  }
}

function compileCallback(
  compiler: StepCompiler,
  step: Step,
  { path: route, methods = ["POST"], key, timeout, on_timeout }: Callback,
  path: ValuePath,
  known: KnownNames,
): CompiledKind<WaitStep> {
  checkRoute(compiler, [...path, "path"], route);
  const compiledKey = compiler.templates(step, [...path, "key"], key, withoutSecrets(known));
  const late = on_timeout && compiler.list(on_timeout, [...path, "on_timeout"], known);
  const ways = late === undefined ? [] : [late.known];
  return {
    known: afterWays(known, ways, { steps: "branch", vars: "branch" }),
    step: {
      until: {
        kind: "webhook",
        callback: {
          path: route,
          methods,
          key: compiledKey,
          timeoutMs: timeout === undefined ? undefined : durationMs(timeout),
          onTimeout: late?.steps,
        },
      },
    },
  };
}

function checkRoute(compiler: StepCompiler, path: ValuePath, route: string): void {
  const parameters = route.split("/").filter((part) => part.includes(":"));
  if (parameters.length === 1 && parameters[0] === ":key") return;
  const hint = "write the parameter :key, and no other, as a whole part: /approvals/:key";
  compiler.report(path, "wrong-path", "a callback's path has one parameter, :key", hint);
}
