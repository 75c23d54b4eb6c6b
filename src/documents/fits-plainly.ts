/**
 * Whether a value surely fits a JSON Schema of few and plain keywords: for one value, compiling the
 * schema takes a hundred times as long.
 * @returns false where it does not fit, or where this can't tell
 */
export function fitsPlainly(schema: unknown, value: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return schema === true;
  return Object.entries(schema).every(
    ([keyword, given]) => NOTES.has(keyword) || CHECKS.get(keyword)?.(given, value) === true,
  );
}

const NOTES: ReadonlySet<string> = new Set(["title", "description", "examples", "default"]);

type Check = (given: unknown, value: unknown) => boolean;

/** `true`: it fits; `false`: it does not, or this can't tell. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>(
  Object.entries({
    type: (given, value) => [given].flat().some((type) => isOfType(type, value)),
    enum: (given, value) =>
      Array.isArray(given) && typeof value !== "object" && given.includes(value),
    required: (given, value) =>
      Array.isArray(given) &&
      given.every((name) => !isObject(value) || Object.hasOwn(value, String(name))),
    properties: (given, value) =>
      isObject(given) &&
      (!isObject(value) ||
        Object.entries(given).every(
          ([name, one]) => !Object.hasOwn(value, name) || fitsPlainly(one, value[name]),
        )),
    items: (given, value) => !Array.isArray(value) || value.every((one) => fitsPlainly(given, one)),
    minimum: (given, value) => typeof value !== "number" || value >= Number(given),
    maximum: (given, value) => typeof value !== "number" || value <= Number(given),
  } satisfies Readonly<Record<string, Check>>),
);

function isOfType(type: unknown, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "null":
      return value === null;
    default:
      return typeof value === type && value !== null && !Array.isArray(value);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
