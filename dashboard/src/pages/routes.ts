/** The pages and their addresses. Each is loaded when it is first opened. */
import type { Component } from "svelte";
import type { Words } from "../words/words.svelte.ts";
import { matchPath } from "./match-path.ts";

/** What a page is given: the parts of the path that begin with a colon in its pattern. */
export interface PageProps {
  params: Record<string, string>;
}

export interface Route {
  readonly path: string;
  readonly load: () => Promise<{ default: Component<PageProps> } | { default: Component }>;
  /** Its name in the navigation; those without one are reached from another page. */
  readonly title?: keyof Words["nav"];
}

export const ROUTES: readonly Route[] = [
  { path: "/", title: "overview", load: () => import("./overview/Overview.svelte") },
  { path: "/runs", title: "runs", load: () => import("./runs/Runs.svelte") },
  { path: "/runs/:id", load: () => import("./run/Run.svelte") },
  { path: "/runs/:id/compare", load: () => import("./compare/Compare.svelte") },
  { path: "/failures", title: "failures", load: () => import("./failures/Failures.svelte") },
  { path: "/flows", title: "flows", load: () => import("./flows/Flows.svelte") },
  { path: "/flows/:name", load: () => import("./flow/Flow.svelte") },
  {
    path: "/deliveries",
    title: "deliveries",
    load: () => import("./deliveries/Deliveries.svelte"),
  },
  {
    path: "/connections",
    title: "connections",
    load: () => import("./connections/Connections.svelte"),
  },
  { path: "/customer", title: "customer", load: () => import("./customer/Customer.svelte") },
  { path: "/reloads", title: "reloads", load: () => import("./reloads/Reloads.svelte") },
];

/** The page of a path, with what the pattern's names stand for. */
export function routeOf(
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of ROUTES) {
    const params = matchPath(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}
