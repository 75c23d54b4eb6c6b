import { describe, expect, it } from "vitest";
import { failureOf, render } from "./context.ts";

const scope = {
  body: {
    items: [
      { name: "áo", sizes: ["S", "M"] },
      { name: "mũ", sizes: [] },
    ],
    address: { city: "Huế", run: "inner" },
    same: [1, 1],
    empty: [],
    none: null,
  },
  run: { id: "r1" },
};

describe("blocks", () => {
  it.each([
    ["{{#each body.items}}{{name}},{{/each}}", "áo,mũ,"],
    [
      "{{#each body.items}}{{this.name}}{{@index}}{{@key}}{{@first}}{{@last}} {{/each}}",
      "áo00truefalse mũ11falsetrue ",
    ],
    ["{{#each body.items as |item at|}}{{at}}{{item.name}}{{/each}}", "0áo1mũ"],
    ["{{#each body.address}}{{@key}}={{this}};{{/each}}", "city=Huế;run=inner;"],
    [
      "{{#each body.items}}{{#each sizes}}{{../name}}{{.}}{{@../index}} {{else}}{{name}}-{{/each}}{{/each}}",
      "áoS0 áoM0 mũ-",
    ],
    [
      "{{#each body.same}}{{#each ../body.same}}{{../this}}{{../../run.id}} {{/each}}{{/each}}",
      "1r1 1r1 1r1 1r1 ",
    ],
    ["{{#each body.empty}}a{{else}}b{{/each}}", "b"],
    ["{{#each body.none}}a{{else}}b{{/each}}", "b"],
    ["{{#with body.address}}{{city}}{{/with}}", "Huế"],
    ["{{#with body.address as |a|}}{{a.city}}{{/with}}", "Huế"],
    ["{{#with body.none}}a{{else}}{{run.id}}{{/with}}", "r1"],
    ["{{#if body.empty}}a{{else if body.none}}b{{else}}c{{/if}}", "c"],
    ["{{#if 0 includeZero=true}}a{{/if}}", "a"],
    ["{{^if body.none}}a{{/if}}", "a"],
    ["{{#each body.same}}{{@root.run.id}}{{/each}}", "r1r1"],
  ])("%s", (source, expected) => {
    expect(render(source, scope)).toBe(expected);
  });

  it("reads a root before a field of the same name", () => {
    const source = "{{#with body.address}}{{run.id}}{{this.run}}{{/with}}";
    expect(render(source, scope)).toBe("r1inner");
  });

  it("lets a root or a block's name stand before a helper without arguments", () => {
    expect(render("{{first}}", { first: 1 })).toBe(1);
    expect(render("{{#each list as |last|}}{{last}}{{/each}}", { list: [1, 2] })).toBe("12");
  });

  it("loops over lists and objects alone", () => {
    const { code, message } = failureOf("{{#each body.address.city}}{{/each}}", scope);
    expect(code).toBe("template_failed");
    expect(message).toContain("{{#each}} got text");
  });

  it("gives up on too much work, not only on too much text", () => {
    const list = Array.from({ length: 4000 }, () => 0);
    const source = "{{#each list}}{{#each ../list}}{{/each}}{{/each}}";
    expect(failureOf(source, { list }).message).toContain("too much work");
    const text = "{{#each list}}{{#each ../list}}aaaaaaaaaa{{/each}}{{/each}}";
    expect(failureOf(text, { list }).message).toContain("larger than 1 MiB");
  });
});
