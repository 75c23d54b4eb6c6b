/** Files of other programs, and of ours, that lie where flows are looked for. */
import { nearestName } from "../nearest-name.ts";

/** What a file is instead of a flow. */
export interface OtherFile {
  /** With its article. */
  readonly is: string;
  readonly hint: string;
  /** The key that tells. */
  readonly key: string;
}

/** Of these, every flow has at least one. */
const KEYS_OF_FLOWS = ["on", "inputs", "steps"];

const CONFIGURATION = ["the configuration", "give it with --config, and not as a flow"];
const DOCUMENT = ["an OpenAPI document", "name it as document: of a connection in ahaflow.yaml"];
const OF_OTHERS = "name the folder of flows alone, or keep it elsewhere";

/** By a key that no flow has. */
const OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["connections", CONFIGURATION],
  ["secrets", CONFIGURATION],
  ["tests", ["a file of tests", "`ahaflow test` runs it, where it is named FLOW.test.yaml"]],
  ["openapi", DOCUMENT],
  ["swagger", DOCUMENT],
  ["services", ["a Compose file", OF_OTHERS]],
  ["apiVersion", ["a Kubernetes manifest", OF_OTHERS]],
]);

/** What a file is that can't be a flow by its keys; undefined where it may be one with mistakes. */
export function otherFile(value: object): OtherFile | undefined {
  const keys = Object.keys(value);
  const mayBeFlow = keys.some(
    (key) => KEYS_OF_FLOWS.includes(key) || nearestName(key, KEYS_OF_FLOWS) !== undefined,
  );
  const key = mayBeFlow ? undefined : keys.find((one) => OTHERS.has(one));
  if (key === undefined) return undefined;
  const [is = "", hint = ""] = OTHERS.get(key) ?? [];
  return { is, hint, key };
}
