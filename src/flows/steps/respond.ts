import { isTemplate } from "../../templates/compile.ts";
import {
  checkAnswer,
  checkBodyAllowed,
  checkLiteralAnswer,
  checkLiteralHeaders,
} from "../answer.ts";
import { dedupeKeyOf } from "../compile-sender.ts";
import type { RespondStep } from "../compiled-flow.ts";
import { reportAt, type StepPart, type StepSite, templatesAt } from "./step-site.ts";

/** Compiles a `respond`: status, headers and body, with what is left out. */
export function compileRespond(site: StepSite): StepPart<RespondStep> {
  const respond = site.node.step.respond ?? {};
  const { status = 200, headers = {}, body = {} } = respond;
  if (typeof status === "string" && !isTemplate(status) && !/^[2-5]\d\d$/.test(status))
    reportAt(
      site,
      ["respond", "status"],
      "wrong-value",
      `"${status}" is not an HTTP status`,
      "write a number from 200 to 599",
    );
  checkLiteralHeaders(site, [...site.node.path, "respond", "headers"], headers);
  checkLiteralAnswer(site, [...site.node.path, "respond", "body"], body);
  checkBodyAllowed(site, [...site.node.path, "respond"], respond);
  return {
    response: templatesAt(site, ["respond"], { status, headers, body }),
    checkAnswer,
    isRepeated: dedupeKeyOf(site.flow.on?.webhook) !== undefined,
  };
}
