// Compiles src/ into build/, which the tests import, and bundles that with its libraries into dist/,
// the program: most of a start is the loading of modules. The page of dashboard/ goes into dist/page/.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { buildPage } from "./build-page.mjs";
import { compileValidators } from "./compile-validators.mjs";
import { inAscii, withFewMediaTypes, withoutEncodingTables } from "./lean-bundle.mjs";

/**
 * What is not bundled: libsql loads a binary that npm chose for the machine. One file of data stays
 * outside without standing here: src/phone-numbers.ts reads it only when it is needed.
 */
const EXTERNAL = ["libsql"];

const ENTRIES = {
  main: "build/main.js",
  // A thread is started by its file's name; nothing imports it.
  worker: "build/stores/sqlite/worker.js",
};

// A file of an earlier build would still be found.
for (const folder of ["build", "dist"]) rmSync(folder, { recursive: true, force: true });

// Types are the business of `npm run typecheck`: without them it takes half the time.
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json", "--noCheck"];
const { status } = spawnSync(process.execPath, tsc, { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

const bundle = await rolldown({
  input: ENTRIES,
  external: EXTERNAL,
  platform: "node",
  plugins: [withoutEncodingTables, withFewMediaTypes, inAscii],
});
// CommonJS loads faster: an import of node:http or node:fs makes Node load all that they could export,
// a whole HTTP client for one. No folder for chunks: import.meta.url has to lead to the same places from each.
await bundle.write({
  dir: "dist",
  format: "cjs",
  chunkFileNames: "[name]-[hash].js",
  comments: false,
});
await bundle.close();
await compileValidators();
await buildPage();
writeFileSync("dist/package.json", '{ "type": "commonjs" }\n');
chmodSync("dist/main.js", 0o755);
