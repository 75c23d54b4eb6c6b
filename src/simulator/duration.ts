import { ControlError } from "./control-error.ts";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };

/** Milliseconds of `25h`, or of a number of milliseconds. @throws ControlError */
export function durationMs(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  const match = typeof value === "string" ? /^(\d{1,9})(ms|s|m|h|d)$/.exec(value) : null;
  const unit = UNIT_MS[match?.[2] ?? ""];
  if (unit === undefined) {
    throw new ControlError(
      "invalid",
      `${where} must be a length of time like "25h", or milliseconds`,
    );
  }
  return Number(match?.[1]) * unit;
}
