import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { textMistake } from "./check-texts.ts";
import { httpRequest } from "./request.ts";

/** Any other side that speaks HTTP. */
export const http: Platform = {
  type: "http",
  title: "HTTP",
  actions: [describeAction(httpRequest)],
  checks: { text: textMistake },
};
