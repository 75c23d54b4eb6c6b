/** The other sides that flows call. */
export const connections = {
  title: "Connections",
  states: { closed: "Works", open: "Down", half_open: "Is being tried" },
  stateWhy: {
    closed: "Calls go out.",
    open: "After many failures no calls go out for a while; they wait.",
    half_open: "One call goes out and sees whether it is back.",
  },
  next: "Next try",
  pause: "Paused by the other side until",
  rate: "Rate limit",
  noRate: "no limit",
  perSecond: (count: number, shown: string) =>
    `${shown} ${count === 1 ? "call" : "calls"} a second`,
  used: "Begun in the last second",
  waiting: "Calls that wait",
  flows: "Used by",
  noFlows: "no flow uses it",
  test: "Test it",
  testing: "Testing…",
  testWhy: "Makes one call that changes nothing and reaches nobody.",
  notTestable: "This platform has no call that changes nothing.",
  well: (duration: string) => `It answers, after ${duration}.`,
  ill: "It does not work:",
  empty: "There is no connection yet.",
  emptyTodo: "A bot or another platform is declared under connections in ahaflow.yaml.",
};
