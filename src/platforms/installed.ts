/** What the platforms of the registry have, by the names that files use. */
import type { Action } from "./action.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { DeliveryKind } from "./deliveries.ts";
import type { Platform } from "./platform.ts";
import { platforms } from "./registry.ts";
import type { PlatformRoute } from "./route.ts";

/** The actions by the name that `uses` takes. */
export const actions: ReadonlyMap<string, Action> = new Map(
  platforms.flatMap((platform) => platform.actions.map((action) => [action.name, action] as const)),
);

/** All actions with these connections, of which some have their own. */
export function actionsWith(
  connections: ReadonlyMap<string, ConnectionSettings>,
): ReadonlyMap<string, Action> {
  const own = [...connections.values()].flatMap(
    (one) => platformOf(one).connections.actions?.(one) ?? [],
  );
  if (own.length === 0) return actions;
  return new Map([...actions, ...own.map((action) => [action.name, action] as const)]);
}

/** The kinds of deliveries by the name that `from` takes. */
export const deliveryKinds: ReadonlyMap<string, DeliveryKind> = new Map(
  platforms.flatMap(({ webhooks }) => (webhooks?.kinds ?? []).map((kind) => [kind.name, kind])),
);

const byType: ReadonlyMap<string, Platform> = new Map(
  platforms.map((platform) => [platform.type, platform]),
);

/** A platform that connections can be of. */
export type ConnectedPlatform = Platform & Required<Pick<Platform, "connections">>;

/** Those of them, in the order of the registry. */
export const connectedPlatforms: readonly ConnectedPlatform[] = platforms.filter(isConnected);

/** The platform of connections of a `type`; undefined when there is none. */
export function connectedPlatform(type: unknown): ConnectedPlatform | undefined {
  const platform = typeof type === "string" ? byType.get(type) : undefined;
  return platform !== undefined && isConnected(platform) ? platform : undefined;
}

/**
 * The same where the schema has been held up already.
 * @throws TypeError when there is none
 */
export function platformOf({ type }: { readonly type: string }): ConnectedPlatform {
  const platform = connectedPlatform(type);
  if (platform === undefined) throw new TypeError(`no platform has connections of type ${type}`);
  return platform;
}

/** The platform of an action or a kind of delivery, by the name that `uses` or `from` takes. */
export function platformOfName(name = ""): Platform | undefined {
  return byType.get(name.split(".", 1)[0] ?? "");
}

/** Those that make something of a webhook's answer. */
export const answering: readonly (Platform & Required<Pick<Platform, "answers">>)[] =
  platforms.flatMap((platform) => {
    const { answers } = platform;
    return answers === undefined ? [] : [{ ...platform, answers }];
  });

/** What platforms ask of the webhook listener. */
export const platformRoutes: readonly PlatformRoute[] = platforms.flatMap(
  ({ routes = [] }) => routes,
);

function isConnected(platform: Platform): platform is ConnectedPlatform {
  return platform.connections !== undefined;
}
