import type { AhaChatConnectionSettings } from "../settings.ts";
import type { BlockSeed, Seed } from "./seed.ts";

/**
 * The helper blocks of docs/ahachat-api.md, as the users of these connections would have made them.
 * @param webhookUrl where messages are fetched; without it there is no block `dynamic`
 */
export function helperBlocks(
  connections: Iterable<Pick<AhaChatConnectionSettings, "botId" | "blocks">>,
  webhookUrl: string | undefined,
): Seed {
  const bots: Record<string, { blocks: Record<string, BlockSeed> }> = {};
  for (const { botId, blocks: names } of connections) {
    const { blocks } = (bots[botId] ??= { blocks: {} });
    if (names.text !== undefined) blocks[names.text] = { messages: [{ text: "{{ahaflow_text}}" }] };
    if (names.silent !== undefined) blocks[names.silent] = {};
    if (names.dynamic !== undefined && webhookUrl !== undefined)
      blocks[names.dynamic] = {
        json_api: { url: `${webhookUrl}/ahaflow/messages/{{ahaflow_message}}` },
      };
  }
  return { bots };
}
