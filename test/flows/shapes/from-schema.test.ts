import { describe, expect, it } from "vitest";
import { fieldOf } from "#src/flows/shapes/field-of.js";
import { shapeOfSchema } from "#src/flows/shapes/from-schema.js";
import { shapeOfValue } from "#src/flows/shapes/from-value.js";
import { nameOfShape, together } from "#src/flows/shapes/shape.js";
import { actions } from "#src/platforms/installed.js";

/** What reading a path gives: the shape's name, or the mistake. */
function read(shape: ReturnType<typeof shapeOfSchema>, path: string): string {
  let at = shape;
  for (const name of path.split(".")) {
    const found = fieldOf(at, name, false);
    if (found.kind === "mistake") return found.message;
    at = found;
  }
  return nameOfShape(at);
}

describe("shapeOfSchema", () => {
  it.each([
    [{ type: "integer" }, "a number"],
    [{ type: ["string", "null"] }, "text"],
    [{ type: ["string", "number"] }, "text or a number"],
    [{ const: true }, "true or false"],
    [{ enum: ["a", 1, null] }, "text or a number"],
    [{ items: { type: "string" } }, "a list"],
    [{ properties: {} }, "an object"],
    [{ type: "object" }, "unknown"],
    [{ type: "null" }, "unknown"],
    [{ minLength: 1 }, "unknown"],
    [{ $ref: "https://example.com/other" }, "unknown"],
    [{ $ref: "#/nowhere" }, "unknown"],
    [true, "unknown"],
    [undefined, "unknown"],
  ])("%j is %s", (schema, name) => {
    expect(nameOfShape(shapeOfSchema(schema))).toBe(name);
  });

  it("follows references into the shipped schemas", () => {
    const shape = shapeOfSchema(actions.get("ahachat.add_tags")?.output, { strict: true });
    expect(read(shape, "success")).toBe("true or false");
    expect(read(shape, "sucess")).toBe('has no "sucess"; it has: success, result');
    expect(read(shape, "request_number")).toBe("unknown");
  });

  it("takes the output of http.request for closed", () => {
    const shape = shapeOfSchema(actions.get("http.request")?.output, { strict: true });
    expect(read(shape, "headers.any-name")).toBe("text");
    expect(read(shape, "body.any.name")).toBe("unknown");
    expect(read(shape, "cookies")).toBe('has no "cookies"; it has: status, headers, body');
  });
});

describe("shapeOfValue", () => {
  it("takes a list's entries together, and null for unknown", () => {
    const shape = shapeOfValue({
      a: [{ b: 1 }, { b: 2, c: "x" }, { d: null }],
      e: {},
      f: [1, "x"],
    });
    expect(read(shape, "a.0.c")).toBe("text");
    expect(read(shape, "a.2.d.any")).toBe("unknown");
    expect(read(shape, "a.0.x")).toBe('has no "x"; it has: b, c, d');
    expect(read(shape, "e.any")).toBe("unknown");
    expect(read(shape, "f.0")).toBe("a number or text");
  });
});

describe("together", () => {
  it("has the fields of both, and believes the first", () => {
    const shape = together(
      shapeOfSchema({ properties: { a: { type: "string" }, o: { properties: { x: {} } } } }),
      shapeOfValue({ a: 1, b: 2, o: { y: 1 } }),
    );
    expect(read(shape, "a")).toBe("text");
    expect(read(shape, "b")).toBe("a number");
    expect(read(shape, "o.y")).toBe("a number");
    expect(read(shape, "o.x")).toBe("unknown");
    expect(read(shape, "o.z")).toBe('has no "z"; it has: x, y');
  });
});
