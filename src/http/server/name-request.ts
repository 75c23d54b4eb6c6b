import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { notesOf } from "../webhooks/request-notes.ts";

/** What is taken over from a sender: short, and nothing that could break a line or a header. */
const USABLE = /^[\w.:-]{1,64}$/;

/**
 * Names each request, by its `X-Request-Id` when it has one that can be used, and says so in the
 * answer. The name stays among the headers, and so with the run.
 */
export function nameRequest(request: Request, response: Response): void {
  const given = request.headers["x-request-id"];
  const id = typeof given === "string" && USABLE.test(given) ? given : randomUUID();
  request.headers["x-request-id"] = id;
  notesOf(response).requestId = id;
  response.setHeader("X-Request-Id", id);
}
