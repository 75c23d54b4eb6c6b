/** The time as it is stored, ISO 8601; one text serves the many records of one millisecond. */
export function stamp(time: number): string {
  if (time !== last.time) last = { time, text: new Date(time).toISOString() };
  return last.text;
}

let last = { time: Number.NaN, text: "" };
