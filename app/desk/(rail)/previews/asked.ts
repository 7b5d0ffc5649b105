import { type Shown, shownOn } from "@/communications/previews/preview-message";
import { type Channel, channels } from "@/lib/vocabulary";

/** Which channel and which message are to be shown; what makes no sense becomes the first of its kind. */
export function readAsked(asked: { channel?: string; shown?: string }): { channel: Channel; shown: Shown } {
  const channel = channels.find((known) => known === asked.channel) ?? channels[0];
  const shown = shownOn(channel);
  return { channel, shown: shown.find((known) => known === asked.shown) ?? shown[1]! };
}
