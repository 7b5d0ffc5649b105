import net from "node:net";
import { type RawData, WebSocketServer } from "ws";

/**
 * What stands in front of a serverless PostgreSQL: raw wire bytes in binary WebSocket frames, carried to a
 * TCP address on this machine. Lets tests run `@vercel/postgres` against a real database.
 */
export async function startWebSocketProxy(): Promise<{ address: string; close(): Promise<void> }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket, request) => {
    const address = new URL(request.url ?? "/", "http://proxy").searchParams.get("address") ?? "";
    const [host, port] = address.split(":");
    if (!["localhost", "127.0.0.1"].includes(host ?? "")) return socket.close(1008);
    const upstream = net.connect(Number(port), host);
    upstream.setNoDelay(true);
    socket.on("message", (data: RawData) => upstream.write(data as Buffer));
    upstream.on("data", (bytes) => socket.send(bytes));
    socket.on("close", () => upstream.destroy());
    socket.on("error", () => upstream.destroy());
    upstream.on("close", () => socket.close());
    upstream.on("error", () => socket.terminate());
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
