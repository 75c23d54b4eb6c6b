/** The frame around every page, and words that all of them use. */
export const nav = {
  overview: "Overview",
  runs: "Runs",
  failures: "Failures",
  flows: "Flows",
  deliveries: "Deliveries",
  connections: "Connections",
  customer: "Customer",
  reloads: "Reloads",
};

export const shell = {
  skip: "Skip to the content",
  menu: "Menu",
  navigation: "Pages",
  language: "Language",
  theme: "Theme",
  themes: { auto: "As the system", light: "Light", dark: "Dark" },
  live: { off: "Paused", connecting: "Connecting", live: "Live", lost: "Connection lost" },
  simulated: "Simulated",
  simulatedWhy: "Every connection leads to the simulator: no customer gets anything.",
  readOnly: "Read only",
  readOnlyWhy: "This page can't change anything: the daemon was started so.",
  logOut: "Log out",
  login: {
    title: "Log in",
    token: "Admin token",
    hint: "It is the value of AHAFLOW_ADMIN_TOKEN that the daemon was started with.",
    wrong: "This token is not right.",
    tooMany: "Too many wrong tokens. Wait a minute.",
    submit: "Log in",
  },
  notFound: { title: "There is no such page", back: "To the runs" },
  moved: "This page was changed on the server. Load it again.",
};

export const common = {
  loading: "Loading…",
  more: "Load more",
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  none: "none",
  now: "now",
  search: "Search",
  noAnswer: "The daemon doesn't answer. Is it running?",
  /** @param zone an IANA name */
  inZone: (time: string, zone: string) => `${time} (${zone})`,
  opensNew: "opens in a new window",
};
