/** What the webhook's own schema refuses of its sample: so it would refuse the delivery that it stands for. */
import { fitsPlainly } from "../documents/fits-plainly.ts";
import { pointerOf } from "../documents/json-pointer.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { isWrittenOut } from "./check-text-numbers.ts";
import { problemAt } from "./parse-flow.ts";
import { sampleDelivery } from "./sample-delivery.ts";

/** Mistakes that are told of one sample. */
const MOST = 3;

/** Something that the schema refuses. */
export interface SampleMisfit extends Pick<SchemaMistake, "message" | "meant"> {
  /** Its JSON pointer in the sample. */
  readonly pointer: string;
  /** Whether it is a number or boolean as text. */
  readonly isWrittenOut: boolean;
}

/** Checks a sample. @param sample a delivery or a body alone; @param check the schema's validator */
export function sampleMisfits(
  sample: unknown,
  schema: unknown,
  check: SchemaValidator,
): SampleMisfit[] {
  const delivery = sampleDelivery(sample);
  const { body = null } = delivery;
  if (fitsPlainly(schema, body)) return [];
  const base = delivery === sample ? ["body"] : [];
  return check(body).map(({ path, atKey, message, meant, wanted = [] }) => ({
    message,
    pointer: pointerOf([...base, ...(atKey ? path.slice(0, -1) : path)]),
    ...(meant === undefined ? {} : { meant }),
    isWrittenOut: isWrittenOut(valueAt(body, path), wanted),
  }));
}

/** All that is refused of a sample, where the flow names it. */
export function misfitProblem(
  document: YamlDocument,
  at: ValuePath,
  name: string,
  misfits: readonly SampleMisfit[],
): Problem {
  const told = misfits
    .slice(0, MOST)
    .map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const left = misfits.length - told.length;
  const more = left === 0 ? "" : `; and ${left} more`;
  const message = `the schema refuses the sample ${name}: ${told.join("; ")}${more}`;
  const hint = "such a delivery is answered 422: correct the sample, or the schema";
  return problemAt(document, at, "sample-refused", message, hint);
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | null | undefined)?.[key],
    value,
  );
}
