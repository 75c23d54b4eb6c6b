import { canonical } from "../../../canonical-text.ts";
import { type Fields, isFields } from "../../simulator/fields.ts";
import { invalid } from "./api-refusal.ts";

/** @throws ApiRefusal 100 */
export function asFields(value: unknown, where: string): Fields {
  if (!isFields(value)) throw invalid(`${where} must be an object`);
  return value;
}

/** @throws ApiRefusal 100 */
export function assertList(value: unknown, where: string, min: number, max: number): unknown[] {
  if (!Array.isArray(value)) throw invalid(`${where} must be a list`);
  if (value.length < min) throw invalid(`${where} may not be empty`);
  if (value.length > max) throw invalid(`${where} has ${value.length} items, ${max} are allowed`);
  return value;
}

/** @param max in characters, an emoji being one @throws ApiRefusal 100 */
export function assertText(
  value: unknown,
  where: string,
  max = Number.POSITIVE_INFINITY,
): asserts value is string {
  if (typeof value !== "string") throw invalid(`${where} must be text`);
  if (value.trim() === "") throw invalid(`${where} may not be empty`);
  if (value.length > max && Array.from(canonical(value)).length > max) {
    throw invalid(`${where} is longer than ${max} characters`);
  }
}

/** @throws ApiRefusal 100 */
export function assertUrl(value: unknown, where: string): asserts value is string {
  if (typeof value !== "string" || !URL.canParse(value) || !/^https?:/i.test(value)) {
    throw invalid(`${where} must be an http or https address`);
  }
}
