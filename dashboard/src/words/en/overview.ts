/** The first page, and what stands there while there is no flow. */
export const overview = {
  title: "Overview",
  now: "Now",
  working: "Worked on",
  turn: "Wait for their turn",
  rest: "Wait for something",
  lastHour: "Last hour",
  lastDay: "Last 24 hours",
  accepted: "Accepted",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  curves: "Runs over time",
  perMinute: "a minute",
  perTenMinutes: "in ten minutes",
  oldest: "Waits the longest",
  oldestSince: "since",
  trouble: "Needs a look",
  allWell: "Nothing needs a look: every connection works, and the flows in the folder are live.",
  circuit: (name: string) => `The connection ${name} is down: its calls wait.`,
  circuitTesting: (name: string) =>
    `The connection ${name} was down; one call sees whether it is back.`,
  circuitNext: "Next try:",
  reloadFailed: (count: number) =>
    `The last change of the folder has ${count === 1 ? "a mistake" : `${count} mistakes`}: the flows of before go on.`,
  reloadFailedOn: (name: string, count: number | null) =>
    `On the daemon ${name} the last change of the folder has ${count === 1 ? "a mistake" : `${count ?? "some"} mistakes`}: its flows of before go on.`,
  reloadSee: "See what is wrong",
  failedDay: (count: number) =>
    count === 1
      ? "One run failed in the last 24 hours."
      : `${count} runs failed in the last 24 hours.`,
  failedSee: "See why, by cause",
  nodes: "Daemons on this database",
  nodeSelf: "shows this page",
  nodeDiffers: "on another commit",
  nodeRefused: "its last change has mistakes",
  nodeNotReady: "not ready:",
  nodeMore: (count: number) =>
    count === 1 ? "And one more mistake." : `And ${count} more mistakes.`,
  nodeRuns: (count: number) => (count === 1 ? "works on 1 run" : `works on ${count} runs`),
  nodeSince: "since",
  nodeGone: "is gone; the others go on with its runs",
  nodeSeen: "last heard of",
  nodesGone: (count: number) =>
    count === 1
      ? "One more was given up in the last 24 hours."
      : `${count} more were given up in the last 24 hours.`,
};

export const firstFlow = {
  title: "Your first flow, in three steps",
  make: "Save this as flows/hello.yaml in the folder that the daemon watches:",
  live: "A moment later it is live, without a restart. (If not, Reloads says what is wrong.)",
  send: "Send it a webhook:",
  see: "Its run appears under Runs, step by step, with what the customer gets.",
  more: "A whole project with a bot, tests and CI: the command ahaflow init makes it.",
  waiting: "This page goes on by itself as soon as there is a flow.",
};
