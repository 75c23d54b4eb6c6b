import { cpSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { type Daemon, type ShownRun } from "../support/daemon.ts";
import { PostgresServer } from "../support/postgres.ts";
import { ahaflow } from "../support/program.ts";
import { Project, shopAt } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";
import { blocksOf } from "./pages.ts";

const server = PostgresServer.forTests();
const [byHand] = blocksOf("docs/cluster.md").filter(({ language }) => language === "sh");
const commands = byHand?.text.trimEnd().split("\n") ?? [];

type Shown = Pick<ShownRun, "id" | "status">;

/** Does what a line of the page says, with the real ports of the daemons in place of the page's. */
class Shell {
  readonly #project: Project;
  readonly #url: string;
  readonly #daemons: { readonly daemon: Daemon; readonly ports: readonly string[] }[] = [];
  /** The runs that were accepted. */
  readonly accepted: string[] = [];

  constructor(project: Project, url: string) {
    this.#project = project;
    this.#url = url;
  }

  async do(command: string): Promise<void> {
    const [, variables = "", args = "", background] =
      /^((?:[A-Z_]+=\S+ )*)ahaflow (.*?)( &)?$/.exec(command) ?? [];
    const ports = variables.match(/\d{4,}/g) ?? [];
    if (background !== undefined) {
      const daemon = await this.#project.start({ AHAFLOW_DATABASE_URL: this.#url });
      this.#daemons.push({ daemon, ports });
    } else if (args !== "") await this.#ask(ports[0] ?? "", args.split(" "));
    else if (command.startsWith("curl ")) await this.#post(command);
    else if (command.startsWith("kill -9 %"))
      await this.#daemons[Number(command.at(-1)) - 1]?.daemon.crash();
    else if (!command.startsWith("export AHAFLOW_DATABASE_URL=postgres:"))
      throw new Error(`what does this do? ${command}`);
  }

  #at(port: string): Daemon {
    const found = this.#daemons.find(({ ports }) => ports.includes(port));
    if (found === undefined) throw new Error(`no daemon has the port ${port}`);
    return found.daemon;
  }

  /** A command that shows runs: sooner or later each has succeeded. */
  async #ask(port: string, args: readonly string[]): Promise<void> {
    const wanted = this.accepted.map((id) => `${id} succeeded`).join();
    await vi.waitFor(async () => {
      const env = { AHAFLOW_ADMIN_URL: this.#at(port).adminUrl };
      const { code, out, err } = await ahaflow([...args, "--json"], env);
      if (code !== 0) throw new Error(err);
      const { runs } = JSON.parse(out) as { runs: Shown[] };
      const shown = runs.map(({ id, status }) => `${id} ${status}`).toReversed();
      if (shown.join() !== wanted) throw new Error(`${shown.join()} instead of ${wanted}`);
    }, 20_000);
  }

  async #post(command: string): Promise<void> {
    const [, port = "", path = "", body = ""] =
      /:(\d+)(\/\S+) .*'content-type: application\/json' -d '(.*)'$/.exec(command) ?? [];
    this.accepted.push(await this.#at(port).accept(path, JSON.parse(body)));
  }
}

it("three daemons by hand do what docs/cluster.md says, one of them killed", async () => {
  const platform = await startUpstream();
  // As `ahaflow init` gives it.
  const project = new Project(shopAt(platform.url, { vars: { shop_name: "Tiệm Áo Dài" } }));
  cpSync("starter/flows", project.flows, { recursive: true });
  const shell = new Shell(project, await server.database());
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands) await shell.do(command);
  expect(shell.accepted).toHaveLength(2);
  // Each is tagged, and greeted.
  expect(platform.arrivals.length).toBeGreaterThanOrEqual(4);
});
