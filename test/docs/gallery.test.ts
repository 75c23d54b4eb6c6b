/** The flow of docs/gallery.md, in front of an API that answers with lists of any kind. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { startSimulator } from "#src/platforms/ahachat/simulator/simulator.js";
import { Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";
import { blocksOf } from "./pages.ts";

const BOT = "12404829";
const USER = "6523889107654321";
const blocks = blocksOf("docs/gallery.md");
const flow = blocks.find(({ file }) => file === "flows/gallery.yaml")?.text ?? "";
const NO_PHOTO = "https://shop.example.com/no-photo.jpg";

const product = (n: number, more: object = {}) => ({
  name: `Áo dài ${n}`,
  price: 1_250_000,
  image: `https://shop.example.com/${n}.jpg`,
  url: `https://shop.example.com/${n}`,
  ...more,
});

const card = (n: number, more: object = {}) => ({
  title: `Áo dài ${n}`,
  subtitle: "1.250.000đ",
  image_url: `https://shop.example.com/${n}.jpg`,
  buttons: [
    { type: "web_url", title: "Xem chi tiết", url: `https://shop.example.com/${n}` },
    { type: "show_block", title: "Đặt hàng", block_name: "Đặt hàng" },
  ],
  ...more,
});

const gallery = (elements: readonly object[]) => [
  { attachment: { type: "template", payload: { template_type: "generic", elements } } },
];
const NONE = [{ text: "Nhóm áo dài chưa có mẫu nào, bạn xem nhóm khác giúp shop nhé." }];
const count = (length: number) => Array.from({ length }, (_, at) => at);

it("docs/gallery.md: each answer of the API gives what the page says", async () => {
  const api = await startUpstream();
  const simulator = await startSimulator({ seed: { bots: { [BOT]: { users: { [USER]: {} } } } } });
  onTestFinished(() => simulator.close());
  const vars = { shop_api: api.url, no_photo: NO_PHOTO };
  const project = new Project(shopAt(simulator.url, { vars }));
  writeFileSync(join(project.flows, "gallery.yaml"), flow);
  const daemon = await project.open();
  const given = async (answer: object) => {
    api.answer = json(200, answer);
    const before = simulator.user(BOT, USER)?.received.length ?? 0;
    const id = await daemon.accept("/gallery", { messenger_user_id: USER, category: "áo dài" });
    const { status, error } = await daemon.finished(id);
    const sent = simulator.user(BOT, USER)?.received.slice(before) ?? [];
    return { status, error, sent: sent.map(({ messages }) => messages) };
  };

  const many = await given({ items: count(12).map((n) => product(n)) });
  expect(many).toMatchObject({
    status: "succeeded",
    sent: [gallery(count(10).map((n) => card(n)))],
  });
  for (const answer of [{ items: [] }, { items: null }, {}])
    expect(await given(answer)).toMatchObject({ status: "succeeded", sent: [NONE] });

  const { image: _, ...bare } = product(2);
  const items = [product(0, { image: null }), product(1, { image: "" }), bare];
  const name = "x".repeat(81);
  const awkward = await given({ items: [...items, product(3, { name })] });
  expect(awkward.sent).toEqual([
    gallery([
      ...count(3).map((n) => card(n, { image_url: NO_PHOTO })),
      card(3, { title: `${"x".repeat(79)}…` }),
    ]),
  ]);

  const lacking = await given({ items: [product(0), { name: "Áo dài" }] });
  expect(lacking).toMatchObject({
    status: "failed",
    error: {
      step: "cards",
      code: "missing_value",
      message: expect.stringContaining("entry 1 of for_each gives no output: "),
    },
    sent: [],
  });
}, 60_000);

it("docs/gallery.md: a card's mistake is found as shown", async () => {
  const shown = blocks.find(({ language }) => language === "text")?.text.trimEnd() ?? "";
  const project = new Project(
    shopAt("https://ahachat.com", { vars: { shop_api: "", no_photo: "" } }),
  );
  writeFileSync(join(project.flows, "gallery.yaml"), flow.replace("subtitle:", "subtitel:"));
  const lines: string[] = [];
  const code = await runProgram(
    ["validate", "--flows", project.flows, "--config", join(project.folder, "ahaflow.yaml")],
    {
      env: {},
      out: (line) => lines.push(line),
      err: (line) => lines.push(line),
      ending: new AbortController().signal,
      onHangup: () => undefined,
      unread: new AbortController().signal,
    },
  );
  expect(code).toBe(1);
  expect(lines.join("\n").replaceAll(`${project.folder}/`, "")).toContain(shown);
});
