import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync, linkSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AhaflowError } from "../errors.ts";

/**
 * Writes a stream to a new file, which is there as a whole or not at all.
 * @throws AhaflowError when the file is there already, can't be written, or the stream is cut off
 */
export async function writeNewFile(file: string, stream: Readable): Promise<void> {
  const part = `${file}.${randomBytes(4).toString("hex")}.part`;
  try {
    if (existsSync(file)) throw Object.assign(new Error("there"), { code: "EEXIST" });
    // Customers' data: for this user alone.
    await pipeline(stream, createWriteStream(part, { flags: "wx", mode: 0o600, flush: true }));
    linkSync(part, file);
  } catch (cause) {
    const { code } = cause as { code?: string };
    if (code === "EEXIST")
      throw new AhaflowError("file_exists", `${file} is there already`, {
        hint: "give another name; nothing is overwritten",
        cause,
      });
    throw new AhaflowError("not_written", `${file} was not written (${code ?? "cut off"})`, {
      hint: /^(ENOENT|ENOTDIR|EACCES|EPERM|EROFS)$/.test(code ?? "")
        ? `is there a folder ${dirname(file)}, and may it be written?`
        : "is there room for it, and does the daemon still run? Then try again",
      cause,
    });
  } finally {
    stream.destroy();
    rmSync(part, { force: true });
  }
}
