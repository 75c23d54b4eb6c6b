import type { Readable } from "node:stream";
import type { RequestHandler } from "express";
import { AhaflowError } from "../../errors.ts";
import { sendError } from "../server/error-response.ts";

/** Begins a copy of the journal: its size in bytes, and what it consists of. */
export type BeginBackup = () => Promise<{
  readonly size: number;
  readonly stream: Readable;
  readonly done: Promise<boolean>;
  stop(): void;
}>;

/** `GET /backup`: a copy of the journal. One that ends before its length is not whole. */
export function backupRoute(begin: BeginBackup): RequestHandler {
  return async (_request, response) => {
    const backup = await begin().catch((error: unknown) => {
      if (!(error instanceof AhaflowError) || !error.code.startsWith("backup_")) throw error;
      sendError(response, 409, error.code, error.message);
    });
    if (backup === undefined) return;
    response.once("close", () => backup.stop());
    response.setHeader("Content-Type", "application/octet-stream");
    response.setHeader("Content-Length", backup.size);
    backup.stream.pipe(response, { end: false });
    if (await backup.done) response.end();
    else response.destroy();
  };
}
