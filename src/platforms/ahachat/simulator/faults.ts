import { asRecord, ControlError, onlyKnownKeys } from "./control-error.ts";
import { ENDPOINTS, type SimulatedEndpoint } from "./endpoint-names.ts";

/** Something that shall go wrong; the wire's names. */
export interface Fault {
  /** An endpoint of docs/ahachat-api.md, or `*` for all. */
  readonly endpoint: string;
  readonly bot?: string;
  /** The user's id; calls by phone are matched by who has the phone. */
  readonly user?: string;
  /** How many calls it hits, 1 if left out; null: until cleared. */
  readonly times?: number | null;
  /** Status of the answer; left out: 400 with `error`, else 200. */
  readonly status?: number;
  /** Body of the answer; a text is sent as it is. */
  readonly body?: unknown;
  /** A body as the platform's refusals have it, with these codes. */
  readonly error?: { readonly code: number; readonly subcode?: number };
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before anything else happens. */
  readonly delay_ms?: number;
  /** Closes the connection instead of answering. */
  readonly drop?: boolean;
  /** The call takes effect first, and goes wrong only then. */
  readonly after?: boolean;
}

const KEYS = [
  "endpoint",
  "bot",
  "user",
  "times",
  "status",
  "body",
  "error",
  "headers",
  "delay_ms",
  "drop",
  "after",
];
/** What a timer can hold. */
const MAX_DELAY_MS = 2 ** 31 - 1;
const MESSAGES = ["send_text", "send_dynamic"];

/** The faults to come, used in the order in which they were defined. */
export class Faults {
  #waiting: { fault: Fault; endpoint: string; left: number }[] = [];

  /** @throws ControlError */
  add(value: unknown): void {
    assertFault(value);
    const fault = { ...value };
    const endpoint = MESSAGES.includes(fault.endpoint) ? "messages" : fault.endpoint;
    const left = fault.times === null ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
    this.#waiting.push({ fault, endpoint, left });
  }

  clear(): void {
    this.#waiting = [];
  }

  /**
   * The first fault that fits, one use of it taken.
   * @param userId only asked when a fault names a user
   */
  take(
    endpoint: SimulatedEndpoint,
    bot: string,
    userId: () => string | undefined,
  ): Fault | undefined {
    const hit = this.#waiting.find(
      ({ fault, endpoint: wanted }) =>
        (wanted === "*" || wanted === endpoint) &&
        (fault.bot === undefined || fault.bot === bot) &&
        (fault.user === undefined || fault.user === userId()),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#waiting = this.#waiting.filter((item) => item !== hit);
    return hit.fault;
  }
}

function assertFault(value: unknown): asserts value is Fault {
  const fault = asRecord(value, "fault");
  onlyKnownKeys(fault, KEYS, "fault");
  const names = ["*", ...ENDPOINTS, ...MESSAGES];
  const { endpoint } = fault;
  need(
    typeof endpoint === "string" && names.includes(endpoint),
    `endpoint must be one of ${names.join(", ")}`,
  );
  for (const key of ["bot", "user"]) is(fault[key], "string", key);
  for (const key of ["drop", "after"]) is(fault[key], "boolean", key);
  const { times = 1, status = 200, delay_ms: delay = 0, error, headers } = fault;
  need(times === null || isWhole(times, 1), "times must be a whole number from 1, or null");
  need(isWhole(status, 200, 599), "status must be from 200 to 599");
  need(isWhole(delay, 0, MAX_DELAY_MS), `delay_ms must be from 0 to ${MAX_DELAY_MS}`);
  if (error !== undefined) {
    const { code, subcode } = asRecord(error, "fault.error");
    is(subcode, "number", "error.subcode");
    need(typeof code === "number", "error.code must be a number");
  }
  for (const [name, text] of Object.entries(asRecord(headers ?? {}, "fault.headers"))) {
    is(text, "string", `headers.${name}`);
  }
  const wrong = ["status", "body", "error", "drop", "delay_ms"].some((key) => key in fault);
  need(wrong, "needs status, body, error, drop or delay_ms: else nothing goes wrong");
}

function isWhole(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function is(value: unknown, type: "string" | "boolean" | "number", key: string): void {
  need(value === undefined || typeof value === type, `${key} must be a ${type}`);
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new ControlError("invalid", `fault: ${message}`);
}
