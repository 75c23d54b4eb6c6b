import { HelperFailure } from "../failure.ts";
import { numberOf } from "./arguments.ts";
import { timeAt } from "./dates.ts";
import type { ArgumentType } from "./helper.ts";
import { amountOf } from "./numbers.ts";

/** Why a value can't be an argument of a type, where more than its kind decides that. */
export function misfit(type: ArgumentType, value: unknown): HelperFailure | undefined {
  try {
    if (type === "number") numberOf(value);
    if (type === "amount") amountOf(value);
    if (type === "time") timeAt(value);
    return undefined;
  } catch (error) {
    if (error instanceof HelperFailure) return error;
    throw error;
  }
}
