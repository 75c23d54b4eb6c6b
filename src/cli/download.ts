import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync, linkSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AhaflowError } from "../errors.ts";
import type { Console } from "./console.ts";

/** Where a daemon is asked. */
export interface AdminFlags {
  readonly admin?: string;
}

/**
 * Asks the daemon for something long.
 * @param path with its query
 * @throws AhaflowError when there is no daemon, or it refuses
 */
export async function download(path: string, flags: AdminFlags, console: Console) {
  const { env } = console;
  const url =
    flags.admin?.replace(/\/$/, "") ??
    `http://${env["AHAFLOW_ADMIN_HOST"] || "127.0.0.1"}:${env["AHAFLOW_ADMIN_PORT"] || "8081"}`;
  const token = env["AHAFLOW_ADMIN_TOKEN"];
  const response = await fetch(url + path, {
    signal: console.ending,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  }).catch((cause: unknown) => {
    throw new AhaflowError("no_daemon", `no daemon answers at ${url}`, {
      hint: "start it with `ahaflow start`, or give its admin address with --admin; of a daemon that is stopped, copy the data folder",
      cause,
    });
  });
  if (response.ok && response.body !== null) return Readable.fromWeb(response.body);
  const told = (await response.json().catch(() => undefined)) as
    | { error?: { message?: string } }
    | undefined;
  throw new AhaflowError("refused", told?.error?.message ?? `${url} answered ${response.status}`, {
    hint:
      response.status === 401
        ? "set AHAFLOW_ADMIN_TOKEN"
        : "is this the admin address of an ahaflow daemon?",
  });
}

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
      hint: "is there room for it, and does the daemon still run? Then try again",
      cause,
    });
  } finally {
    stream.destroy();
    rmSync(part, { force: true });
  }
}
