import type { Response } from "express";
import type { Teller } from "../../journal/changes.ts";
import { deliveryLater } from "./delivery.ts";
import { notesOf } from "./request-notes.ts";

/** Tells of each request when it has ended, however it ended; called before everything else. */
export function observeWebhooks(changes: Teller): (response: Response) => void {
  return (response) => {
    const began = performance.now();
    response.once("close", () => {
      const notes = notesOf(response);
      const { flow, path, code, requestId, runId, address, came } = notes;
      const status = response.statusCode;
      const isAnswered = response.headersSent && came !== undefined;
      changes.tell({
        of: "request",
        flow,
        path,
        result: notes.result ?? (response.writableFinished ? "rejected" : "aborted"),
        status,
        code,
        seconds: (performance.now() - began) / 1_000,
        requestId,
        runId,
        address,
        traceParent: came?.headers["traceparent"]?.toString(),
        size: came?.body.length ?? 0,
        delivery: isAnswered ? deliveryLater(came, notes, status) : undefined,
      });
    });
  };
}
