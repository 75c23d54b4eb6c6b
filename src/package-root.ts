import { readFileSync } from "node:fs";

/** Where this package lies: it must stay right in `build/`, and bundled into any file of `dist/`. */
export const packageRoot = new URL("../", import.meta.url);

/** The program's version, as `package.json` has it. */
export function packageVersion(): string {
  const text = readFileSync(new URL("package.json", packageRoot), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
