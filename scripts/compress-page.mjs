// Writes beside each file of dist/page/ that is worth it what browsers take instead, .br and .gz: as small as
// can be, once, and not at each request.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FOLDER = "dist/page";
const TEXTS = /\.(html|js|css|svg|json|webmanifest)$/;

/** Smaller files go into one packet anyway, in bytes. */
const LEAST = 1_024;

export function compressPage() {
  for (const name of readdirSync(FOLDER, { recursive: true })) {
    const file = join(FOLDER, name);
    if (!TEXTS.test(name) || statSync(file).size < LEAST) continue;
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
