import { child, entries, objectOf, type Part } from "./part.ts";

/**
 * The first server that a document, a path or an operation names, with the defaults of its variables and
 * without a slash at the end; undefined where there is none, or only a path below where the document lies.
 */
export function serverOf(holder: Part): string | undefined {
  const [, server] = entries(child(holder, "servers"))[0] ?? [];
  if (server === undefined) return undefined;
  const variables = child(server, "variables");
  const url = String(objectOf(server)["url"]).replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = objectOf(child(variables, name))["default"];
    return typeof value === "string" || typeof value === "number" ? String(value) : whole;
  });
  return /^https?:\/\/[^{}\s?#]+$/i.test(url) && URL.canParse(url)
    ? url.replace(/\/+$/, "")
    : undefined;
}
