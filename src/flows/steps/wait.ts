import { durationMs } from "../../documents/duration.ts";
import { blankAround } from "../../documents/schema-words.ts";
import type { Callback } from "../../generated/flow.ts";
import { readTime } from "../../templates/time.ts";
import { isOpaque } from "../compile-templates.ts";
import type { CompiledCallback, WaitStep } from "../compiled-flow.ts";
import { checkPath } from "../webhook-path.ts";
import { onlyList, reportAt, type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles a `wait`: for a time, until one, or for a callback. */
export function compileWait(site: StepSite): StepPart<WaitStep> | undefined {
  const { wait } = site.node.step;
  if (wait?.webhook !== undefined)
    return { until: { kind: "webhook", callback: compileCallback(site, wait.webhook) } };
  const kind = wait?.for === undefined ? "until" : "for";
  const value = wait?.[kind];
  if (value === undefined) return undefined;
  // The schema says of a length of time whether it is one.
  const mistake = kind === "for" || isOpaque(value) ? undefined : timeMistake(value);
  if (mistake !== undefined) reportAt(site, ["wait", kind], "wrong-value", ...mistake);
  return { until: { kind, time: templatesAt(site, ["wait", kind], value) } };
}

function timeMistake(value: unknown): [string, string] | undefined {
  const blank = blankAround(value);
  if (blank !== undefined) return [`wait.until ${blank[0]}`, blank[1]];
  const read = readTime(value);
  if ("time" in read) return undefined;
  const what = read.wrong === undefined ? "" : `, but ${read.wrong}`;
  return [`"${String(value)}" is not a time${what}`, read.hint];
}

function compileCallback(site: StepSite, callback: Callback): CompiledCallback {
  const keys = ["wait", "webhook"];
  const { methods = ["POST"], key, timeout, on_timeout } = callback;
  // Where it is missing, or no text, the schema has said so.
  const path = typeof callback.path === "string" ? callback.path : "";
  const at = [...site.node.path, ...keys, "path"];
  if (path !== "") checkPath(site.document, at, path, site.problems, ["key"]);
  return {
    path,
    methods,
    key: templatesAt(site, [...keys, "key"], key),
    isRunId: /^\s*\{\{\s*run\.id\s*\}\}\s*$/.test(key),
    timeoutMs: timeout === undefined ? undefined : durationMs(timeout),
    onTimeout: on_timeout === undefined ? undefined : onlyList(site, "on_timeout"),
  };
}
