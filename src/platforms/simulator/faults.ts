import { asRecord, ControlError, onlyKnownKeys } from "./control-error.ts";
import type { Fields } from "./fields.ts";

/** Something that shall go wrong, as every simulator has it; the wire's names. */
export interface Fault {
  /** An endpoint of the platform, or `*` for all. */
  readonly endpoint: string;
  /** How many calls it hits, 1 if left out; null: until cleared. */
  readonly times?: number | null;
  /** Status of the answer; left out: 400 with `error`, else 200. */
  readonly status?: number;
  /** Body of the answer; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before anything else happens. */
  readonly delay_ms?: number;
  /** Closes the connection instead of answering. */
  readonly drop?: boolean;
  /** The call takes effect first, and goes wrong only then. */
  readonly after?: boolean;
}

/** What a platform's faults have besides. */
export interface FaultRules {
  readonly endpoints: readonly string[];
  /** Other names of endpoints. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Keys that say which calls are meant; texts. */
  readonly whose: readonly string[];
  /** Checks `error`, a refusal in the platform's own words. @throws ControlError */
  readonly checkError: (error: Fields) => void;
}

const COMMON = ["endpoint", "times", "status", "body", "headers", "delay_ms", "drop", "after"];

/** What a timer can hold. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Faults that wait for their calls, in the order in which they were defined. */
export class Faults<Kind extends Fault> {
  readonly #rules: FaultRules;
  #waiting: { readonly fault: Kind; readonly endpoint: string; left: number }[] = [];

  constructor(rules: FaultRules) {
    this.#rules = rules;
  }

  /** @throws ControlError */
  add(value: unknown): void {
    this.#check(value);
    const left = value.times === null ? Number.POSITIVE_INFINITY : (value.times ?? 1);
    const endpoint = this.#rules.aliases?.[value.endpoint] ?? value.endpoint;
    this.#waiting.push({ fault: structuredClone(value), endpoint, left });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault that fits, one use of it taken. */
  take(endpoint: string, isMeant: (fault: Kind) => boolean): Kind | undefined {
    const hit = this.#waiting.find(
      ({ fault, endpoint: wanted }) => (wanted === "*" || wanted === endpoint) && isMeant(fault),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#waiting = this.#waiting.filter((item) => item !== hit);
    return hit.fault;
  }

  #check(value: unknown): asserts value is Kind {
    const { endpoints, aliases = {}, whose, checkError } = this.#rules;
    const fault = asRecord(value, "fault");
    onlyKnownKeys(fault, [...COMMON, "error", ...whose], "fault");
    const names = ["*", ...endpoints, ...Object.keys(aliases)];
    const { endpoint } = fault;
    need(
      typeof endpoint === "string" && names.includes(endpoint),
      `endpoint must be one of ${names.join(", ")}`,
    );
    for (const key of whose) is(fault[key], "string", key);
    for (const key of ["drop", "after"]) is(fault[key], "boolean", key);
    const { times = 1, status = 200, delay_ms: delay = 0, error, headers } = fault;
    need(times === null || isWhole(times, 1), "times must be a whole number from 1, or null");
    need(isWhole(status, 200, 599), "status must be from 200 to 599");
    need(isWhole(delay, 0, MAX_DELAY_MS), `delay_ms must be from 0 to ${MAX_DELAY_MS}`);
    if (error !== undefined) checkError(asRecord(error, "fault.error"));
    for (const [name, text] of Object.entries(asRecord(headers ?? {}, "fault.headers")))
      is(text, "string", `headers.${name}`);
    const wrong = ["status", "body", "error", "drop", "delay_ms"].some((key) => key in fault);
    need(wrong, "needs status, body, error, drop or delay_ms: else nothing goes wrong");
  }
}

function isWhole(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function is(value: unknown, type: "string" | "boolean", key: string): void {
  need(value === undefined || typeof value === type, `${key} must be a ${type}`);
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new ControlError("invalid", `fault: ${message}`);
}
