/** All that happened to one person, and how it is taken away. */
function some(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export const customer = {
  title: "Customer",
  intro: "All that happened to one person, over all flows.",
  search: "Id, phone, name, e-mail, order…",
  searchWhy: "A phone number in any form, a name with or without diacritics.",
  find: "Find",
  runs: "Runs",
  refusals: "Refused requests",
  noRuns: "No run has this in what came or was sent.",
  noRefusals: "No refused request has this.",
  none: "Nothing is kept of this person.",
  times: (count: number) => (count === 1 ? "once" : `${count} times`),
  older: "Older ones",
  erase: "Erase what is kept",
  eraseBy:
    "What is kept can be erased by an id, a phone number or an e-mail address, not by a name.",
  eraseTitle: "Erase what is kept of this person",
  eraseWhat: (runs: number, refusals: number, deliveries: number) =>
    `${some(runs, "run")}, ${some(refusals, "refused request")} and ${some(deliveries, "recent delivery", "recent deliveries")} lose what they hold of it. Runs stay with their states and times.`,
  eraseNothing: "Nothing is kept that has exactly this.",
  eraseExact:
    "Exact terms only: an id, a phone number or an e-mail address. A name may be that of many.",
  eraseForEver: "This can't be undone, and what is erased can't be replayed.",
  eraseType: "Type it again to confirm",
  eraseDo: "Erase for ever",
  erased: "Erased.",
  erasures: "Erasures on record",
  erasuresNone: "Nothing has been erased so far.",
  erasedRuns: (runs: number, refusals: number) =>
    `${some(runs, "run")}, ${some(refusals, "refused request")}`,
  look: "Looking at what would be erased…",
};
