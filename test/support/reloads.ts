import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import type { ReloadResult } from "#src/installation/reloader.js";
import type { AnyDaemon } from "./daemon.ts";
import type { Project } from "./project.ts";

/** How the last reload went. */
export async function lastReload(daemon: AnyDaemon): Promise<ReloadResult> {
  return (await daemon.admin("/api/v1/reload")).body as ReloadResult;
}

/** The last reload, once it is one that a condition holds for. */
export function reloadWhen(
  daemon: AnyDaemon,
  condition: (reload: ReloadResult) => boolean,
): Promise<ReloadResult> {
  return vi.waitFor(
    async () => {
      const reload = await lastReload(daemon);
      if (!condition(reload)) throw new Error(`not yet: ${JSON.stringify(reload)}`);
      return reload;
    },
    { timeout: 20_000, interval: 10 },
  );
}

/** Asks for a reload, which answers when it is done. */
export async function reloadNow(
  daemon: AnyDaemon,
): Promise<{ status: number; body: ReloadResult }> {
  const { status, body } = await daemon.admin("/api/v1/reload", "POST");
  return { status, body: body as ReloadResult };
}

/** The version that a flow's file has now: the hash of its text. */
function versionOnDisk(project: Project, name: string): string {
  const text = readFileSync(join(project.flows, `${name}.yaml`));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Resolves once a flow is live as it stands on disk. @returns the version */
export function live(daemon: AnyDaemon, project: Project, name: string): Promise<string> {
  const wanted = versionOnDisk(project, name);
  return vi.waitFor(
    async () => {
      const { body } = await daemon.admin(`/api/v1/flows/${name}`);
      if ((body as { version?: string }).version !== wanted) throw new Error(`${name} is not live`);
      return wanted;
    },
    { timeout: 20_000, interval: 10 },
  );
}

/** Resolves once a path answers a POST with a status. */
export async function answers(daemon: AnyDaemon, path: string, status: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const answer = await daemon.post(path, {});
      if (answer.status !== status) throw new Error(`${path} answers ${answer.status}`);
    },
    { timeout: 20_000, interval: 20 },
  );
}
