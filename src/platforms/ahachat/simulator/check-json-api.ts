import { asRecord, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import type { Fields } from "../../simulator/fields.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Checks the JSON API block of a seed. @throws ControlError */
export function checkJsonApi(value: unknown, where: string): void {
  const seed = asRecord(value, where);
  onlyKnownKeys(seed, ["method", "url", "headers", "body", "form"], where);
  const { method = "GET", url, headers, body, form } = seed;
  need(METHODS.includes(String(method)), `${where}.method must be one of ${METHODS.join(", ")}`);
  // An attribute may stand anywhere but at the beginning.
  need(
    typeof url === "string" && /^https?:\/\/[^{}]/i.test(url) && URL.canParse(url),
    `${where}.url must be an http or https address`,
  );
  if (headers !== undefined) checkHeaders(asRecord(headers, `${where}.headers`), where);
  if (form !== undefined) checkTexts(asRecord(form, `${where}.form`), `${where}.form`);
  need(body === undefined || form === undefined, `${where} can't have both body and form`);
  need(
    method !== "GET" || (body === undefined && form === undefined),
    `${where} has a body, which a GET can't have`,
  );
}

function checkHeaders(headers: Fields, where: string): void {
  checkTexts(headers, `${where}.headers`);
  for (const name of Object.keys(headers))
    need(
      /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name),
      `${where}.headers: no header can be called "${name}"`,
    );
}

function checkTexts(record: Fields, where: string): void {
  for (const [name, value] of Object.entries(record))
    need(typeof value === "string", `${where}.${name} must be text`);
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new ControlError("invalid", message);
}
