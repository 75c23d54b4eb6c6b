import { hideValues, stars } from "../documents/hide-values.ts";
import type { YamlDocument } from "../documents/yaml-document.ts";

/** A key of a connection whose value lets us in, also where it is misspelt; of those that only look so, nothing is lost. */
const CREDENTIAL = /tok|secr|key|pass|pwd|cred|auth|user/i;

/** What a default says in `${env:NAME:-…}`. */
const DEFAULT = /(?<=:-)[^}]*/g;

/** The text of ahaflow.yaml for lines around a mistake: its secrets and credentials are stars, and no `${…}`. */
export function shownText({ source }: YamlDocument): string {
  return hideValues(source, ([top, ...names], written) => {
    const isSecret =
      top === "secrets" || (top === "connections" && names.some((name) => CREDENTIAL.test(name)));
    if (!isSecret) return undefined;
    return written.includes("${") ? written.replaceAll(DEFAULT, stars) : stars(written);
  });
}
