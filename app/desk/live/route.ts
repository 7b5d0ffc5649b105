import { cookies } from "next/headers";
import { listenForNews } from "@/app/context";
import { contextOf } from "@/app/desk-context";
import { sessionCookie } from "@/app/session";
import { readNewestEvent } from "@/status/updates/read-newest-event";
import { NewsRoom } from "./news-room";
import { newsStream } from "./stream";

export const dynamic = "force-dynamic";

/** One for the whole process: development reloads modules. */
const kept = globalThis as typeof globalThis & { drawbridgeNews?: NewsRoom };

/**
 * What happens, as it commits, for a desk that is open (server-sent events). 401: signed out. 204: not here, or no
 * place is left; a browser does not ask again, and the desk looks by itself every few seconds.
 */
export async function GET(request: Request): Promise<Response> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const ctx = await contextOf(cookie);
  if (!ctx) return new Response(null, { status: 401, headers: { "cache-control": "no-store" } });
  kept.drawbridgeNews ??= new NewsRoom(listenForNews);
  const room = kept.drawbridgeNews;
  const stream = newsStream({
    newest: await readNewestEvent(ctx),
    enter: (heard) => room.enter(ctx.actor.id, heard),
    stillSignedIn: async () => (await contextOf(cookie)) !== null,
    signal: request.signal,
  });
  if (!stream) return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // No proxy may keep it back, nor change it.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
