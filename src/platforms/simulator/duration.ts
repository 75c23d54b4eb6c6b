import { durationMs as parse } from "../../documents/duration.ts";
import { ControlError } from "./control-error.ts";

/** Milliseconds of `25h`, or of a number of milliseconds. @throws ControlError */
export function durationMs(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  try {
    return parse(String(value));
  } catch {
    const message = `${where} must be a length of time like "25h", or milliseconds`;
    throw new ControlError("invalid", message);
  }
}
