/** Where a Chromium is: the system's, else the one of the package, which is unpacked once. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inflate } from "@sparticuz/chromium";

/** A browser that can be started, with what it needs in its environment. */
export interface FoundBrowser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const SYSTEM = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** `CHROME_PATH`, a Chrome of the system, or the package's. */
export async function findBrowser(): Promise<FoundBrowser> {
  const found = [process.env["CHROME_PATH"] ?? "", ...SYSTEM].find(existsSync);
  if (found !== undefined) return { executablePath: found, env: {} };
  const folder = await unpacked();
  const libraries = [join(folder, "al2023/lib"), process.env["LD_LIBRARY_PATH"]];
  return {
    executablePath: join(folder, "chromium"),
    // Fonts and libraries that a bare machine doesn't have.
    env: {
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(":"),
    },
  };
}

/** The package's own way has one folder for all users, and takes half a file of another process for a whole one. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const root = join(dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(tmpdir(), `ahaflow-chromium-${version}-${process.getuid?.() ?? "user"}`);
  if (existsSync(folder)) return folder;
  const half = mkdtempSync(`${folder}-`);
  const outer = process.env["TMPDIR"];
  process.env["TMPDIR"] = half;
  try {
    const parts = ["chromium.br", "fonts.tar.br", "al2023.tar.br"];
    await Promise.all(parts.map((part) => inflate(join(root, "bin", part))));
  } finally {
    if (outer === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outer;
  }
  mkdirSync(join(half, "fonts-cache"));
  writeFileSync(join(half, "fonts.conf"), fontsConf(folder));
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  ${prefer("system-ui", "Open Sans")}
  ${prefer("sans-serif", "Open Sans")}
  ${prefer("monospace", "DejaVu Sans Mono")}
</fontconfig>
`;
}

function prefer(family: string, font: string): string {
  return `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
}
