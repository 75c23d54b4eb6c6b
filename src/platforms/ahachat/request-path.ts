import { ActionError } from "../../errors.ts";

/** What the braces of an endpoint's path may name. */
export interface PathParts {
  readonly bot_id: string;
  readonly user_id?: string;
  readonly phone?: string;
}

/**
 * Fills the braces of a path template, URL-encoded.
 * @throws ActionError invalid_request when it names a part that this call does not have
 */
export function fillPath(template: string, parts: PathParts): string {
  return template.replace(/\{(bot_id|user_id|phone)\}/g, (braces, name: keyof PathParts) => {
    const value = parts[name];
    if (value === undefined)
      throw new ActionError(
        "invalid_request",
        `the endpoint's path needs ${braces}, which this call has not`,
        {
          code: "wrong_endpoint",
          hint: "correct endpoints: of the connection",
        },
      );
    return encodeURIComponent(value);
  });
}

/** Puts parameters behind a path; what is not text goes as JSON. */
export function withQuery(path: string, params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    query.append(name, typeof value === "string" ? value : JSON.stringify(value));
  return `${path}${path.includes("?") ? "&" : "?"}${query.toString()}`;
}
