/** docs/platforms.md: the one flow in both does the same for a customer. */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it, vi } from "vitest";
import { actions } from "#src/platforms/installed.js";
import { CANARIES } from "../support/canaries.ts";
import { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { blocksOf, read } from "./pages.ts";

const PAGE = "docs/platforms.md";
const USER = "6523889107654321";

it("has a row for each action of AhaChat, with an action of ChatbotX that there is", () => {
  const rows = [...read(PAGE).matchAll(/^\| `(ahachat\.\w+)` +\| (?:`(chatbotx\.\w+)`|none) /gm)];
  const named = rows.map(([, name = ""]) => name);
  expect(named.toSorted()).toEqual(
    [...actions.keys()].filter((name) => name.startsWith("ahachat.")).toSorted(),
  );
  const others = rows.flatMap(([, , other]) => other ?? []);
  expect(others.filter((name) => !actions.has(name))).toEqual([]);
  expect(others.length).toBe(named.length - 1);
});

it("does the same in both", async () => {
  const project = new Project({
    connections: {
      classic: { type: "ahachat", bot_id: "12404829", bot_token: CANARIES.botToken },
      shop: {
        type: "chatbotx",
        token: CANARIES.botToken,
        inbox: "Page Tiệm Áo Dài",
        create_fields: true,
      },
    },
  });
  for (const { file, text } of blocksOf(PAGE))
    if (file !== undefined) writeFileSync(join(project.flows, basename(file)), text);
  const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
  const told = "every connection leads to the simulator";
  await vi.waitFor(() => expect(daemon.log(told)).toHaveLength(1), { timeout: 60_000 });
  const urls = Object(daemon.log(told)[0]?.["simulators"]) as Record<string, string>;
  const control = async (platform: string, path: string) =>
    (await fetch(`${urls[platform]}/_simulator/${path}`)).json();

  const order = { messenger_user_id: USER, order_id: "DH1024", total: 240_000 };
  for (const path of ["/thanks/classic", "/thanks/chatbotx"]) {
    const run = await daemon.finished(await daemon.accept(path, order));
    expect([path, run.status, run.error]).toEqual([path, "succeeded", null]);
  }
  const text = expect.stringMatching(/^Cảm ơn .+! Đơn DH1024: 240\.000đ\.$/);
  expect(await control("ahachat", `bots/12404829/users/${USER}`)).toMatchObject({
    tags: ["buyer"],
    attributes: { last_order: "DH1024" },
    received: [{ messages: [{ text }] }],
  });
  const state = (await control("chatbotx", "state")) as {
    workspaces: { shop: { contacts: Record<string, object> } };
  };
  const [id] = Object.keys(state.workspaces.shop.contacts);
  expect(await control("chatbotx", `workspaces/shop/contacts/${id}`)).toMatchObject({
    tags: ["buyer"],
    custom_fields: { last_order: "DH1024" },
    inboxes: [{ source_id: USER }],
    received: [{ text, inbox: "Page Tiệm Áo Dài" }],
  });
});
