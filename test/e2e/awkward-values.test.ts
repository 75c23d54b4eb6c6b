import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startSimulator } from "#src/platforms/ahachat/simulator/simulator.js";
import { Project, shopAt } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

const BOT = "12404829";
const USER = "6523889107654321";
const CITY = "Hà Nội";
const APART = CITY.normalize("NFD");

/** What programs like to change, as text; a form sends nothing else. */
const TEXTS: Readonly<Record<string, string>> = {
  name: "Nguyễn Thị Hồng".normalize("NFD"),
  city: APART,
  phone: "0908071111",
  id: "12345678901234567890",
  price: "1.500.000 đ",
  decimal: "120.000",
  date: "30/12/2023 12:00:00",
  iso: "2026-03-01T18:30:00+07:00",
  emoji: "👩‍👩‍👧 ❤️ 🇻🇳",
  lines: "một\r\nhai\nba\rbốn\u2028năm",
  blanks: "  hai đầu\t",
  braces: "{{first_name}} ${env:HOME} $& \\n",
  words: "true",
  zero: "-0",
  exponent: "1e3",
  quotes: `"'<>&amp;%C3%A0`,
};

const all = (at: string) =>
  Object.fromEntries(Object.keys(TEXTS).map((name) => [name, `{{${at}.${name}}}`]));

function form(body: Readonly<Record<string, string>>): RequestInit {
  return { method: "POST", body: new URLSearchParams(body) };
}

/** Flows that pass on what came, through every kind of step that carries values. */
function passOn(simulator: string, upstream: string): Project {
  const shop = new Project(shopAt(simulator));
  const post = (id: string, json: object) => ({
    id,
    uses: "http.request",
    with: { method: "POST", url: upstream, json },
  });
  const user_id = USER;
  shop.flow("pass", {
    connection: "shop",
    webhook: { dedupe: { key: "{{body.city}} {{body.id}}" } },
    steps: [
      { wait: { for: "1s" } },
      { set: { kept: all("trigger.body") } },
      {
        switch: "{{trigger.body.city}}",
        cases: { [CITY]: [post("by_city", all("vars.kept"))] },
        default: [post("by_nothing", {})],
      },
      { for_each: ["{{trigger.body.lines}}"], steps: [post("each", { lines: "{{item}}" })] },
      { id: "called", call: "inner", with: all("trigger.body") },
      { uses: "ahachat.add_attributes", with: { user_id, attributes: all("steps.called.output") } },
      { uses: "ahachat.add_tags", with: { user_id, tags: ["{{trigger.body.city}}"] } },
      { uses: "ahachat.send_text", with: { user_id, text: "{{trigger.body.lines}}" } },
    ],
  });
  shop.flow("echo", { steps: [{ respond: { body: all("trigger.body") } }] });
  const inner = {
    name: "inner",
    inputs: { type: "object" },
    steps: [{ set: { all: all("inputs") } }],
    output: all("vars.all"),
  };
  writeFileSync(join(shop.flows, "inner.yaml"), JSON.stringify(inner));
  return shop;
}

it("awkward values come through every step to the byte, over JSON, forms, a crash and a replay", async () => {
  const simulator = await startSimulator({
    seed: { bots: { [BOT]: { users: { [USER]: { tags: [CITY] } } } } },
  });
  onTestFinished(() => simulator.close());
  const upstream = await startUpstream();
  const shop = passOn(simulator.url, upstream.url);
  const before = await shop.start();
  const id = await before.accept("/pass", TEXTS);
  await before.crash();

  const daemon = await shop.start();
  const arrived = async (run: string) => {
    expect(await daemon.finished(run)).toMatchObject({ status: "succeeded" });
    const got = upstream.arrivals.splice(0).map(({ json }) => json);
    const { attributes, tags, received } = simulator.user(BOT, USER) ?? {};
    return { got, attributes, tags, text: received?.at(-1)?.messages };
  };
  const wanted = {
    got: [TEXTS, { lines: TEXTS["lines"] }],
    attributes: TEXTS,
    tags: [CITY],
    text: [{ text: TEXTS["lines"] }],
  };
  expect(await arrived(id)).toEqual(wanted);
  // The same delivery, typed on another machine, is a repeat.
  const again = await daemon.post("/pass", { ...TEXTS, city: CITY });
  expect([again.status, again.body]).toEqual([200, { run_id: id, duplicate: true }]);

  const replay = await fetch(`${daemon.adminUrl}/api/v1/runs/${id}/replay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { run_id } = (await replay.json()) as { run_id: string };
  expect(await arrived(run_id)).toEqual(wanted);

  const sent = await daemon.send("/pass", form({ ...TEXTS, id: "1" }));
  expect(await arrived(sent.body.run_id)).toEqual({
    ...wanted,
    got: [{ ...TEXTS, id: "1" }, wanted.got[1]],
    attributes: { ...TEXTS, id: "1" },
  });
  expect((await daemon.send("/echo", form(TEXTS))).body).toEqual(TEXTS);
  expect((await daemon.post("/echo", TEXTS)).body).toEqual(TEXTS);
});
