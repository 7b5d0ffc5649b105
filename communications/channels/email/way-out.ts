import { leaveUrl } from "@/communications/links";

/**
 * The headers by which a mail program offers to stop our mail with one click (RFC 8058). Every letter to a
 * subscriber gets them here and nowhere else.
 */
export function wayOut(subscriberId: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${leaveUrl(subscriberId)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
