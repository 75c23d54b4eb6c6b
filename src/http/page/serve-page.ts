/** The page's files, from the folder that the build wrote; there is no data in them. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import { packageRoot } from "../../package-root.ts";
import { sendError } from "../server/error-response.ts";

/** Addresses of the page, which are parts of one document. */
const PAGES =
  /^\/(?:(?:runs|flows)\/[^/]+|runs\/[^/]+\/compare|(?:runs|failures|flows|deliveries|connections|customer|reloads|login)?)$/;

const INDEX = "/index.html";

/** Where the build puts files whose names change with what is in them. */
const HASHED = /^\/assets\//;

/** Endings of what the build has compressed, the smallest first. */
const ENCODINGS = { br: ".br", gzip: ".gz" } as const;

/**
 * Serves the page, and passes on what is none of it. A build without one is told once in the log, and to
 * whoever asks for it.
 * @param folder where the build put it
 */
export function servePage(
  logger: Pick<Logger, "warn">,
  folder = new URL("dist/page/", packageRoot),
): RequestHandler {
  const files = filesIn(folder);
  if (!files.has(INDEX)) logger.warn("there is no page in this build: `npm run build` makes it");
  return async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    const isPage = PAGES.test(request.path);
    const isLost = !isPage && !files.has(request.path) && files.has(INDEX) && isVisit(request);
    const file = isPage || isLost ? INDEX : request.path;
    if (!files.has(file)) {
      if (!isPage) return next();
      const message =
        "there is no page in this build: run `npm run build`, or take a whole package";
      return sendError(response, 404, "no_page", message);
    }
    const encoding = bestEncoding(request, (ending) => files.has(file + ending));
    const body = await readFile(new URL(`.${file}${encoding?.ending ?? ""}`, folder));
    response.type(file.slice(file.lastIndexOf(".")));
    response.vary("Accept-Encoding");
    if (encoding !== undefined) response.set("Content-Encoding", encoding.name);
    response.set("Cache-Control", HASHED.test(file) ? FOR_EVER : "no-cache");
    // The page says that it has no such address.
    if (isLost) response.status(404);
    // Its ETag is of the bytes: packages and images give all files one time.
    response.send(body);
  };
}

/** Whether a person asks with a browser, and no program that reads JSON. */
function isVisit(request: Request): boolean {
  return !request.path.startsWith("/api/") && request.accepts(["json", "html"]) === "html";
}

const FOR_EVER = "public, max-age=31536000, immutable";

/** Every file below a folder, as the path of an address; what is not among them is never opened. */
function filesIn(folder: URL): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const root = fileURLToPath(folder);
    return new Set(
      files.map(({ parentPath, name }) => address(relative(root, join(parentPath, name)))),
    );
  } catch {
    return new Set();
  }
}

function address(path: string): string {
  return `/${path.replaceAll(sep, "/")}`;
}

/** The first that the browser takes: its own order says nothing of their sizes. */
function bestEncoding(
  request: Request,
  has: (ending: string) => boolean,
): { readonly name: string; readonly ending: string } | undefined {
  const found = Object.entries(ENCODINGS).find(
    ([name, ending]) => has(ending) && request.acceptsEncodings(name) !== false,
  );
  return found && { name: found[0], ending: found[1] };
}
