import { expect, it, onTestFinished, vi } from "vitest";
import { helperBlocks } from "#src/platforms/ahachat/simulator/helper-blocks.js";
import { startSimulator } from "#src/platforms/ahachat/simulator/simulator.js";
import { Project, shopAt } from "../support/project.ts";

const BOT = "12404829";
const USER = "6523889107654321";
const BLOCKS = { text: "aha text", silent: "aha silent", dynamic: "aha dynamic" };
const GALLERY = {
  attachment: {
    type: "template",
    payload: {
      template_type: "generic",
      elements: [{ title: "Áo dài", subtitle: "240.000 đ" }],
    },
  },
};

async function startShop() {
  const simulator = await startSimulator({ seed: { bots: { [BOT]: { users: { [USER]: {} } } } } });
  onTestFinished(() => simulator.close());
  const config = shopAt(simulator.url);
  const shop = { ...config.connections?.["shop"], via: "blocks", blocks: BLOCKS } as never;
  const project = new Project({ ...config, connections: { shop } });
  return { simulator, project };
}

it("send_dynamic via blocks: the customer gets the messages from the block's own request", async () => {
  const { simulator, project } = await startShop();
  const user_id = "{{trigger.body.messenger_user_id}}";
  project.flow("shop", {
    connection: "shop",
    retry: { attempts: 3, delay: "10ms", jitter: false },
    steps: [
      {
        id: "show",
        uses: "ahachat.send_dynamic",
        with: { user_id, messages: [GALLERY, { text: "Đơn {{trigger.body.order}}" }] },
      },
      { id: "thanks", uses: "ahachat.send_text", with: { user_id, text: "Cảm ơn!" } },
    ],
  });
  const daemon = await project.open();
  simulator.seed(helperBlocks([{ botId: BOT, blocks: BLOCKS }], daemon.webhookUrl));
  // The first try arrives, and nobody is told: the second keeps its messages anew.
  simulator.addFault({ endpoint: "send_broadcast", status: 503, after: true });
  const body = `{"messenger_user_id":"${USER}","order":12345678901234567890}`;
  const answer = await daemon.send("/shop", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(answer.status).toBe(202);
  const run = await daemon.finished(answer.body.run_id);
  expect(run.status).toBe("succeeded");
  await vi.waitFor(() => expect(simulator.jsonApi().open).toBe(0));
  const messages = [GALLERY, { text: "Đơn 12345678901234567890" }];
  const received = simulator.user(BOT, USER)?.received.filter(({ json_api }) => json_api);
  expect(received).toMatchObject([
    { block_name: BLOCKS.dynamic, messages },
    { block_name: BLOCKS.dynamic, messages },
  ]);
  const { requests } = simulator.jsonApi(USER);
  expect(new Set(requests.map(({ url }) => url)).size).toBe(2);
  for (const { url } of requests) {
    expect(url).toMatch(/\/ahaflow\/messages\/[0-9a-f]{32}$/);
    expect((await fetch(url)).status).toBe(404);
  }
  expect(simulator.user(BOT, USER)?.received).toContainEqual(
    expect.objectContaining({ block_name: BLOCKS.text, messages: [{ text: "Cảm ơn!" }] }),
  );
});

it("a customer presses a JSON API block and gets a gallery in the same response", async () => {
  const { simulator, project } = await startShop();
  project.flow("catalog", {
    connection: "shop",
    steps: [
      {
        respond: { body: { messages: [GALLERY], set_attributes: { seen: "{{trigger.body.q}}" } } },
      },
    ] as never,
  });
  const daemon = await project.open();
  const json_api = {
    method: "POST",
    url: `${daemon.webhookUrl}/catalog`,
    body: { q: "{{first_name}}", id: "{{messenger_user_id}}" },
  } as const;
  simulator.seed({ bots: { [BOT]: { blocks: { Catalog: { json_api } } } } });
  const pressed = await simulator.press(BOT, USER, "Catalog");
  expect(pressed).toMatchObject({
    received: [{ block_name: "Catalog", json_api: true, messages: [GALLERY] }],
    requests: [{ status: 200, outcome: "shown" }],
  });
  const user = simulator.user(BOT, USER);
  expect(user?.attributes).toEqual({ seen: user?.first_name });
});

it("--simulate makes the helper blocks of a connection", async () => {
  const { project } = await startShop();
  const input = { user_id: USER, messages: [{ text: "Chào!" }] };
  project.flow("hello", {
    connection: "shop",
    steps: [{ id: "a", uses: "ahachat.send_dynamic", with: input }],
  });
  const daemon = await project.open({}, true);
  const [line] = await vi.waitFor(() => {
    const lines = daemon.log("every connection leads to the simulator");
    expect(lines).toHaveLength(1);
    return lines;
  });
  await daemon.finished(await daemon.accept("/hello", {}));
  await vi.waitFor(async () => {
    const url = `${String(line?.["simulator_url"])}/_simulator/bots/${BOT}/users/${USER}`;
    const { received } = (await (await fetch(url)).json()) as { received: unknown[] };
    expect(received).toMatchObject([{ json_api: true, messages: [{ text: "Chào!" }] }]);
  });
});
