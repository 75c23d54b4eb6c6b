/** The address is the state of the page: which page it is, and its filters. */
import { tick } from "svelte";

interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

let place = $state.raw<Place>(read());

/** Where we are; follows the address. */
export function here(): Place {
  return place;
}

/** Goes to another page, as a click on a link does. */
export async function go(address: string): Promise<void> {
  history.pushState(null, "", address);
  place = read();
  await tick();
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** Changes filters in the address, and stays. Undefined and "" take one away. */
export function filter(changes: Record<string, string | undefined>): void {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  history.replaceState(null, "", addressOf(place.path, query));
  place = read();
}

/** An address with the parameters that say something. */
export function addressOf(path: string, query: URLSearchParams | Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Follows the browser's buttons, and turns clicks on our own links into `go`. */
export function followAddress(): () => void {
  addEventListener("popstate", look);
  document.addEventListener("click", click);
  return () => {
    removeEventListener("popstate", look);
    document.removeEventListener("click", click);
  };
}

function look(): void {
  place = read();
}

function click(event: MouseEvent): void {
  const address = ownAddress(event);
  if (address === undefined) return;
  event.preventDefault();
  void go(address);
}

/** What a click leads to, when it is a page of ours in this window. */
function ownAddress(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.target !== "" || link.hasAttribute("download")) return undefined;
  if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return undefined;
  if (link.pathname === location.pathname && link.hash !== "") return undefined;
  return link.pathname + link.search + link.hash;
}

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}
