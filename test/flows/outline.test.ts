import { describe, expect, it } from "vitest";
import { outline } from "#src/flows/outline.js";
import type { StepNode } from "#src/generated/admin-api.js";

const outlineOf = (text: string) => outline({ file: "flows/a.yaml", text });

/** Path and lines of every step, in order. */
function places(nodes: readonly StepNode[]): string[] {
  return nodes.flatMap(({ path, line, end_line, branches }) => [
    `${path} ${line}-${end_line}`,
    ...branches.flatMap(({ steps }) => places(steps)),
  ]);
}

describe("the outline of a flow", () => {
  it("has every step with its path and its lines, however they are nested", () => {
    const { tree, on_failure } = outlineOf(`name: a
on: { webhook: { path: /a } }
steps:
  # what comes first
  - id: choose
    switch: "{{trigger.body.city}}"
    cases:
      Hà Nội/HN:
        - id: north
          set: { a: 1 }

      Huế:
        - stop: {}
    default:
      - set:
          text: |
            two
            lines

  # many
  - id: lines
    for_each: "{{trigger.body.lines}}"
    steps:
      - id: send
        name: Send it
        if: "{{item.wanted}}"
        uses: http.request
        with: { url: "https://a.example" }
        catch:
          - reasons: [timeout, unavailable]
            steps: [{ id: late, set: { b: 1 } }]
          - steps: [{ set: { b: 2 } }]
  - id: both
    parallel:
      left:
        - { id: one, call: other }
      right:
        - id: two
          wait:
            webhook: { path: "/back/:key", key: "{{run.id}}", timeout: 1h, on_timeout: [{ stop: {} }] }
on_failure:
  - id: tell
    set: { c: 1 }
`);
    expect(places(tree)).toEqual([
      "choose 5-18",
      "choose/H%C3%A0%20N%E1%BB%99i%2FHN/north 9-10",
      "choose/Hu%E1%BA%BF/choose_hue_1 13-13",
      "choose/default/choose_default_1 15-18",
      "lines 21-32",
      "lines/*/send 24-32",
      "lines/*/send/catch/late 31-31",
      "lines/*/send/catch/send_catch_2 32-32",
      "both 33-40",
      "both/left/one 36-36",
      "both/right/two 38-40",
      "both/right/two/on_timeout/two_on_timeout_1 40-40",
    ]);
    expect(places(on_failure)).toEqual(["on_failure/tell 42-43"]);
    const send = tree[1]?.branches[0]?.steps[0];
    expect(send).toMatchObject({
      kind: "uses",
      uses: "http.request",
      label: "Send it",
      if: "{{item.wanted}}",
    });
    expect(send?.branches.map(({ kind, key, label }) => ({ kind, key, label }))).toEqual([
      { kind: "catch", key: "catch", label: "timeout, unavailable" },
      { kind: "catch", key: "catch", label: null },
    ]);
    expect(tree[0]?.branches.map(({ kind, label }) => [kind, label])).toEqual([
      ["case", "Hà Nội/HN"],
      ["case", "Huế"],
      ["default", null],
    ]);
    expect(tree[2]?.branches[0]?.steps[0]).toMatchObject({ kind: "call", uses: "other" });
  });

  it("counts lines with Windows' ends, and in JSON", () => {
    const yaml =
      "name: a\r\nsteps:\r\n  - id: one\r\n    set: { a: 1 }\r\n\r\n  - id: two\r\n    set: { a: 1 }\r\n";
    expect(places(outlineOf(yaml).tree)).toEqual(["one 3-4", "two 6-7"]);
    const json = JSON.stringify({ name: "a", steps: [{ id: "one", set: { a: 1 } }] }, null, 2);
    expect(places(outlineOf(json).tree)).toEqual(["one 4-9"]);
  });

  it("is empty for a text that can't be read any more, and lacks a step that is none", () => {
    for (const text of ["", "a: [", "- 1", "name: a", "\u{0}"])
      expect(outlineOf(text)).toEqual({ tree: [], on_failure: [] });
    const text = "name: a\nsteps:\n  - id: nothing\n  - id: one\n    set: { a: 1 }\n";
    expect(places(outlineOf(text).tree)).toEqual(["one 4-5"]);
  });
});
