// Node-RED with its defaults, for the overload: the same two flows, of the nodes that its editor offers.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { launch, newFolder } from "./programs.mjs";

const CALLS = {
  tags: `{"ahachat_token":"t","tags":["buyer","{{order.order.id}}"]}`,
  attributes: `{"ahachat_token":"t","order":"{{order.order.id}}"}`,
  messages: `{"ahachat_token":"t","messages":[{"text":"Cảm ơn, đơn {{order.order.id}}"}]}`,
};

/** Node-RED 5 begins with Node 22.9. */
export function canRunNodeRed({ version }) {
  const [major, minor] = version.slice(1).split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 9)) return true;
  console.log(`Node-RED does not run on Node ${version}`);
  return false;
}

/** @param {string} folder where node-red is installed, with its node_modules */
export async function startNodeRed(node, folder, upstream) {
  const home = newFolder();
  const port = await freePort();
  const flows = join(home, "flows.json");
  writeFileSync(
    flows,
    JSON.stringify(["flood", "trickle"].flatMap((name) => flow(name, upstream.url))),
  );
  const options = ["-p", String(port), "-D", "uiHost=127.0.0.1", "-D", "telemetry.enabled=false"];
  const main = join(folder, "node_modules/node-red/red.js");
  const program = launch(node.file, [main, "--userDir", home, ...options, flows]);
  for await (const line of createInterface({ input: program.child.stdout })) {
    if (!line.includes("Started flows")) continue;
    program.child.stdout.resume();
    return { ...program, webhook_url: `http://127.0.0.1:${port}` };
  }
  throw new Error("Node-RED ended before it was ready");
}

/** Answers at once, then calls one after the other. */
function flow(name, upstream) {
  const node = (id, type, more) => ({ id: `${name}-${id}`, type, z: name, ...more });
  const to = (...ids) => [ids.map((id) => `${name}-${id}`)];
  const keep = [
    { t: "move", p: "payload", pt: "msg", to: "order", tot: "msg" },
    ...["req", "res", "headers"].map((p) => ({ t: "delete", p, pt: "msg" })),
  ];
  const names = Object.keys(CALLS);
  return [
    { id: name, type: "tab", label: name },
    node("in", "http in", { url: `/${name}`, method: "post", wires: to("answer", "keep") }),
    node("answer", "http response", { statusCode: "202", wires: [] }),
    node("keep", "change", { rules: keep, wires: to("body-0") }),
    ...names.flatMap((call, index) => [
      node(`body-${index}`, "template", {
        field: "payload",
        fieldType: "msg",
        format: "json",
        syntax: "mustache",
        template: CALLS[call],
        output: "json",
        wires: to(`call-${index}`),
      }),
      node(`call-${index}`, "http request", {
        method: "POST",
        ret: "obj",
        url: `${upstream}/api/bots/1/users/6543210987654321/${call}`,
        wires: index + 1 < names.length ? to(`body-${index + 1}`) : [],
      }),
    ]),
  ];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
