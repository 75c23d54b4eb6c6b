/** The worked deliveries through the real daemon: let in, changed ones refused, told once, nothing kept of a key. */
import { expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { WORKED, type WorkedDelivery } from "../support/worked-deliveries.ts";

const steps = [{ set: { a: 1 } }];
const pathOf = (index: number) => `/w${index}`;

/** A daemon with a flow for each worked delivery. */
async function start(): Promise<AnyDaemon> {
  const named = WORKED.map(({ credentials }, index) =>
    Object.entries(credentials).map(([name, value]) => ({ name, id: `s${index}_${name}`, value })),
  );
  const secrets = Object.fromEntries(named.flat().map(({ id, value }) => [id, value]));
  const project = new Project({ secrets });
  for (const [index, { from }] of WORKED.entries()) {
    const credentials = Object.fromEntries(
      (named[index] ?? []).map(({ name, id }) => [name, `{{secrets.${id}}}`]),
    );
    project.flow(`w${index}`, { webhook: { from, credentials }, steps });
  }
  return project.open();
}

/** The delivery as it is sent now. */
function fresh(worked: WorkedDelivery): WorkedDelivery {
  return worked.headersAt === undefined
    ? worked
    : { ...worked, headers: worked.headersAt(Date.now()) };
}

async function send(daemon: AnyDaemon, index: number, sent: WorkedDelivery) {
  const { method = "POST", headers, query, body, contentType = "application/json" } = sent;
  const url = pathOf(index) + (query === undefined ? "" : `?${query}`);
  const { status, body: told } = await daemon.send(url, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": contentType }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return [status, told] as const;
}

/** What of a delivery can be wrong, each in a way of its own. */
function changed(worked: WorkedDelivery): Record<string, WorkedDelivery> {
  const { in: place, signed, headersAt } = worked;
  const all: Record<string, WorkedDelivery> = {
    "without it": edit(worked, place, () => undefined),
    "with another one": edit(worked, place, (text) => `${text.slice(0, -2)}zz`),
    "with more behind it": edit(worked, place, (text) => `${text}0`),
    "with nothing in it": edit(worked, place, () => ""),
  };
  if (signed !== undefined) {
    const [part, other] = signed;
    const swap = (text: string | undefined) => text?.replace(part, other);
    all["with another text"] = {
      ...worked,
      ...(worked.body === undefined ? {} : { body: swap(worked.body) ?? "" }),
      ...(worked.query === undefined ? {} : { query: swap(worked.query) ?? "" }),
    };
  }
  if ("query" in place) all["twice"] = { ...worked, query: `${worked.query}&${worked.query}` };
  if ("body" in place && !isForm(worked))
    all["twice"] = {
      ...worked,
      body: `{"${place.body}":"a",${worked.body?.slice(1)}`,
    };
  if (headersAt !== undefined) {
    all["too old"] = { ...worked, headers: headersAt(Date.now() - 330_000) };
    all["of tomorrow"] = { ...worked, headers: headersAt(Date.now() + 330_000) };
  }
  return all;
}

/** The delivery with another text where its credential stands; undefined takes it away. */
function edit(
  worked: WorkedDelivery,
  place: WorkedDelivery["in"],
  change: (text: string) => string | undefined,
): WorkedDelivery {
  if ("header" in place) {
    const { [place.header]: text = "", ...others } = worked.headers ?? {};
    const other = change(text);
    return {
      ...worked,
      headers: other === undefined ? others : { ...others, [place.header]: other },
    };
  }
  if ("query" in place) {
    const query = new RegExp(`&${place.query}=(\\w+)`);
    const other = change(query.exec(worked.query ?? "")?.[1] ?? "");
    const text = other === undefined ? "" : `&${place.query}=${other}`;
    return { ...worked, query: worked.query?.replace(query, text) ?? "" };
  }
  if (isForm(worked)) {
    const fields = new URLSearchParams(worked.body);
    const other = change(fields.get(place.body) ?? "");
    if (other === undefined) fields.delete(place.body);
    else fields.set(place.body, other);
    return { ...worked, body: String(fields) };
  }
  const { [place.body]: text, ...others } = JSON.parse(worked.body ?? "{}");
  const other = change(String(text));
  return {
    ...worked,
    body: JSON.stringify(other === undefined ? others : { ...others, [place.body]: other }),
  };
}

function isForm({ contentType }: WorkedDelivery): boolean {
  return contentType !== undefined;
}

/** The credential as it came. */
function credentialOf({ in: place, headers = {}, query, body = "", ...worked }: WorkedDelivery) {
  if ("header" in place) return headers[place.header];
  if ("query" in place) return new URLSearchParams(query).get(place.query);
  return isForm({ in: place, ...worked })
    ? new URLSearchParams(body).get(place.body)
    : JSON.parse(body)[place.body];
}

it("lets in what each sender signs, answers as it wants, tells it once, and keeps no credential", async () => {
  const daemon = await start();
  for (const [index, worked] of WORKED.entries()) {
    const first = await send(daemon, index, fresh(worked));
    expect([worked.from, ...first]).toEqual([worked.from, ...worked.answer]);
    const again = await send(daemon, index, fresh(worked));
    expect([worked.from, ...again]).toEqual([worked.from, ...(worked.repeat ?? worked.answer)]);
  }
  const runs = await daemon.runs();
  expect(runs.map(({ flow }) => flow).toSorted()).toEqual(
    WORKED.map((_, at) => `w${at}`).toSorted(),
  );
  const kept = await Promise.all(runs.map(({ id }) => daemon.run(id)));
  const text = JSON.stringify(kept) + daemon.lines.join("\n");
  for (const worked of WORKED)
    expect([worked.from, text.includes(String(credentialOf(worked)))]).toEqual([
      worked.from,
      false,
    ]);
});

it("refuses every change in the same words, and starts nothing", async () => {
  const daemon = await start();
  const refusal = { code: "unauthorized", message: "send a right credential with the request" };
  for (const [index, worked] of WORKED.entries())
    for (const [how, sent] of Object.entries(changed(fresh(worked)))) {
      const answer = await send(daemon, index, sent);
      expect([worked.from, how, ...answer]).toEqual([worked.from, how, 401, { error: refusal }]);
    }
  expect(await daemon.runs()).toEqual([]);
});

it("gives flows of ZaloPay what is in its text, and of Getfly the fields of its form", async () => {
  const daemon = await start();
  const payloadOf = async (from: string) => {
    const index = WORKED.findIndex((worked) => worked.from === from);
    await send(daemon, index, WORKED[index] as WorkedDelivery);
    const [run] = await daemon.runs(`flow=w${index}`);
    return (await daemon.run(run?.id ?? "")).payload.body;
  };
  expect(await payloadOf("zalopay.payment")).toEqual({
    data: expect.objectContaining({ amount: 10_000, zp_trans_id: 200_904_000_000_389 }),
    type: 1,
  });
  expect(await payloadOf("getfly.event")).toMatchObject({
    event: "order.created",
    data: { order_id: "70001", order_code: "DH1001" },
  });
});

it("answers what senders try an address with, and starts nothing", async () => {
  const key = "mgExMrjj4i7a1p8Cs6LmFbpCd8lbw4sSX4LZXPag7TKazeIogtR90tvWYTkwQbvs";
  const payos = "1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675";
  const project = new Project({ secrets: { key, payos } });
  const credentials: Record<string, Record<string, string>> = {
    "payos.payment": { checksum_key: "{{secrets.payos}}" },
    "casso.transaction": { security_key: "{{secrets.key}}" },
    "nhanh.event": { verify_token: "{{secrets.key}}" },
    "zalo.event": { app_id: "1", oa_secret_key: "{{secrets.key}}" },
    "haravan.order": { secret: "{{secrets.key}}", verify_token: "{{secrets.key}}" },
  };
  for (const [from, of] of Object.entries(credentials))
    project.flow(from.replace(".", "-"), { webhook: { from, credentials: of }, steps });
  const daemon = await project.open();
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    daemon.send(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  // The vendors' own examples of a signature are trials.
  const paid =
    '{"code":"00","desc":"success","success":true,"data":{"orderCode":123,"amount":3000,"description":"VQRIO123","accountNumber":"12345678","reference":"TF230204212323","transactionDateTime":"2023-02-04 18:25:00","currency":"VND","paymentLinkId":"124c33293c43417ab7879e14c8d9eb18","code":"00","desc":"Thành công","counterAccountBankId":"","counterAccountBankName":"","counterAccountName":"","counterAccountNumber":"","virtualAccountName":"","virtualAccountNumber":""},"signature":"412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03"}';
  const tried = await post("/payos-payment", paid);
  expect([tried.status, tried.body]).toEqual([200, { success: true }]);
  const forged = paid.replace('"amount":3000', '"amount":9000');
  expect((await post("/payos-payment", forged)).status).toBe(401);
  const trial = await post(
    "/casso-transaction",
    '{"error":0,"data":{"id":0,"reference":"MA_GIAO_DICH_THU_NGHIEM","description":"giao dich thu nghiem","amount":599000,"runningBalance":25000000,"transactionDateTime":"2024-10-03 15:06:37","accountNumber":"88888888","bankName":"VPBank","bankAbbreviation":"VPB","virtualAccountNumber":"","virtualAccountName":"","counterAccountName":"NGUYEN VAN A","counterAccountNumber":"8888888888","counterAccountBankId":"970415","counterAccountBankName":"VietinBank"}}',
    {
      "x-casso-signature":
        "t=1727948258788,v1=ed0a4bd2e826d5cb69988cdb141e6c1a080e21f3b57eb72cd78192220042b9e7dde0868fc667faea8e224900fa7904e7c88dfa098032fb2d6b6996856e8b7ff3",
    },
  );
  expect([trial.status, trial.body]).toEqual([200, { success: true }]);
  expect((await post("/nhanh-event", '{"event":"webhooksEnabled"}')).status).toBe(200);
  expect((await post("/zalo-event", "{}")).status).toBe(200);
  expect((await post("/zalo-event", '{"event_name":"follow"}')).status).toBe(401);
  const asked = await fetch(
    `${daemon.webhookUrl}/haravan-order?hub.verify_token=${key}&hub.challenge=123`,
  );
  expect([asked.status, await asked.text()]).toEqual([200, "123"]);
  expect(await daemon.runs()).toEqual([]);
});

it("GHTK's time can be read, whose + has come as a blank", async () => {
  const project = new Project({ secrets: { hash: "bi-mat-o-dia-chi-01" } });
  project.flow("parcel", {
    webhook: { from: "ghtk.status", credentials: { hash: "{{secrets.hash}}" } },
    steps: [{ set: { at: "{{format_date trigger.body.action_time 'HH:mm dd/MM/yyyy'}}" } }],
    output: "{{vars.at}}",
  });
  const daemon = await project.open();
  const worked = WORKED.find(({ from }) => from === "ghtk.status");
  const { body } = await daemon.send(`/parcel?${worked?.query}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: worked?.body ?? "",
  });
  expect(await daemon.finished(body.run_id)).toMatchObject({ output: "09:15 28/11/2026" });
});
