/** What a flow with `call` steps has to know of the flows that it calls. */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { Shape } from "./shape.ts";

/** Another flow, as one that calls it sees it. */
export interface Callee {
  readonly enabled: boolean;
  readonly inputs: JsonSchema | undefined;
  /** undefined when nothing is known of them. */
  readonly checkInputs: SchemaValidator | undefined;
  readonly output: Shape;
}

/** The other flows of the set. */
export interface Callees {
  readonly find: (name: string) => Callee | undefined;
  /** The names of all flows; undefined when there may be more than are known. */
  readonly names: readonly string[] | undefined;
}
