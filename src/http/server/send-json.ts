import type { Response } from "express";

/**
 * Answers with a JSON object. Express's own way looks for much that these answers don't have, which
 * counts where there are thousands in a second.
 */
export function sendJson(response: Response, status: number, value: object): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": Buffer.byteLength(body),
    })
    .end(body);
}
