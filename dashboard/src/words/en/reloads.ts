/** How changes of the folder became live, or did not. */
export const reloads = {
  title: "Reloads",
  intro:
    "What changed in the folder since the daemon started. A change with a mistake never takes a working flow down.",
  live: "Live",
  refused: "Refused",
  causes: { start: "at the start", watch: "files changed", signal: "by SIGHUP", api: "asked for" },
  flows: (count: number) => (count === 1 ? "1 flow" : `${count} flows`),
  added: "New",
  changed: "Changed",
  removed: "Gone",
  nothing: "No flow changed.",
  commit: "Commit",
  dirty: "with changes that are not committed",
  took: "took",
  mistakes: (count: number) => (count === 1 ? "1 mistake" : `${count} mistakes`),
  warnings: (count: number) => (count === 1 ? "1 warning" : `${count} warnings`),
  before: "The flows of before go on.",
  reload: "Read the folder now",
  error: "Mistake",
  warning: "Warning",
  at: (line: number, column: number) => `line ${line}, column ${column}`,
};
