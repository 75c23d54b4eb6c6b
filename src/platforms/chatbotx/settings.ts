import type { ConnectionSettings } from "../connection-settings.ts";

/** One workspace of ChatbotX, with every default applied. Plain data. */
export interface ChatbotxConnectionSettings extends ConnectionSettings {
  readonly token: string;
  /** Name or id of the inbox over which things are sent, unless a step says otherwise. */
  readonly inbox: string | undefined;
  /** Where a telephone number without a country code is from: two capital letters. */
  readonly phoneRegion: string;
  /** Whether tags that the workspace does not have are made. */
  readonly createTags: boolean;
  /** Whether custom fields that the workspace does not have are made. */
  readonly createFields: boolean;
}
