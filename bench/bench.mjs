// What the daemon costs, beside a bare program that makes the same calls (docs/performance.md).
import { benchCommands } from "./commands.mjs";
import { readOptions } from "./options.mjs";
import { benchOverload } from "./overload.mjs";
import { benchPages } from "./pages.mjs";
import { benchPostgres } from "./postgres.mjs";
import { profile } from "./profile.mjs";
import { killAll } from "./programs.mjs";
import { benchStart } from "./start.mjs";
import { benchWebhooks } from "./webhooks.mjs";

const options = readOptions(process.argv.slice(2));
const wants = (scenario) => options.only.includes(scenario);
try {
  for (const node of options.nodes) {
    console.log(`\n# Node ${node.version}`);
    if (options.profile) {
      await profile(node, options);
      continue;
    }
    if (wants("accept") || wants("runs")) await benchWebhooks(node, options);
    if (wants("overload")) await benchOverload(node, options);
    if (wants("pages")) await benchPages(node, options);
    if (wants("postgres")) await benchPostgres(node, options);
    if (wants("start")) await benchStart(node, options);
    if (wants("commands")) benchCommands(node, options);
  }
} finally {
  killAll();
}
