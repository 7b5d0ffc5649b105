import type { Message, Outcome, Transport } from "@/communications/channels/channel";
import type { Db } from "@/db/client";
import { endRest, isResting, letRest } from "./rest";
import { takeTurn } from "./take-turn";

export type HandedOver = { outcomes: Outcome[] } | { rests: string };

/**
 * Calls a provider when it is our turn, and learns from its answer when the next one may be. `begin` runs just
 * before the call. Answers why it was not called at all when the provider rests for longer.
 */
export async function handOver(
  db: Db,
  transport: Transport,
  messages: Message[],
  key: string,
  begin: () => Promise<void> = async () => undefined,
): Promise<HandedOver> {
  if (transport.shared) {
    const turn = await takeTurn(db, transport);
    if (turn.kind === "rests") return { rests: `${transport.name} rests: ${turn.why}` };
  }
  await begin();
  const outcomes = await transport.hand(messages, key);
  if (!transport.shared) return { outcomes };
  const resting = outcomes.find(isResting);
  if (resting) await letRest(db, transport.name, resting);
  else if (outcomes.some(({ kind }) => kind === "accepted")) await endRest(db, transport.name);
  return { outcomes };
}
