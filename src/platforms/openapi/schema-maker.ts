/**
 * JSON Schemas, draft 2020-12, of those of a document, of OpenAPI 3.0 and 3.1: each stands for itself, with
 * what it refers to in its own `$defs`. A keyword that makes no sense is left out: the document is the
 * maker's, and what it says besides still holds.
 */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import type { JsonSchema } from "../../schemas.ts";
import { soundKeywords } from "./keywords.ts";
import { namesIn, objectShape } from "./object-shape.ts";
import { child, type DocumentFiles, entries, follow, objectOf, type Part, target } from "./part.ts";

/** What a schema is for. A server may send more than it says; a flow sends what it names alone. */
export type Side = "input" | "output";

type Changed = Record<string, unknown>;

/** Where else a value of an object may come from than its own `properties`. */
const COMBINING = ["allOf", "anyOf", "oneOf", "$ref", "if", "then", "else", "dependentSchemas"];

const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas"];
const SINGLE = ["items", "additionalProperties", "not", "if", "then", "else", "contains"];

export class SchemaMaker {
  /** What the schemas refer to. */
  readonly defs: Record<string, JsonSchema> = {};
  readonly #files: DocumentFiles;
  readonly #side: Side;
  readonly #names = new Map<string, string>();

  constructor(files: DocumentFiles, side: Side) {
    this.#files = files;
    this.#side = side;
  }

  /**
   * The schema of a part; its references lead to {@link defs}.
   * @param isOpen whether it is one of several that an object has to fit
   * @throws DocumentMistake for a reference that leads nowhere
   */
  schema(part: Part, isOpen = false): JsonSchema | boolean {
    if (typeof part.value === "boolean") return part.value;
    const given = objectOf(part);
    if (typeof given["$ref"] === "string") return this.#reference(part, given["$ref"], isOpen);
    const merged = Array.isArray(given["allOf"]) ? this.#merged(part, isOpen) : undefined;
    return orNull(given, merged ?? this.#own(part, isOpen));
  }

  /** An object's schema of its properties; those that are of the other direction are left out. */
  properties(given: ReadonlyMap<string, Part>): Record<string, JsonSchema | boolean> {
    return Object.fromEntries(
      [...given]
        .filter(([, part]) => this.isMine(part))
        .map(([name, part]) => [name, this.schema(part)]),
    );
  }

  /** Whether a property is sent this way. */
  isMine(part: Part): boolean {
    const schema = objectOf(follow(this.#files, part));
    return schema[this.#side === "input" ? "readOnly" : "writeOnly"] !== true;
  }

  #reference(part: Part, reference: string, isOpen: boolean): JsonSchema {
    const found = target(this.#files, part, reference);
    const key = JSON.stringify([found.file, found.path, isOpen]);
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#freeName(String(found.path.at(-1) ?? "document"));
      this.#names.set(key, name);
      this.defs[name] = {}; // It may lead back to itself.
      const schema = this.schema(found, isOpen);
      this.defs[name] = typeof schema === "boolean" ? { allOf: [schema] } : schema;
    }
    const { description } = objectOf(part);
    const described = typeof description === "string" ? { description } : {};
    return { $ref: `#/$defs/${name}`, ...described };
  }

  #freeName(wanted: string): string {
    const plain = wanted.replaceAll(/[^\w.-]/g, "_");
    for (let count = 1; ; count++) {
      const name = count === 1 ? plain : `${plain}_${count}`;
      if (!Object.hasOwn(this.defs, name)) return name;
    }
  }

  /** One object of all that `allOf` says, where that is plain. */
  #merged(part: Part, isOpen: boolean): Changed | undefined {
    const shape = objectShape(this.#files, { ...part, value: withoutNullable(objectOf(part)) });
    if (shape === undefined) return undefined;
    const { properties, required, additional } = shape;
    const { title, description } = objectOf(part);
    const mine = this.properties(properties);
    return this.#closed(
      {
        ...soundKeywords({ title, description }),
        type: "object",
        properties: mine,
        required: this.#asked([...required], properties),
        ...(additional && { additionalProperties: this.schema(additional) }),
      },
      isOpen,
    );
  }

  #own(part: Part, isOpen: boolean): Changed {
    const given = objectOf(part);
    const made: Changed = soundKeywords(given);
    for (const keyword of SINGLE)
      if (isSchema(given[keyword])) made[keyword] = this.schema(child(part, keyword));
    for (const keyword of LISTS) {
      if (!Array.isArray(given[keyword])) continue;
      const branches = entries(child(part, keyword));
      // One of which nothing else is asked says all of it.
      const inside =
        isJsonObject(given["properties"]) || (keyword === "allOf" && branches.length > 1);
      made[keyword] = branches.map(([, one]) =>
        this.schema(one, inside && keyword !== "prefixItems"),
      );
    }
    for (const keyword of MAPS)
      if (isJsonObject(given[keyword]))
        made[keyword] = this.properties(new Map(entries(child(part, keyword))));
    const properties = new Map(entries(child(part, "properties")));
    if (Array.isArray(given["required"]))
      made["required"] = this.#asked(namesIn(given["required"]), properties);
    return this.#closed(made, isOpen);
  }

  /** What has to be there, of what is sent this way. */
  #asked(required: readonly string[], properties: ReadonlyMap<string, Part>): string[] {
    return required.filter((name) => {
      const part = properties.get(name);
      return part === undefined || this.isMine(part);
    });
  }

  /** An object that names its properties has no others, unless it says so: a misspelt one is told. */
  #closed(made: Changed, isOpen: boolean): Changed {
    const names = made["properties"];
    const isWhole = this.#side === "output" || isOpen || "additionalProperties" in made;
    const isCombined = COMBINING.some((keyword) => keyword in made);
    const isNamed = isJsonObject(names) && Object.keys(names).length > 0;
    const isJoined = Array.isArray(made["allOf"]) && made["allOf"].length > 1;
    if (isWhole || !(isNamed || isJoined)) return made;
    return { ...made, [isCombined ? "unevaluatedProperties" : "additionalProperties"]: false };
  }
}

/** The schema for a value that may be null as well, as OpenAPI 3.0 says it. */
function orNull(given: JsonObject, made: Changed): JsonSchema {
  if (given["nullable"] !== true) return made;
  const { type, enum: values } = made;
  if (type === undefined && values === undefined) return { anyOf: [made, { type: "null" }] };
  return {
    ...made,
    ...(type !== undefined && { type: [...new Set([type, "null"].flat())] }),
    ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }),
  };
}

function withoutNullable({ nullable: _nullable, ...rest }: JsonObject): JsonObject {
  return rest;
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || isJsonObject(value);
}
