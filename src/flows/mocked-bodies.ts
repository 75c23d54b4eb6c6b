/**
 * What the tests beside a flow let its `http.request` steps be answered: where a step declares no
 * output, the nearest to knowing it. What is wrong with the tests is for `ahaflow test` to say.
 */
import { YamlDocument } from "../documents/yaml-document.ts";
import type { Flow } from "../generated/flow.ts";
import { DECLARING, type DeclaredOutputs } from "./compile-outputs.ts";
import type { FlowSource } from "./compiled-flow.ts";
import { shapeOfValue } from "./shapes/from-value.ts";
import { oneOf, partialOf, type Shape } from "./shapes/shape.ts";
import type { SourceTree } from "./source-tree.ts";

/** The tests of a flow: `order.test.yaml` beside `order.yaml`. */
export function testsBeside(file: string): string {
  return file.replace(/\.ya?ml$/, ".test$&");
}

/**
 * The shapes of the bodies that mocks give, by the steps' ids.
 * @param read gives the text of a file; undefined when there is none
 */
export function mockedBodies(
  source: FlowSource,
  flow: Flow,
  { all }: SourceTree,
  declared: DeclaredOutputs,
  read: (file: string) => string | undefined,
): ReadonlyMap<string, Shape> {
  const ids = all.flatMap(({ id, step }) =>
    step.uses === DECLARING && !declared.has(id) && source.text.includes(`${id}.output`)
      ? [id]
      : [],
  );
  const text = ids.length === 0 ? undefined : read(testsBeside(source.file));
  if (text === undefined) return new Map();
  const { value } = new YamlDocument(source.file, text);
  if (field(value, "flow") !== flow.name) return new Map();
  const mocks = listOf(field(value, "tests")).map((test) => field(test, "mocks"));
  return new Map(ids.map((id) => [id, shapeOfBodies(mocks.map((mock) => field(mock, id)))]));
}

/** A body without a field tells nothing of what there might be. */
function shapeOfBodies(answers: readonly unknown[]): Shape {
  const bodies = answers
    .flatMap((answer) => (Array.isArray(answer) ? answer : [answer]))
    .map((answer) => field(field(answer, "output"), "body"))
    .filter((body) => body !== undefined && body !== null && !isEmpty(body));
  return partialOf(oneOf(bodies.map(shapeOfValue)));
}

function isEmpty(body: unknown): boolean {
  return typeof body === "object" && body !== null && Object.keys(body).length === 0;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
