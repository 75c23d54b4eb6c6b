/** Both languages say everything, and every reason of the closed list has what to do about it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FAILURE_REASONS } from "#src/errors.js";
import { en } from "../../dashboard/src/words/en.ts";
import { clockTime, duration, fullTime, shortTime } from "../../dashboard/src/words/format.ts";
import { errors } from "../../dashboard/src/words/vi/errors.ts";
import { refusals } from "../../dashboard/src/words/vi/refusals.ts";
import { vi } from "../../dashboard/src/words/vi.ts";

/** All texts by their path; a function says what it gives for a number. */
function texts(words: unknown, count = 2, path = ""): Map<string, string> {
  if (typeof words === "string") return new Map([[path, words]]);
  if (typeof words === "function") return new Map([[path, String(words(count, count, count))]]);
  return new Map(
    Object.entries(words as object).flatMap(([key, value]) => [
      ...texts(value, count, `${path}/${key}`),
    ]),
  );
}

describe("the words", () => {
  const [english, vietnamese] = [texts(en), texts(vi)];

  it("are the same ones in both languages", () => {
    expect(english.size).toBeGreaterThan(100);
    expect([...vietnamese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it.each([["English", english] as const, ["Vietnamese", vietnamese] as const])(
    "are all said in %s",
    (_, said) => {
      const unsaid = [...said].filter(
        ([, text]) => text.trim() === "" || text.includes("undefined"),
      );
      expect(unsaid).toEqual([]);
    },
  );

  it("of a sentence are not English in Vietnamese", () => {
    const same = [...vietnamese].filter(
      ([path, text]) => text.split(" ").length > 3 && english.get(path) === text,
    );
    expect(same).toEqual([]);
  });

  it("of one thing in English speak of one", () => {
    const many = [...texts(en, 1).values()].filter((text) =>
      /\b1 (more )?(?!is\b|was\b)[a-z]+s\b/.test(text),
    );
    expect(many).toEqual([]);
  });

  it("have every reason", () => {
    expect(Object.keys(en.reasons).toSorted()).toEqual(Object.keys(FAILURE_REASONS).toSorted());
  });
});

it("there are Vietnamese words for every refusal of what the page asks for", () => {
  const folders = ["src/http/api", "src/triggers/payload-by-hand.ts"];
  const files = folders.flatMap((path) =>
    path.endsWith(".ts")
      ? [path]
      : readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name)),
  );
  const codes = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/WebhookRejection\(\s*\d+,\s*"(\w+)"/g)].map(
      ([, code = ""]) => code,
    ),
  );
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !errors.has(code))).toEqual([]);
});

it("there are Vietnamese words for every refusal of a webhook", () => {
  const folders = ["src/triggers", "src/http/webhooks"];
  const files = [
    "src/flows/typed-form.ts",
    "src/http/server/body-refusal.ts",
    "src/engine/accept/submit.ts",
    ...folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
  ].filter((file) => file.endsWith(".ts") && !file.endsWith("payload-by-hand.ts"));
  const made =
    /(?:WebhookRejection\(\s*\d+,|FormConflict\(|sendError\(\s*response,\s*\d+,|BacklogFull[\s\S]*super\(|code:)\s*"(\w+)"/g;
  const codes = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(made)].map(([, code = ""]) => code),
  );
  expect(codes.length).toBeGreaterThan(15);
  // `run_failed` is what a flow's failed run answers: that webhook was accepted.
  expect(codes.filter((code) => !refusals.has(code) && code !== "run_failed")).toEqual([]);
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [1_500, "1.5 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [125_000, "2 min 5 s"],
    [3_599_700, "1 h"],
    [4_800_000, "1 h 20 min"],
    [86_399_000, "1 d"],
    [180_000_000, "2 d 2 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(duration(ms, "en")).toBe(text);
  });

  it("are Vietnamese in Vietnamese", () => {
    expect(duration(4_800_000, "vi")).toBe("1 giờ 20 phút");
    expect(duration(1_500, "vi")).toBe("1,5 giây");
  });
});

describe("times", () => {
  it("stand in the zone that is asked for", () => {
    expect(fullTime("2026-05-04T20:30:00Z", "vi", "Asia/Ho_Chi_Minh")).toContain("03:30:00");
  });

  it("are on a clock of 24 hours in both languages, wherever they stand", () => {
    for (const language of ["en", "vi"]) {
      expect(fullTime("2026-05-04T10:30:00Z", language, "Asia/Ho_Chi_Minh")).toContain("17:30:00");
      expect(clockTime(new Date(2026, 4, 4, 0, 5), language)).toBe("00:05");
    }
  });

  it("have the day when it is not today", () => {
    const now = new Date(2026, 4, 4, 12);
    expect(shortTime(new Date(2026, 4, 4, 9, 5, 7).toISOString(), "en", now)).toBe("09:05:07");
    expect(shortTime(new Date(2026, 4, 3, 9, 5).toISOString(), "vi", now)).toMatch(
      /03.05.*09:05|09:05.*03.05/,
    );
    expect(shortTime(new Date(2025, 4, 3).toISOString(), "en", now)).toContain("2025");
  });
});
