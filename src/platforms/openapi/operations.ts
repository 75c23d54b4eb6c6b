/** The operations of a document, by what flows call them. */
import { isJsonObject } from "../../documents/json-object.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ConnectionMistake } from "../platform.ts";
import { operationName } from "./operation-name.ts";
import { child, DocumentMistake, entries, follow, objectOf, type Part } from "./part.ts";
import { type ReadDocument, spanIn, topOf } from "./read-document.ts";
import type { OperationSettings } from "./settings.ts";

/** One operation of a document. */
export interface Operation {
  /** Without the connection's: `create_lead`. */
  readonly name: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly part: Part;
  /** What holds it, and what is said of all operations of the path. */
  readonly pathItem: Part;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

type Named = Readonly<Record<string, OperationSettings>>;

/**
 * Every operation, in the order of the document.
 * @param named what the connection says of them, where they may get another name
 */
export function operationsOf(document: ReadDocument, named: Named): Operation[] {
  const names = new Map(
    Object.entries(named).flatMap(([name, { operation }]) =>
      operation === undefined ? [] : [[operation, name] as const],
    ),
  );
  return entries(child(topOf(document), "paths")).flatMap(([path, given]) => {
    const pathItem = followed(document, given);
    return METHODS.flatMap((key) => {
      const part = child(pathItem, key);
      if (!isJsonObject(part.value)) return [];
      const method = key.toUpperCase();
      const { operationId } = objectOf(part);
      const own = names.get(`${method} ${path}`) ?? names.get(String(operationId));
      return [{ name: own ?? operationName(operationId, key, path), method, path, part, pathItem }];
    });
  });
}

/** One that leads nowhere has no operations; who looks for one of them is told that there is none. */
function followed({ files }: ReadDocument, part: Part): Part {
  try {
    return follow(files, part);
  } catch (error) {
    if (error instanceof DocumentMistake) return part;
    throw error;
  }
}

/** What is wrong with the operations' names, and with what the connection says of them. */
export function operationMistakes(document: ReadDocument, named: Named): ConnectionMistake[] {
  const operations = operationsOf(document, named);
  return [...doubles(operations), ...unknownOnes(operations, named)];
}

/** Operations that flows would call the same. */
function doubles(operations: readonly Operation[]): ConnectionMistake[] {
  return [...grouped(operations).values()]
    .filter(({ length }) => length > 1)
    .map(([first, second]) => {
      const [one, two] = [first, second].map((given) => `${given?.method} ${given?.path}`);
      const { name, part } = second as Operation;
      return {
        rule: "wrong-value",
        message: `"${one}" and "${two}" would both be the action ${name}`,
        hint: `name one below operations: of the connection: ${name}_2: { operation: "${two}" }`,
        at: spanIn(part.file, [...part.path, "operationId"]),
      };
    });
}

function grouped(operations: readonly Operation[]): Map<string, Operation[]> {
  const byName = new Map<string, Operation[]>();
  for (const one of operations) {
    const same = byName.get(one.name);
    if (same === undefined) byName.set(one.name, [one]);
    else same.push(one);
  }
  return byName;
}

/** What the connection says of operations that there are not. */
function unknownOnes(operations: readonly Operation[], named: Named): ConnectionMistake[] {
  const names = operations.map(({ name }) => name);
  return Object.entries(named).flatMap(([name, { operation }]): ConnectionMistake[] => {
    if (names.includes(name)) return [];
    if (operation === undefined) {
      const message = `the document has no operation ${name}`;
      return [unknown(message, nearestName(name, names), ["operations", name])];
    }
    const known = operations.flatMap(({ method, path, part }) => [
      `${method} ${path}`,
      String(objectOf(part)["operationId"]),
    ]);
    const at = ["operations", name, "operation"];
    return [
      unknown(`the document has no operation "${operation}"`, nearestName(operation, known), at),
    ];
  });
}

function unknown(message: string, near: string | undefined, at: string[]): ConnectionMistake {
  const hint =
    near === undefined
      ? "`ahaflow actions` lists them, once this is taken away"
      : `did you mean "${near}"?`;
  return { rule: "wrong-value", message, hint, at };
}
