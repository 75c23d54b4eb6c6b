import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Secrets that the daemons of the tests have: they have to be sent, and to be seen nowhere. */
export const CANARIES = {
  /** Token of the bot `shop`. */
  botToken: "CANARYbot-7f3a9c51e8d24b60",
  /** `{{secrets.canary}}`, which each http.request of {@link callStep} sends. */
  secret: "CANARYsecret-1b8e6d02f9c7453a",
} as const;

/** What would still say a secret after an encoding: its middle, plain and in base64. */
const TRACES = Object.values(CANARIES).flatMap((canary) => {
  const middle = canary.slice(6);
  const encoded = [0, 1, 2].map((before) =>
    Buffer.from("\0".repeat(before) + middle)
      .toString("base64")
      .slice(4, -4),
  );
  return [middle, ...encoded];
});

/** @throws Error that says where a canary stands, and in what */
export function expectNoCanary(where: string, text: string): void {
  for (const trace of TRACES) {
    const at = text.indexOf(trace);
    if (at >= 0)
      throw new Error(`a secret in ${where}: ${text.slice(Math.max(0, at - 150), at + 60)}`);
  }
}

/** Looks into every file of a folder, if it is there. */
export function expectNoCanaryIn(folder: string): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    expectNoCanary(file, readFileSync(file, "latin1"));
  }
}
