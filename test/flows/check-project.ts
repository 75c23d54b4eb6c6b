import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Problem, ProblemsError } from "#src/errors.js";
import { loadFlows } from "#src/flows/load-flows.js";
import { flowSurroundings } from "#src/installation/installation.js";
import { readConfigFile } from "#src/settings/config-file.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { weakSecretsIn } from "#src/settings/placeholders.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Texts of files by their paths in a project. */
export type Files = Readonly<Record<string, string>>;

const CONFIG = `connections:
  shop: { type: ahachat, bot_id: "12404829", bot_token: "\${env:TOKEN:-none-is-needed}" }
secrets: { crm_key: "\${env:CRM_KEY:-none-is-needed}" }
vars: { crm_url: https://crm.example.com, shop: { name: Áo Dài, open: true }, codes: [1, 2] }
`;

/** Makes a project's folder: with a configuration, and flows that say only what matters completed. */
export function projectFolder(files: Files): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "flows"));
  for (const [path, text] of Object.entries({ "ahaflow.yaml": CONFIG, ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    const isFlow = dirname(path) === "flows" && path.endsWith(".yaml");
    writeFileSync(join(folder, path), isFlow ? completed(basename(path, ".yaml"), text) : text);
  }
  return folder;
}

/** Every problem of a project, as `validate` finds it with an environment without variables. */
export async function problemsIn(folder: string): Promise<readonly Problem[]> {
  try {
    const flags = { config: join(folder, "ahaflow.yaml"), flows: join(folder, "flows") };
    const settings = loadSettings(flags, {});
    const { problems, beside } = await loadFlows(
      [settings.flowsFolder],
      flowSurroundings(settings),
    );
    const { document, config } = readConfigFile(flags.config);
    const samples = [...beside.values()].filter((text) => text !== undefined);
    return [...weakSecretsIn(document, config, { env: {}, folder }, samples), ...problems];
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
}

/** Adds at its end what a flow has to have, so that lines stay where they are. */
function completed(name: string, text: string): string {
  if (/^name:/m.test(text)) return text;
  const parts = [
    ["connection", "shop"],
    ["on", `{ webhook: { path: /${name} } }`],
    ["steps", `[{ uses: http.request, with: { url: "https://crm.example.com/" } }]`],
  ];
  const missing = parts.filter(([key]) => !new RegExp(`^${key}:`, "m").test(text));
  const lines = [["name", name], ...missing].map(([key, value]) => `${key}: ${value}\n`);
  return `${text.trimEnd()}\n${lines.join("")}`;
}
