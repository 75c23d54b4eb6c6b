/** What forms, variables of the environment and people write for yes and no. */
const WORDS: ReadonlyMap<string, boolean> = new Map(
  [
    [true, ["true", "yes", "y", "on", "1", "có"]] as const,
    [false, ["false", "no", "n", "off", "0", "không"]] as const,
  ].flatMap(([value, words]) => words.map((word) => [word, value] as const)),
);

/** The truth value that a text says; undefined: it says none. */
export function readBoolean(text: string): boolean | undefined {
  return WORDS.get(text.trim().toLowerCase().normalize("NFC"));
}
