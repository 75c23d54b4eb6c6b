// Builds dashboard/ into dist/page/, and beside each file what a browser is sent that takes less.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

const PAGE = "dist/page";

export async function buildPage() {
  await build({ configFile: "dashboard/vite.config.mjs" });
  for (const entry of readdirSync(PAGE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
