import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ConfigFile } from "#src/generated/config.js";
import type { TestFile } from "#src/generated/test.js";
import { Process } from "../support/process.ts";
import { ahaflow, type Ended } from "../support/program.ts";
import { Project, shopAt } from "../support/project.ts";

/** The result of one test in the JSON report. */
export interface ShownTest {
  readonly name: string;
  readonly flow: string;
  readonly file: string;
  readonly line: number;
  readonly status: "passed" | "failed";
  readonly differences: readonly {
    name: string;
    expected: string;
    actual: string;
    line: number;
    column: number;
  }[];
}

/** A project with one flow, `hello`, and its tests. */
export class FlowTestProject extends Project {
  constructor(config: ConfigFile = shopAt("https://ahachat.com")) {
    super(config);
  }

  /** Writes a file below the folder of flows. */
  write(name: string, text: string): this {
    const file = join(this.flows, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this;
  }

  /** Writes the tests of a flow. */
  tests(flow: string, tests: TestFile["tests"], more: Partial<TestFile> = {}): this {
    return this.write(`${flow}.test.yaml`, JSON.stringify({ flow, tests, ...more }, null, 1));
  }

  /** Runs `ahaflow test` in this process. */
  test(args: readonly string[] = []): Promise<Ended> {
    return ahaflow(["test", ...args], this.environment());
  }

  /** Starts `ahaflow test` as a process of its own. */
  testing(args: readonly string[], env: Record<string, string> = {}): Process {
    return new Process(["test", ...args], { ...this.environment(), ...env });
  }

  /** Runs all tests. @returns each one's result by its name */
  async results(args: readonly string[] = []): Promise<Map<string, ShownTest>> {
    const { out, err } = await this.test(["--reporter", "json", ...args]);
    if (out === "") throw new Error(err);
    const { tests } = JSON.parse(out) as { tests: ShownTest[] };
    return new Map(tests.map((test) => [test.name, test]));
  }
}

/** The differences of a test, one text each. */
export function told(test: ShownTest | undefined): string[] | undefined {
  return test?.differences.map(
    ({ name, expected, actual }) => `${name}: expected ${expected}, got ${actual}`,
  );
}

/** A project whose flow `hello` sends a text, and another one where `more` of the body is true. */
export function greeting(text: string): FlowTestProject {
  return new FlowTestProject().flow("hello", {
    connection: "shop",
    steps: [
      { id: "greet", uses: "ahachat.send_text", with: { user_id: "6523889107654321", text } },
      {
        id: "more",
        if: "{{default trigger.body.more false}}",
        uses: "ahachat.send_text",
        with: { user_id: "6523889107654321", text: "…" },
      },
    ],
  });
}
