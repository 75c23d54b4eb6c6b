import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

const FILES = { flow: "flow-*.yaml", config: "config-*.yaml", test: "test-*.yaml" };

export type FileKind = keyof typeof FILES;

// The service keeps what it parsed by address and version.
let version = 0;

function open(text: string, kind: FileKind): TextDocument {
  version++;
  // The first line of a file leads to schemas/ of its own folder, which is not there.
  const shown = text.replace(/^# yaml-language-server:/, "#");
  return TextDocument.create(`file:///project/${kind}-${version}.yaml`, "yaml", version, shown);
}

/** What an editor says of a text. */
export interface Editor {
  /** What is offered where the text has a `|`: labels with what is said about them. */
  readonly completions: (marked: string) => Promise<Map<string, string>>;
  /** What is shown over the first place of a word. */
  readonly hover: (text: string, word: string) => Promise<string>;
  /** What is underlined, as `line: message`, lines from 1. */
  readonly diagnostics: (text: string, kind?: FileKind) => Promise<string[]>;
}

/** What VS Code's YAML extension works with, on files of the project, without a network. */
export function editorWith(schemas: Partial<Record<FileKind, unknown>>): Editor {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`the editor asked for ${uri}`)),
    workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
    clientCapabilities: {
      textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } } },
    },
  });
  service.configure({
    validate: true,
    hover: true,
    completion: true,
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      uri: `file:///project/schemas/${name}.schema.json`,
      fileMatch: [FILES[name as FileKind]],
      schema,
    })),
  });
  return {
    async completions(marked) {
      const document = open(marked.replace("|", ""), "flow");
      const place = document.positionAt(marked.indexOf("|"));
      const { items } = await service.doComplete(document, place, false);
      return new Map(
        items.map(({ label, documentation }) => [
          label,
          typeof documentation === "string" ? documentation : (documentation?.value ?? ""),
        ]),
      );
    },
    async hover(text, word) {
      const document = open(text, "flow");
      const found = await service.doHover(document, document.positionAt(text.indexOf(word) + 1));
      return (found?.contents as { value: string } | undefined)?.value ?? "";
    },
    async diagnostics(text, kind = "flow") {
      const found = await service.doValidation(open(text, kind), false);
      return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    },
  };
}

/** With the schemas that the program ships. */
export const { completions, hover, diagnostics } = editorWith(
  Object.fromEntries(
    Object.keys(FILES).map((name) => [
      name,
      JSON.parse(readFileSync(`schemas/editor/${name}.schema.json`, "utf8")) as unknown,
    ]),
  ),
);
