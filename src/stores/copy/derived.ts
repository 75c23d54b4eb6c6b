/** Columns that are not copied, since they follow from others. */
import type { StepRecord } from "../../journal/records.ts";
import { type RefusedDelivery, refusalText } from "../../journal/refused-deliveries.ts";
import { lastOf } from "../run-row.ts";
import type { Row } from "./tables.ts";

/** What a refusal is found by. */
export function foundText({ record }: Row): string {
  return refusalText(JSON.parse(String(record)) as RefusedDelivery);
}

/** When something happened in a step last; 0 for one that a replay has taken over. */
export function activeAt({ copied, record }: Row): number {
  return copied === true ? 0 : lastOf(JSON.parse(String(record)) as StepRecord);
}
