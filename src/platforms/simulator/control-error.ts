import type { NextFunction, Request, Response } from "express";
import { AhaflowError } from "../../errors.ts";
import { type Fields, isFields } from "./fields.ts";

/** A wrong call of the control API, or of a method of the simulator. */
export class ControlError extends AhaflowError {
  override readonly name = "ControlError";
  /** HTTP status of the control API's answer. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(code, message);
    this.status = status;
  }
}

/** The value as an object of named values. @throws ControlError */
export function asRecord(value: unknown, where: string): Fields {
  if (!isFields(value)) throw new ControlError("invalid", `${where} must be an object`);
  return value;
}

/** The value as a list of texts. @throws ControlError */
export function asTexts(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new ControlError("invalid", `${where} must be a list of texts`);
  }
  return value;
}

/** Refuses names that mean nothing, which are nearly always misspelt. @throws ControlError */
export function onlyKnownKeys(record: Fields, known: readonly string[], where: string): void {
  for (const key of Object.keys(record)) {
    if (known.includes(key)) continue;
    throw new ControlError("invalid", `${where} has no "${key}"; use ${known.join(", ")}`);
  }
}

/** Answers a wrong call of a control API. */
export function answerControlError(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (error instanceof ControlError) {
    const { status, code, message } = error;
    res.status(status).json({ error: { code, message } });
  } else if (error instanceof SyntaxError) {
    res.status(400).json({ error: { code: "invalid", message: "the body is not JSON" } });
  } else next(error);
}
