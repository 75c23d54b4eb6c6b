/** Doing runs again, one or many, and failures by their cause. */
export const replay = {
  title: "Do this run again",
  from: "From",
  whole: "the beginning",
  keeps: "What stands before it is not done again; its results are taken over.",
  payload: "What starts it",
  asItWas: "As it was",
  corrected: "Corrected",
  editor: "Payload as JSON",
  mistake: (line: number, column: number) => `No JSON: line ${line}, column ${column}`,
  masked:
    "There is [redacted] in it where a secret was. It would be sent as these letters: put the real value in its place, or leave the payload as it was.",
  changes: "What you changed",
  unchanged: "Nothing yet.",
  reset: "As it was",
  go: "Do it",
  plan: "What would be done",
  nothingTwice: "Nothing that went well is done a second time.",
  callsTwice: (count: number) =>
    count === 1
      ? "1 call that went well is made a second time."
      : `${count} calls that went well are made a second time.`,
  messagesTwice: (count: number) =>
    count === 1
      ? "The customer gets 1 message a second time."
      : `The customer gets ${count} messages a second time.`,
  windowOver: (hours: number) =>
    `Too late for its messages: the ${hours === 1 ? "hour" : `${hours} hours`} in which the platform takes them ${hours === 1 ? "is" : "are"} over, and it refuses them unless the customer has written since. They ended:`,
  keep: "kept",
  would: "to do",
  sends: "the customer reads it",
  firstTime: "the first time:",
  notBegun: "not begun",
  flowSame: "The flow is the same as then.",
  flowChanged: "The flow has changed since; the replay runs on the flow of now.",
  difference: "Difference of the texts",
  again: (count: number) =>
    count === 1
      ? "It was done again once already. Do it once more"
      : `It was done again ${count} times already. Do it once more`,
  done: "It is done again as a new run.",
  checking: "Checking…",
  notChecked: "Not checked: it is no JSON yet.",
  checked: "The payload fits the flow's schema.",
};

export const failures = {
  title: "Failures",
  since: "Accepted",
  empty: "Nothing failed in this time.",
  flow: "Flow",
  step: "Step",
  count: (count: number) => (count === 1 ? "1 run" : `${count} runs`),
  replayed: (count: number) => `${count} done again`,
  first: "First",
  last: "Last",
  example: "Show the last one",
  went: "The run went on; this step failed",
  todo: "What to do",
  replayAll: "Replay all…",
  bulk: {
    title: "Do failed runs again",
    what: (flow: string) =>
      `Failed runs of ${flow} with this cause that were not done again yet, in the order in which they came.`,
    count: (count: number) =>
      count === 1 ? "1 run would be done again" : `${count} runs would be done again`,
    skipped: (count: number) => (count === 1 ? "1 run is left out" : `${count} runs are left out`),
    none: "There is none that can be done again.",
    versions: "They run on the flow of now; mend the cause first.",
    go: (count: number) => (count === 1 ? "Do 1 run again" : `Do ${count} runs again`),
    progress: (done: number, all: number) => `${done} of ${all} done again`,
    done: (count: number) =>
      count === 1 ? "1 run is done again." : `${count} runs are done again.`,
    /** By the code of those that are left out; without one, the API's own words stand alone. */
    left: {
      window_over:
        "Their messages would come too late: the 24 hours after the customer's last message are over.",
    } as Record<string, string>,
    looking: "Looking which runs it would be…",
    more: (count: number) => `and ${count} more`,
  },
};
