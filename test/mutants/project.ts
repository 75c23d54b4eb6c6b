/**
 * The right flows on disk. Each is checked in a folder of its own, beside the flows that it calls and
 * that call it: all flows together would take four times as long for each mutant.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Problem } from "#src/errors.js";
import { readTests, type TestSuite } from "#src/flow-tests/read-tests.js";
import { FlowCache } from "#src/flows/flow-cache.js";
import { type LoadedFlows, loadFlows } from "#src/flows/load-flows.js";
import type { ConfigFile } from "#src/generated/config.js";
import { flowSurroundings } from "#src/installation/installation.js";
import { readConfigFile } from "#src/settings/config-file.js";
import { standInSettings } from "#src/settings/stand-ins.js";
import { Source } from "./source.ts";

/** Folders of right flows, with the samples and tests beside them. */
const FLOWS = ["flows", "starter/flows", "test/mutants/project/flows"];
/** What they refer to; of two values of one name the last. */
const CONFIGS = ["ahaflow.yaml", "starter/ahaflow.yaml", "test/mutants/project/ahaflow.yaml"];
/** Stands beside each flow: mistakes name it. */
const NEIGHBOUR = "unsubscribe.yaml";

export const SETTINGS = standInSettings(allConfigs());
const SURROUNDINGS = flowSurroundings(SETTINGS);

/** A file as it is written. */
export type Text = Pick<Source, "file" | "text">;

/** One right flow, with its tests and the files that it names. */
export class RightFlow {
  readonly #folder: string;
  readonly #cache = new FlowCache();
  readonly suite: TestSuite;
  /** The flow, its sample and its schema. */
  readonly sources: readonly Source[];
  /** All that stands in its folder. */
  readonly around: readonly Text[];

  constructor(folder: string, suite: TestSuite, around: readonly Text[]) {
    this.#folder = folder;
    this.suite = suite;
    this.around = around;
    const { sample, schema } = suite.flow.flow.on?.webhook ?? {};
    this.sources = [basename(suite.flow.source.file), sample, schema]
      .filter((file) => typeof file === "string")
      .map((file) => new Source(file, readFileSync(join(folder, file), "utf8")));
  }

  /** What `ahaflow validate` makes of it when one of its files has another text. */
  async load(changed: Text): Promise<LoadedFlows> {
    const file = join(this.#folder, changed.file);
    const right = readFileSync(file, "utf8");
    writeFileSync(file, changed.text);
    try {
      const loaded = await loadFlows([this.#folder], SURROUNDINGS, this.#cache);
      return { ...loaded, problems: loaded.problems.map((one) => shownIn(this.#folder, one)) };
    } finally {
      writeFileSync(file, right);
    }
  }
}

/** A folder of right flows as a whole. */
export interface Project {
  readonly flows: readonly RightFlow[];
  /** What is told of flows that are right. */
  readonly alarms: readonly Problem[];
  readonly close: () => void;
}

/** Lays out the right flows in a new folder. @param folders each put over the ones before it */
export async function openProject(folders: readonly string[] = FLOWS): Promise<Project> {
  const root = mkdtempSync(join(tmpdir(), "ahaflow-mutants-"));
  const all = join(root, "all");
  for (const folder of folders) cpSync(folder, all, { recursive: true });
  const loaded = await loadFlows([all], SURROUNDINGS);
  const names = {
    flows: loaded.catalog?.flows ?? new Map(),
    vars: new Set(Object.keys(SETTINGS.vars)),
  };
  const { suites, problems } = await readTests([all], names);
  const texts = readdirSync(all)
    .filter((file) => /(?<!\.test|\.snap)\.yaml$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(all, file), "utf8") }));
  return {
    flows: suites.map((suite) => {
      const folder = join(root, suite.flow.name);
      const around = textsAround(suite.flow, texts);
      mkdirSync(folder);
      for (const { file, text } of around) writeFileSync(join(folder, file), text);
      // The mocks of its tests tell what it is answered.
      cpSync(
        join(all, `${suite.flow.name}.test.yaml`),
        join(folder, `${suite.flow.name}.test.yaml`),
      );
      symlinkSync(join(all, "samples"), join(folder, "samples"));
      return new RightFlow(folder, suite, around);
    }),
    alarms: [...loaded.problems, ...problems].map((problem) => shownIn(all, problem)),
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The files that stand beside a flow: what it calls, what calls it, and what those call. */
function textsAround({ name }: TestSuite["flow"], texts: readonly Text[]): readonly Text[] {
  const callers = texts.filter(({ text }) => calledIn(text).includes(name)).map(({ file }) => file);
  const files = new Set([`${name}.yaml`, NEIGHBOUR, ...callers]);
  for (const file of files)
    for (const called of calledIn(texts.find((one) => one.file === file)?.text ?? ""))
      files.add(`${called}.yaml`);
  return texts.filter(({ file }) => files.has(file));
}

function allConfigs(): ConfigFile {
  const configs = CONFIGS.map((file) => readConfigFile(file).config);
  return {
    connections: Object.assign({}, ...configs.map(({ connections }) => connections)),
    secrets: Object.assign({}, ...configs.map(({ secrets }) => secrets)),
    vars: Object.assign({}, ...configs.map(({ vars }) => vars)),
  };
}

function calledIn(text: string): string[] {
  return [...text.matchAll(/\bcall: ([\w-]+)/g)].map(([, name = ""]) => name);
}

function shownIn(folder: string, problem: Problem): Problem {
  const { where } = problem;
  return { ...problem, where: { ...where, file: where.file.slice(folder.length + 1) } };
}
