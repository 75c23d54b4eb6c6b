import { stringify } from "yaml";

/** A value as YAML, long texts on one line, without a line break at the end. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}
