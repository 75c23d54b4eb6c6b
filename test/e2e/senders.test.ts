/** The worked deliveries through the real daemon: let in, changed ones refused, told once, nothing kept of a key. */
import { expect, it } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { WORKED, type WorkedDelivery } from "../support/worked-deliveries.ts";

const steps = [{ set: { a: 1 } }];
const pathOf = (index: number) => `/w${index}`;

/** A daemon with a flow for each worked delivery. */
async function start(): Promise<Daemon> {
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
  return project.start();
}

/** The delivery as it is sent now. */
function fresh(worked: WorkedDelivery): WorkedDelivery {
  return worked.headersAt === undefined
    ? worked
    : { ...worked, headers: worked.headersAt(Date.now()) };
}

async function send(daemon: Daemon, index: number, sent: WorkedDelivery) {
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
  if ("body" in place)
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
  const { [place.body]: text, ...others } = JSON.parse(worked.body ?? "{}");
  const other = change(String(text));
  return {
    ...worked,
    body: JSON.stringify(other === undefined ? others : { ...others, [place.body]: other }),
  };
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
  for (const { from, in: place, headers = {}, query = "", body = "" } of WORKED) {
    const given =
      "header" in place
        ? headers[place.header]
        : "query" in place
          ? new URLSearchParams(query).get(place.query)
          : JSON.parse(body)[place.body];
    expect([from, text.includes(String(given))]).toEqual([from, false]);
  }
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
