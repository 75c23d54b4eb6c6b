import { expect, it, onTestFinished, vi } from "vitest";
import { startSimulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { AN, AN_PHONE, shop, TOKEN, WORKSPACE } from "../platforms/chatbotx/shop.ts";
import { CANARIES } from "../support/canaries.ts";
import { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";

const CHATBOTX = { type: "chatbotx", token: CANARIES.botToken, inbox: "Zalo OA" };

/** What stands behind the simulator's control API. */
async function control(url: string, path: string): Promise<unknown> {
  return (await fetch(`${url}/_simulator/${path}`)).json();
}

it("one flow of a shop with a classic bot and a workspace, simulated from end to end", async () => {
  const project = new Project({
    connections: {
      classic: { type: "ahachat", bot_id: "12404829", bot_token: CANARIES.botToken },
      shop: CHATBOTX,
    },
  });
  const contact_id = "{{steps.who.output.contact_id}}";
  const message_id = "{{steps.sent.output.message_id}}";
  const flow = "Cảm ơn";
  project.flow("order", {
    steps: [
      {
        uses: "ahachat.send_text",
        connection: "classic",
        with: { user_id: "{{trigger.body.user}}", text: "Chào" },
      },
      {
        id: "who",
        uses: "chatbotx.find_contact",
        connection: "shop",
        with: { channel_user_id: "{{trigger.body.user}}" },
      },
      { uses: "chatbotx.add_tags", connection: "shop", with: { contact_id, tags: ["khách mới"] } },
      {
        uses: "chatbotx.send_flow",
        connection: "shop",
        with: { contact_id, flow, fields: { total: "{{trigger.body.total}}" } },
      },
      {
        id: "sent",
        uses: "chatbotx.send_text",
        connection: "shop",
        with: { contact_id, text: "Chào" },
      },
      {
        uses: "chatbotx.confirm_delivery",
        connection: "shop",
        with: { contact_id, message_id },
      },
    ],
  });
  const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
  const told = "every connection leads to the simulator";
  await vi.waitFor(() => expect(daemon.log(told)).toHaveLength(1), { timeout: 60_000 });
  const { ahachat, chatbotx } = Object(daemon.log(told)[0]?.["simulators"]) as Record<
    string,
    string
  >;
  const user = "6523889107654321";
  const run = await daemon.finished(await daemon.accept("/order", { user, total: 240000 }));
  expect(run.status).toBe("succeeded");
  expect(await control(String(ahachat), `bots/12404829/users/${user}`)).toMatchObject({
    received: [{ messages: [{ text: "Chào" }] }],
  });
  const state = (await control(String(chatbotx), "state")) as {
    workspaces: { shop: { contacts: Record<string, object> } };
  };
  const [[id, contact] = []] = Object.entries(state.workspaces.shop.contacts);
  expect(contact).toMatchObject({ tags: ["khách mới"], custom_fields: { total: "240000" } });
  expect(await control(String(chatbotx), `workspaces/shop/contacts/${id}`)).toMatchObject({
    received: [{ flow, inbox: "Zalo OA" }, { text: "Chào" }],
  });
});

it("with on_doubt: fail, what was only asked is asked again, and what may have been sent is not sent again", async () => {
  const simulator = await startSimulator({ seed: shop() });
  onTestFinished(() => simulator.close());
  const inbox = "Page Tiệm Áo Dài";
  const project = new Project({
    connections: { shop: { type: "chatbotx", token: TOKEN, base_url: simulator.baseUrl, inbox } },
    defaults: { retry: { delay: "1ms" } },
  });
  const input = { phone: AN_PHONE, text: "một lần" };
  project.flow("once", {
    connection: "shop",
    steps: [{ id: "sent", uses: "chatbotx.send_text", on_doubt: "fail", with: input }],
  });
  const daemon = await project.open();
  const texts = () => simulator.contact(WORKSPACE, AN)?.messages.map(({ text }) => text);
  simulator.addFault({ endpoint: "list_inboxes", drop: true });
  simulator.addFault({ endpoint: "get_contact", status: 503 });
  const asked = await daemon.finished(await daemon.accept("/once", {}));
  expect(asked).toMatchObject({ status: "succeeded", steps: [{ attempts: [{}, {}, {}] }] });
  expect(texts()).toEqual(["một lần"]);
  simulator.addFault({ endpoint: "send_message", drop: true, after: true });
  const sent = await daemon.finished(await daemon.accept("/once", {}));
  expect(sent).toMatchObject({ status: "failed", error: { reason: "interrupted" } });
  expect(texts()).toEqual(["một lần", "một lần"]);
});

it("a message that did not arrive is caught by its reason, and a wrong token is asked with once", async () => {
  const simulator = await startSimulator({ seed: shop() });
  onTestFinished(() => simulator.close());
  const base_url = simulator.baseUrl;
  const inbox = "Page Tiệm Áo Dài";
  const project = new Project({
    connections: {
      shop: { type: "chatbotx", token: TOKEN, base_url, inbox },
      wrong: { type: "chatbotx", token: "another", base_url, inbox },
    },
  });
  project.flow("follow-up", {
    steps: [
      {
        id: "sent",
        uses: "chatbotx.send_text",
        connection: "shop",
        with: { phone: "{{trigger.body.phone}}", text: "Bạn ơi" },
      },
      {
        uses: "chatbotx.confirm_delivery",
        connection: "shop",
        with: {
          contact_id: "{{steps.sent.output.contact_id}}",
          message_id: "{{steps.sent.output.message_id}}",
        },
        catch: [
          {
            reasons: ["outside_window"],
            steps: [
              {
                uses: "chatbotx.add_tags",
                connection: "shop",
                with: { phone: "{{trigger.body.phone}}", tags: ["gọi lại"] },
              },
            ],
          },
        ],
      },
    ],
  });
  project.flow("wrong", {
    steps: [{ uses: "chatbotx.find_contact", connection: "wrong", with: { phone: AN_PHONE } }],
  });
  const daemon = await project.open();
  simulator.advance("169h");
  const run = await daemon.finished(await daemon.accept("/follow-up", { phone: "0908071111" }));
  expect(run.status).toBe("succeeded");
  expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["gọi lại"]);
  expect(simulator.contact(WORKSPACE, AN)?.received).toEqual([]);

  const calls = simulator.calls().calls.length;
  const failed = await daemon.finished(await daemon.accept("/wrong", {}));
  expect(failed).toMatchObject({ status: "failed" });
  expect(JSON.stringify(failed)).toContain("bad_credentials");
  expect(simulator.calls().calls).toHaveLength(calls + 1);
});
