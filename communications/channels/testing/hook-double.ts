import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a vendor answers in words of its own. `ok` stands for a message that was taken. */
export type Wire = Record<
  "ok" | "slowDown" | "busy" | "gone" | "refused",
  { status: number; headers?: Record<string, string>; body: string }
>;
/** What goes wrong with the next call. `lostAnswer`: the message is taken, the answer never arrives. */
export type Mishap = Exclude<keyof Wire, "ok"> | "badGateway" | "lostAnswer" | "hang" | "reset" | "redirect";

export type Taken = { path: string; headers: IncomingHttpHeaders; body: Buffer };

const common = {
  badGateway: { status: 502, body: "<h1>Bad gateway</h1>" },
  redirect: { status: 307, headers: { location: "/elsewhere" }, body: "" },
};

/**
 * Plays a vendor on loopback: keeps what it took, in the order it came, and answers in the vendor's words. `mishaps`
 * says what goes wrong with the next calls, one for each.
 */
export async function startHookDouble(wire: Wire) {
  const taken: Taken[] = [];
  const calls: Taken[] = [];
  const mishaps: Mishap[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = { path: request.url!, headers: request.headers, body: Buffer.concat(chunks) };
    calls.push(call);
    const mishap = mishaps.shift();
    if (mishap === "hang") return;
    if (mishap === "reset") return request.socket.destroy();
    if (!mishap || mishap === "lostAnswer") taken.push(call);
    if (mishap === "lostAnswer") return request.socket.destroy();
    const { status, headers = {}, body } = { ...wire, ...common }[mishap ?? "ok"] as Wire["ok"];
    response.writeHead(status, headers).end(body);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    calls,
    mishaps,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
export type HookDouble = Awaited<ReturnType<typeof startHookDouble>>;

/** The JSON of a call. */
export const jsonOf = ({ body }: Taken) => JSON.parse(body.toString("utf8"));
