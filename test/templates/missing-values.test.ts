import { describe, expect, it } from "vitest";
import { ActionError } from "#src/errors.js";
import { compileTemplate } from "#src/templates/compile.js";
import { contextOf, failureOf, render } from "./context.ts";

const scope = {
  trigger: { body: { id: "DH1", name: "An", order: {}, none: null, tags: ["a"], phone: "09" } },
};

describe("a missing value", () => {
  it("is a failure that says where, what is there, and what to do", () => {
    const { template } = compileTemplate("Chào {{trigger.body.nick}}", contextOf("trigger"));
    expect(() => template.render(scope)).toThrow(ActionError);
    expect(failureOf("Chào {{trigger.body.nick}}", scope)).toEqual({
      reason: "invalid_request",
      code: "missing_value",
      message:
        "flow.yaml:1:8 trigger.body.nick is missing; trigger.body has: id, name, order, none, tags, phone; " +
        "write {{default trigger.body.nick '…'}} if it may be missing",
    });
  });

  it.each([
    ["{{trigger.body.nmae}}", 'did you mean "name"?'],
    ["{{trigger.body.order.id}}", "trigger.body.order.id is missing; trigger.body.order is empty"],
    ["{{trigger.body.none.id}}", "trigger.body.none.id is missing; trigger.body.none is null"],
    ["{{trigger.body.a.b.c}}", "trigger.body.a is missing"],
    [
      "{{trigger.body.tags.[1]}}",
      "trigger.body.tags.[1] is missing; trigger.body.tags is a list of 1",
    ],
    ["{{trigger.body.phone.code}}", "trigger.body.phone is text"],
    ["{{trigger.body.none}}!", "trigger.body.none is null"],
    ["{{upper trigger.body.nick}}", "trigger.body.nick is missing"],
    ["{{concat (upper trigger.body.nick)}}", "trigger.body.nick is missing"],
    ["{{format_number 1 currency=trigger.body.nick}}", "trigger.body.nick is missing"],
    ["{{#each trigger.body.nick}}{{/each}}", "trigger.body.nick is missing"],
    ["{{#with trigger.body.nick}}{{/with}}", "trigger.body.nick is missing"],
    ["{{#each trigger.body.tags}}{{nick}}{{/each}}", "this.nick is missing; this is text"],
    [
      "{{#each trigger.body.tags as |tag|}}{{tag.nick}}{{/each}}",
      "tag.nick is missing; tag is text",
    ],
    ["{{default trigger.body.nick trigger.body.nack}}", "none of its values is there"],
    ["{{upper (default trigger.body.nick trigger.body.nack)}}", "none of its values is there"],
    [
      "{{default trigger.body.nick trigger.body.nack}}!",
      "write {{default trigger.body.nick trigger.body.nack '…'}}",
    ],
    ["{{and trigger.body.nick true}}", "trigger.body.nick is missing"],
    ["{{#if (eq trigger.body.nick 1)}}{{/if}}", "trigger.body.nick is missing"],
    ["{{first (split trigger.body.nick ',')}}", "trigger.body.nick is missing"],
    ["{{first (parse_json '[]')}}!", "(first (parse_json '[]')) gave nothing"],
  ])("%s: %s", (source, text) => {
    const { code, message } = failureOf(source, scope);
    expect(code).toBe("missing_value");
    expect(message).toContain(text);
  });

  it.each([
    ["{{#if trigger.body.nick}}a{{else}}b{{/if}}", "b"],
    ["{{#unless trigger.a.b.c}}a{{/unless}}", "a"],
    ["{{#if (and trigger.body.nick trigger.body.id)}}a{{else}}b{{/if}}", "b"],
    ["{{#if (not (or trigger.body.nick trigger.body.nack))}}a{{/if}}", "a"],
    ["{{default trigger.body.nick trigger.x 'bạn'}}", "bạn"],
    ["{{default trigger.body.none 'bạn'}}", "bạn"],
    ["{{default (or trigger.body.nick trigger.body.id) 'x'}}", true],
  ])("%s may be missing", (source, expected) => {
    expect(render(source, scope)).toBe(expected);
  });

  it("names at most ten fields, and no values", () => {
    const body = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`f${at}`, "0908071111"]),
    );
    const { message } = failureOf("{{body.missing}}", { body });
    expect(message).toContain("f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, …");
    expect(message).not.toContain("f10");
    expect(message).not.toContain("0908071111");
  });
});
