// Writes docs/language.md: the flow language from schemas/flow.schema.json, with the example flows.
// With --check it writes nothing, and fails when the page is not what they say.
import { readFileSync, writeFileSync } from "node:fs";

const PAGE = "docs/language.md";
const schema = JSON.parse(readFileSync("schemas/flow.schema.json", "utf8"));
const config = JSON.parse(readFileSync("schemas/config.schema.json", "utf8"));

const page = [
  "# The flow language",
  "Generated from `schemas/flow.schema.json` and `flows/` by `npm run schemas`; editors show the same",
  "descriptions while you type ([editor.md](editor.md)). Templates are in [templates.md](templates.md),",
  "what `validate` finds in [rules.md](rules.md), tests in [testing.md](testing.md).",
  "",
  section("A flow", schema),
  "## Steps",
  `${schema.$defs.step.description} Each step has exactly one of these keys: ${kinds()
    .map((kind) => `\`${kind}\``)
    .join(", ")}.`,
  "",
  table(schema.$defs.step),
  scopes(),
  ...[
    "on",
    "webhook",
    "auth",
    "hmac",
    "standard_webhooks",
    "bearer",
    "basic",
    "header",
    "query",
    "ip",
    "body_secret",
    "signature",
    "signature_place",
    "signed_part",
    "signed_pairs",
    "signed_query",
    "signed_time",
    "accepted",
    "handshake",
    "trial",
    "respond_options",
    "fallback",
    "dedupe",
    "schedule",
    "concurrency",
  ].map(def),
  section("Retry", config.$defs.retry),
  ...["wait", "callback", "respond", "stop", "catch"].map(def),
  "## Examples",
  ...[
    ["cart-reminder", "Wait, look again, then remind; the staff calls when the window is closed."],
    ["chatbotx-follow-up", "Send over ChatbotX, learn what became of it, and fall back."],
    ["price-lookup", "Answer the JSON API block that asks."],
    ["order-items", "An order's items in a loop, with a sum in `vars`."],
    ["notify-staff", "A flow that others call."],
    ["refund-approval", "An approval by callback."],
  ].flatMap(([name, what]) => [
    `### ${name}`,
    what,
    "",
    `\`\`\`yaml\n${readFileSync(`flows/${name}.yaml`, "utf8").replace(/^# yaml-language-server.*\n/, "")}\`\`\``,
    "",
  ]),
]
  .join("\n")
  .trimEnd()
  .concat("\n");

if (!process.argv.includes("--check")) writeFileSync(PAGE, page);
else if (current() !== page) {
  console.error(`${PAGE} is not what schemas/ and flows/ say: run \`npm run schemas\``);
  process.exitCode = 1;
}

function current() {
  try {
    return readFileSync(PAGE, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function kinds() {
  return schema.$defs.step.oneOf.map(({ required }) => required[0]);
}

function def(name) {
  return section(schema.$defs[name].title, schema.$defs[name]);
}

function section(title, part) {
  return [`## ${title}`, part.description, "", table(part)].join("\n");
}

function table({ properties, required = [] }) {
  const rows = Object.entries(properties).map(([name, property]) => {
    const must = required.includes(name) ? " (needed)" : "";
    return `| \`${name}\`${must} | ${cell(described(property))} | ${cell(example(property))} |`;
  });
  return ["| key | means | example |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

function described(property) {
  const { description, title } = { ...followed(property), ...property };
  const isHere =
    property.$ref?.startsWith("#/$defs/") &&
    title !== undefined &&
    followed(property).properties !== undefined;
  return isHere && Object.hasOwn(schema.$defs, property.$ref.slice("#/$defs/".length))
    ? `${description} See [${title}](#${title.toLowerCase().replaceAll(" ", "-")}).`
    : description;
}

/** The first example, where it is short. */
function example(property) {
  const [first] = property.examples ?? followed(property).examples ?? [];
  const text = first === undefined ? "" : JSON.stringify(first);
  return text === "" || text.length > 60 ? "" : `\`${text}\``;
}

function followed({ $ref }) {
  if ($ref === undefined) return {};
  const name = $ref.slice($ref.lastIndexOf("/") + 1);
  // The retry policy refers to its own file with "#" too.
  return schema.$defs[name] ?? config.$defs[name];
}

function cell(text = "") {
  return text.replaceAll("|", "\\|");
}

function scopes() {
  return `### What a step can read

- \`trigger\`, \`run\`, \`flow\`, \`vars\`, and in a called flow \`inputs\`; \`secrets\` only where nothing is
  kept: in \`with\` of an action, in \`if\` and \`switch\`.
- \`steps.<id>\` of the steps above it in its own list and in the lists around it. After a \`switch\`,
  \`catch\` or \`on_timeout\`, the steps inside may not have run: read them with \`default\`. After a
  \`parallel\`, the steps of all branches can be read; after a \`for_each\`, only its \`output\`.
- In a loop, the entry and its place, by the names of \`as\` and \`index\`; those of an inner loop hide
  those of an outer one. In \`catch\` and \`on_failure\`, \`error\`: \`reason\`, \`code\`, \`message\`, \`step\`,
  \`status\` (HTTP, or null) and \`attempts\`.

### Where \`set\` is seen

By every step after it: also after a \`switch\`, a \`catch\`, and a \`for_each\` that goes one entry after
another, so that a loop can sum up. In \`parallel\`, and in a \`for_each\` with \`concurrency\` over 1, each
branch or entry has its own copy of \`vars\`, which ends with it.

### Paths

A run's record names each step by its path: \`lines/3/send\` is the step \`send\` for the fourth entry of
\`lines\`, \`route/gold/gift\` a step of a case, \`thanks/catch/block\` one of a \`catch\`.
`;
}
