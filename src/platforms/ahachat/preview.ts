/** AhaChat's messages as the customer sees them. */
import type {
  Button,
  GalleryElement,
  Message,
  QuickReply,
  ReceiptTemplate,
  TemplatePayload,
} from "../../generated/ahachat.ts";
import { type MessagePart, notePart, textPart } from "../preview.ts";

/** What messages of any shape look like, one after the other. */
export function previewMessages(messages: readonly Message[]): MessagePart[] {
  return messages.flatMap(({ text, attachment, quick_replies = [] }) => [
    ...(text === undefined ? [] : [textPart(text)]),
    ...(attachment === undefined ? [] : attached(attachment)),
    ...quick_replies.map(quickReply),
  ]);
}

function attached({ type, payload }: NonNullable<Message["attachment"]>): MessagePart[] {
  switch (type) {
    case "image":
      return [{ kind: "image", url: payload.url }];
    case "video":
    case "audio":
    case "file":
      return [notePart(type, payload.url)];
    case "template":
      return template(payload);
  }
}

function template(payload: TemplatePayload): MessagePart[] {
  switch (payload.template_type) {
    case "button":
      return [
        textPart(payload.text),
        ...payload.buttons.map((button) => ({ kind: "button" as const, ...shown(button) })),
      ];
    case "generic":
      return payload.elements.map(card);
    case "receipt":
      return receipt(payload);
  }
}

function card({ title, subtitle, image_url, buttons = [] }: GalleryElement): MessagePart {
  return {
    kind: "card",
    title,
    subtitle: subtitle ?? null,
    image: image_url ?? null,
    url: null,
    buttons: buttons.map(shown),
  };
}

/** A receipt is a card for what was paid, and one for each line. */
function receipt({
  order_number,
  order_url,
  recipient_name,
  summary,
  currency,
  elements = [],
}: ReceiptTemplate): MessagePart[] {
  const lines = elements.map(({ title, subtitle, quantity = 1, price, image_url, ...line }) => ({
    title: `${quantity} × ${title}`,
    subtitle: [subtitle, `${price} ${line.currency ?? currency}`].filter(Boolean).join(" · "),
    image: image_url ?? null,
    url: null,
  }));
  const paid = `${recipient_name} · ${summary.total_cost} ${currency}`;
  const whole = { title: order_number, subtitle: paid, image: null, url: order_url ?? null };
  return [whole, ...lines].map((one) => ({ kind: "card", ...one, buttons: [] }));
}

function shown(button: Button): { label: string; url: string | null } {
  // A json_plugin_url is called by AhaChat, and leads nowhere.
  const url = button.type === "web_url" ? button.url : null;
  return { label: button.title, url };
}

function quickReply({ title, url }: QuickReply): MessagePart {
  return { kind: "button", label: title, url: url ?? null };
}
