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

/** Why nothing can be called at an address, and what to do; undefined where nothing speaks against it. */
export function wrongAddress(address: string): readonly [why: string, hint: string] | undefined {
  if (!URL.canParse(address)) {
    // What is not filled in yet may be anything.
    const isOpen = address.includes("${");
    return isOpen ? undefined : ["can't be read", "write it as https://api.example.com"];
  }
  const { username, password } = new URL(address);
  if (username === "" && password === "") return undefined;
  return ["holds a user name or password", "take them out of it, and write them below auth:"];
}
