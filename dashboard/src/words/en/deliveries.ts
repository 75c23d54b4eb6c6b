/** What came to the webhook listener, as it comes. */
export const deliveries = {
  title: "Deliveries",
  intro:
    "The newest requests to the webhooks, and what became of each. They are kept in memory until the daemon that they came to restarts.",
  accepted: "Accepted",
  refused: "Refused",
  allOutcomes: "All outcomes",
  outcome: "Outcome",
  allFlows: "All flows",
  flow: "Flow",
  noFlow: "no flow listens there",
  /** A callback, or what a platform fetches. */
  noRun: "began no run: for one that waits, or for a platform",
  unmasked: "Show real names and numbers",
  unmaskedWhy: "Names, phone numbers and ids are made up until you ask for them.",
  newOnes: (count: number, orMore: boolean) =>
    `${count}${orMore ? "+" : ""} new ${count === 1 ? "request" : "requests"}: show`,
  time: "Time",
  run: "To the run",
  why: "Why it was refused",
  body: "What came",
  whole: "The whole request, with its headers",
  noBody: "There was no body that can be shown.",
  on: (node: string) => `on ${node}`,
  notHere: (node: string) =>
    `What came is too large to be shown here: it is on the daemon ${node}.`,
  unanswered: (nodes: string) => `What came to ${nodes} may be missing: no answer in time.`,
  keep: "Keep as sample",
  keepTitle: "Keep this request as a sample",
  keepWhy: "Save this text in the flow's folder and commit it. The page writes no files.",
  keepMasked: "Personal data in it is made up.",
  keepUnmasked: "Personal data in it is real: it would be in git for ever. Better keep it masked.",
  keepNamed: "Then name it in the flow: on.webhook.sample.",
  empty: "No request has come since the daemon started.",
  emptyTodo:
    "Let AhaChat, or a curl of your own, call the address of a flow: it appears here at once.",
  noneFound: "No request fits these filters.",
};
