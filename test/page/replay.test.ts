import { expect, it } from "vitest";
import { ask } from "../support/admin-api.ts";
import { openPage, violations } from "../support/browser.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { callsOf, json, OK, startUpstream } from "../support/upstream.ts";

it("finds a customer by phone, and goes on from the failed step with a corrected payload", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/send/wrong" ? json(400, { error: "no such user" }) : OK)(response, arrival);
  const project = new Project().flow("thanks", {
    webhook: {
      schema: {
        type: "object",
        required: ["user"],
        properties: { user: { type: "string" }, name: {}, phone: {} },
      },
    },
    steps: [
      callStep(`${upstream.url}/crm`, "crm"),
      callStep(`${upstream.url}/send/{{trigger.body.user}}`, "send"),
    ],
  });
  const daemon = await project.open();
  const body = { user: "wrong", name: "Nguyễn Thị Ánh", phone: "0908 071 111" };
  const failed = await daemon.accept("/thanks", body);
  await daemon.finished(failed);
  const page = await openPage(`${daemon.adminUrl}/customer`);
  await page.getByRole("searchbox").fill("+84908071111");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /thanks/ }).click();
  await page.waitForURL(`**/runs/${failed}*`);
  await page.getByText("Refused as wrong").first().waitFor();
  await page.getByRole("button", { name: "Go on from here, with corrected input…" }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.getByLabel("Corrected").isChecked()).toBe(true);
  const editor = dialog.getByLabel("Payload as JSON");
  const payload = await editor.inputValue();
  const deed = dialog.getByRole("button", { name: "Do it" });
  await editor.fill(payload.replace('"wrong"', "654"));
  await dialog.getByText("/body/user").first().waitFor();
  await dialog.getByRole("alert").waitFor();
  expect(await deed.isDisabled()).toBe(true);
  const fits = dialog.getByText("The payload fits the flow's schema.");
  await editor.fill(payload.replace('"wrong"', '"6543"'));
  await fits.waitFor();
  await editor.fill(payload.replace('"wrong"', '"6543'));
  await dialog.getByText("Not checked: it is no JSON yet.").waitFor();
  expect(await fits.count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await editor.fill(payload.replace('"wrong"', '"6543"'));
  await fits.waitFor();
  await deed.click();
  await page.waitForURL(
    (url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(failed),
  );
  await page.locator("[data-path=send][data-status=succeeded]:not([data-taken])").waitFor();
  await page.locator("[data-path=crm][data-taken]").getByText("taken over").first().waitFor();
  const again = page.url().split("/").at(-1) ?? "";
  expect(callsOf(upstream)).toEqual([`${failed} crm`, `${failed} send`, `${again} send`]);
  expect(await daemon.run(again)).toMatchObject({ status: "succeeded" });
  await page.goBack();
  await page.waitForURL(`**/runs/${failed}*`);
  await page.getByRole("heading", { name: "thanks" }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
});

it("goes through a long payload when typing pauses, and not at each key", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).open();
  const id = await daemon.accept("/thanks", { items: Array.from({ length: 500 }, (_, n) => n) });
  await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/runs/${id}?replay=whole&corrected=true`);
  await page.getByText("Nothing yet.").waitFor();
  const parsed = await page.evaluate<number>(`(async () => {
    const { parse } = JSON;
    let count = 0;
    JSON.parse = (text, ...rest) => {
      if (text.includes('"items"') && rest.length > 0) count += 1;
      return parse(text, ...rest);
    };
    const editor = document.querySelector("textarea");
    for (let key = 0; key < 10; key++) {
      editor.value = editor.value.replace("{", "{ ");
      editor.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => setTimeout(done));
    }
    return count;
  })()`);
  await page.getByText("The payload fits the flow's schema.").waitFor();
  expect(parsed).toBe(0);
});

it("shows failures of any time, also those from before the last day", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).open();
  const page = await openPage(`${daemon.adminUrl}/failures`);
  const answer = page.waitForResponse((response) => response.url().includes("since=1970"));
  await page.getByLabel("Accepted").selectOption("At any time");
  expect(await (await answer).json()).toMatchObject({ since: "1970-01-01T00:00:00.000Z" });
});

it("does the failed runs of an outage again, once it is over: first what it would be, then all", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, { error: "down" });
  const project = new Project().flow("thanks", {
    steps: [callStep(`${upstream.url}/send`, "send", { retry: { attempts: 1 } })],
  });
  const daemon = await project.open();
  for (let n = 0; n < 3; n++) await daemon.accept("/thanks", { n });
  await daemon.allFinished(3);
  upstream.answer = OK;
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByText("3 runs failed in the last 24 hours.").waitFor();
  await page.getByRole("link", { name: "See why, by cause" }).click();
  await page.getByText("Other side was down").first().waitFor();
  await page.getByRole("button", { name: "Replay all…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("3 runs would be done again").waitFor();
  expect(await daemon.runs()).toHaveLength(3);
  await dialog.getByRole("button", { name: "Do 3 runs again" }).click();
  await dialog.getByText("3 runs are done again.").waitFor();
  const runs = await daemon.allFinished(6);
  expect(runs.map(({ status }) => status).toSorted()).toEqual([
    "failed",
    "failed",
    "failed",
    "succeeded",
    "succeeded",
    "succeeded",
  ]);
});

it("says before a replay that it comes too late for its messages, in both languages", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(400, { success: false });
  const input = { user_id: "6523889107654321", text: "Hi" };
  const project = new Project(shopAt(upstream.url)).flow("tells", {
    steps: [{ id: "send", uses: "ahachat.send_text", connection: "shop", with: input }],
  });
  const daemon = await project.open();
  const begin = async (hours: number) => {
    const received_at = new Date(Date.now() - hours * 3_600_000).toISOString();
    const payload = { body: {}, received_at };
    const path = "/api/v1/flows/tells/runs";
    return (await ask<{ run_id: string }>(daemon, "POST", path, { payload })).body.run_id;
  };
  const [late, fresh] = [await begin(30), await begin(1)];
  await daemon.allFinished(2);
  const page = await openPage(`${daemon.adminUrl}/runs/${late}?replay=whole`);
  await page.getByText("Too late for its messages: the 24 hours").waitFor();
  await page.goto(`${daemon.adminUrl}/runs/${fresh}?replay=whole`);
  await page.getByText("What would be done").waitFor();
  expect(await page.getByText("Too late for its messages").count()).toBe(0);
  const other = await openPage(`${daemon.adminUrl}/runs/${late}?replay=whole`, { locale: "vi-VN" });
  await other.getByText("Đã quá muộn để gửi tin: đã hết 24 giờ").waitFor();
});
