// What fifty open pages cost, for each webhook whose run does nothing.
import { cpuEach, cpuOf } from "./cpu.mjs";
import { webhookFlows } from "./flows.mjs";
import { send } from "./load.mjs";
import { startDaemon, startUpstream, stop } from "./programs.mjs";
import { heading, row } from "./summary.mjs";
import { finished } from "./webhooks.mjs";

const PAGES = 50;

/** In turn on one daemon, so that both see the same machine. */
export async function benchPages(node, { rounds, count }) {
  const upstream = await startUpstream();
  const daemon = await startDaemon(node, webhookFlows(), upstream);
  let sent = 0;
  const measure = async () => {
    const before = cpuOf(daemon);
    const { seconds } = await send(`${daemon.webhook_url}/accept`, count);
    sent += count;
    await finished([daemon], "accept", sent);
    return { rate: count / seconds, cpu: cpuEach(before, cpuOf(daemon), count).all };
  };
  await measure();
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const other = await measure();
    const close = await openPages(daemon);
    results.push({ ours: await measure(), other });
    close();
  }
  await stop(daemon);
  await stop(upstream);
  console.log(heading(`${rounds} rounds, ${PAGES} pages`, "open", "none"));
  for (const [name, unit, of] of [
    ["webhooks accepted", "/s", ({ rate }) => rate],
    ["CPU of one, its run included", "µs", ({ cpu }) => cpu],
  ])
    console.log(
      row(
        name,
        unit,
        results.map(({ ours, other }) => ({ ours: of(ours), other: of(other) })),
      ),
    );
}

/** Follows the feed as the list of runs does. @returns what ends it */
async function openPages({ admin_url: admin }) {
  const end = new AbortController();
  for (let page = 0; page < PAGES; page++) {
    const { body } = await fetch(`${admin}/api/v1/events?of=runs,reloads,connections`, {
      signal: end.signal,
    });
    void body.pipeTo(new WritableStream()).catch(() => undefined);
  }
  return () => end.abort();
}
