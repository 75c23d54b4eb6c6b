import type { RequestChange } from "#src/journal/changes.js";

/**
 * A request that was answered.
 * @param size of its body, in bytes
 * @param delivery what came, for those who look
 */
export function answeredRequest(size: number, delivery: () => unknown): RequestChange {
  return {
    of: "request",
    flow: "a",
    path: "/a",
    result: "accepted",
    status: 202,
    code: undefined,
    seconds: 0,
    requestId: undefined,
    runId: undefined,
    address: undefined,
    traceParent: undefined,
    size,
    delivery: delivery as NonNullable<RequestChange["delivery"]>,
  };
}
