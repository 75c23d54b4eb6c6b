/** `ahaflow run --dry-run` of each kind of step: what can't be known is no failure. */
import { describe, expect, it } from "vitest";
import { ASK, CALLBACK, dry, LIST, type Step, tell, USER } from "./dry-runs.ts";

describe("a right flow shows no ✗, and what only a real run knows", () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    [
      "a field of an answer that the example has not",
      [ASK, tell("{{steps.ask.output.body.items.0.name}}")],
      ["? told  ahachat.send_text  would be called", "text: ‹steps.ask.output.body.items.0.name›"],
    ],
    [
      "a helper on it",
      [ASK, tell("{{upper (join steps.ask.output.body.names)}}")],
      ["? told", "text: ‹steps.ask.output.body.names›"],
    ],
    [
      "the whole body",
      [
        ASK,
        tell("{{steps.ask.output.body}}"),
        tell("{{length steps.ask.output.body}} món", "more"),
      ],
      ["? told", "text: ‹steps.ask.output.body›", "? more"],
    ],
    [
      "a block over it",
      [ASK, tell("{{#each steps.ask.output.body}}{{name}}{{/each}}")],
      ["text: ‹steps.ask.output.body›"],
    ],
    [
      "what the example has",
      [
        { id: "buyer", uses: "ahachat.find_user", with: { user_id: USER } },
        tell("{{steps.buyer.output.first_name}}"),
      ],
      ["✓ told", "text: An"],
    ],
    [
      "an attribute of the user",
      [
        { id: "buyer", uses: "ahachat.find_user", with: { user_id: USER } },
        tell("{{steps.buyer.output.attributes.tier}}"),
      ],
      ["? told", "‹steps.buyer.output.attributes.tier›"],
    ],
    [
      "an if that an answer decides",
      [ASK, { ...tell("a"), if: '{{eq steps.ask.output.body.status "paid"}}' }],
      ["? told  ahachat.send_text  would be called", "depends on steps.ask.output.body.status"],
    ],
    [
      "an if that guards a value of the trigger too",
      [
        ASK,
        {
          ...tell("{{trigger.body.items.5.sku}}"),
          if: "{{and (default trigger.body.items.5.sku false) steps.ask.output.body.ok}}",
        },
      ],
      ["? told"],
    ],
    [
      "an if that the sample decides",
      [{ ...tell("a"), if: '{{eq trigger.body.name "Bình"}}' }, tell("b", "next")],
      ["- told  ahachat.send_text  skipped", "✓ next"],
    ],
    [
      "a stop behind such an if",
      [ASK, { id: "end", if: "{{steps.ask.output.body.done}}", stop: {} }, tell("b")],
      ["? end  stop  would end the run", "✓ told"],
    ],
    ["a sure stop", [{ id: "end", stop: {} }], ["✓ end  stop  would end the run"]],
    [
      "a switch on an answer",
      [
        ASK,
        {
          id: "way",
          switch: "{{steps.ask.output.body.tier}}",
          cases: { gold: [tell("a", "gold")] },
          default: [tell("b", "plain")],
        },
      ],
      [
        "? way  switch  any case",
        "depends on steps.ask.output.body.tier",
        "✓ way/gold/gold",
        "✓ way/default/plain",
      ],
    ],
    [
      "a switch on a text in the characters of a Mac, as the run itself chooses",
      [
        { set: { said: "Đã giao".normalize("NFD") } },
        { id: "way", switch: "{{vars.said}}", cases: { "Đã giao": [{ id: "f", set: { a: 1 } }] } },
      ],
      ["✓ way  switch  Đã giao"],
    ],
    [
      "a switch on the sample",
      [
        {
          id: "way",
          switch: "{{trigger.body.name}}",
          cases: { An: [tell("a", "an")] },
          default: [tell("b", "plain")],
        },
      ],
      ["✓ way  switch  An", "✓ way/An/an"],
    ],
    [
      "a loop over an answer",
      [ASK, { id: "each", for_each: LIST, steps: [tell("{{item.name}} {{index}}")] }],
      [
        "? each  for_each",
        "depends on steps.ask.output.body.list",
        "? each/0/told",
        "text: ‹item.name, index›",
      ],
    ],
    [
      "a loop over the sample",
      [{ id: "each", for_each: "{{trigger.body.items}}", steps: [tell("{{item.sku}}")] }],
      ["✓ each/0/told", "text: A", "✓ each/1/told", "text: B"],
    ],
    [
      "a loop over a list with an answer in it",
      [
        ASK,
        { id: "each", for_each: ["a", "{{steps.ask.output.body.x}}"], steps: [tell("{{item}}")] },
      ],
      ["✓ each/0/told", "? each/1/told"],
    ],
    [
      "a variable that a loop over an answer sets",
      [
        { set: { sum: 0 } },
        ASK,
        { for_each: LIST, steps: [{ set: { sum: "{{add vars.sum item.price}}" } }] },
        tell("{{vars.sum}}đ"),
      ],
      ["? told", "text: ‹vars.sum›"],
    ],
    [
      "a list made from an answer",
      [
        ASK,
        { id: "cards", for_each: LIST, output: { title: "{{item.name}}" } },
        tell("{{length steps.cards.output}} món"),
      ],
      ["? cards  for_each", "text: ‹steps.cards.output›"],
    ],
    [
      "branches side by side",
      [
        { id: "both", parallel: { one: [ASK], two: [tell("b")] } },
        tell("{{steps.ask.output.body.x}}", "last"),
      ],
      ["✓ both/one/ask", "✓ both/two/told", "? last"],
    ],
    [
      "a callback",
      [
        CALLBACK,
        tell("{{steps.answer.output.body.text}} {{steps.answer.output.query.by}}", "said"),
      ],
      ["✓ answer  wait  would wait", "? said"],
    ],
    [
      "a wait",
      [{ id: "rest", wait: { for: "2h" } }, tell("a")],
      ["✓ rest  wait  would wait until 2", "✓ told"],
    ],
    [
      "a wait until what an answer says",
      [ASK, { id: "rest", wait: { until: "{{steps.ask.output.body.at}}" } }],
      ["? rest  wait  would wait", "depends on steps.ask.output.body.at"],
    ],
    [
      "a called flow",
      [{ id: "other", call: "other", with: { text: "a" } }, tell("OK: {{steps.other.output.ok}}")],
      ["✓ other  other  would be called", "text: ‹steps.other.output.ok›"],
    ],
    [
      "an answer in the input of a called flow",
      [ASK, { id: "other", call: "other", with: { text: "{{steps.ask.output.body.text}}" } }],
      ["? other", "text: ‹steps.ask.output.body.text›"],
    ],
    [
      "an answer to the webhook",
      [
        ASK,
        {
          id: "said",
          respond: {
            status: "{{steps.ask.output.body.status}}",
            headers: { "X-A": "{{steps.ask.output.body.a}}" },
            body: { messages: [{ text: "{{steps.ask.output.body.text}}" }] },
          },
        },
      ],
      ["? said  respond  would be answered", "status: ‹steps.ask.output.body.status›"],
    ],
    [
      "a catch, and what failed",
      [
        { ...ASK, catch: [{ steps: [tell("{{error.reason}}", "sorry")] }] },
        { ...tell("a"), if: '{{eq steps.ask.status "failed"}}' },
      ],
      ["✓ ask", "? told"],
    ],
  ])("%s", async (_, steps, lines) => {
    const { code, out, err } = await dry(steps);
    expect(out).not.toContain("✗");
    for (const line of lines) expect(out).toContain(line);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
