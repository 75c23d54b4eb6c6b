import type { KnownMistake } from "./checks.ts";

/** A blank or line break around the name of something of a platform; undefined where there is none. */
export function blankAroundName(name: string): KnownMistake | undefined {
  if (name === name.trim()) return undefined;
  return {
    rule: "blank-around-value",
    message: "this name has a blank or line break around it, which stays a part of it",
    hint: "write it on one line, and with | or > write |- or >-",
  };
}
