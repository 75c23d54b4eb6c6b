import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

/** What VS Code's YAML extension works with, on files of the project, without a network. */
const service = getLanguageService({
  schemaRequestService: (uri) => Promise.reject(new Error(`the editor asked for ${uri}`)),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
  clientCapabilities: {
    textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } } },
  },
});
const files = { flow: "flow-*.yaml", config: "config-*.yaml", test: "test-*.yaml" };
service.configure({
  validate: true,
  hover: true,
  completion: true,
  schemas: Object.entries(files).map(([name, glob]) => ({
    uri: `file:///project/schemas/${name}.schema.json`,
    fileMatch: [glob],
    schema: JSON.parse(readFileSync(`schemas/editor/${name}.schema.json`, "utf8")) as unknown,
  })),
});

export type FileKind = keyof typeof files;

// The service keeps what it parsed by address and version.
let version = 0;

function open(text: string, kind: FileKind): TextDocument {
  version++;
  // The first line of a file leads to schemas/ of its own folder, which is not there.
  const shown = text.replace(/^# yaml-language-server:/, "#");
  return TextDocument.create(`file:///project/${kind}-${version}.yaml`, "yaml", version, shown);
}

/** What is offered where the text has a `|`: labels with what is said about them. */
export async function completions(marked: string): Promise<Map<string, string>> {
  const document = open(marked.replace("|", ""), "flow");
  const place = document.positionAt(marked.indexOf("|"));
  const { items } = await service.doComplete(document, place, false);
  return new Map(
    items.map(({ label, documentation }) => [
      label,
      typeof documentation === "string" ? documentation : (documentation?.value ?? ""),
    ]),
  );
}

/** What is shown over the first place of a word. */
export async function hover(text: string, word: string): Promise<string> {
  const document = open(text, "flow");
  const found = await service.doHover(document, document.positionAt(text.indexOf(word) + 1));
  return (found?.contents as { value: string } | undefined)?.value ?? "";
}

/** What is underlined, as `line: message`, lines from 1. */
export async function diagnostics(text: string, kind: FileKind = "flow"): Promise<string[]> {
  const found = await service.doValidation(open(text, kind), false);
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}
