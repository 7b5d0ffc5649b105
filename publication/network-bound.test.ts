import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { NetworkBound } from "./network-bound";
import { Stage } from "./testing/stage";

const from = (remoteAddress: string) =>
  Object.assign(new EventEmitter(), { remoteAddress }) as unknown as Socket;

test("a network holds so many connections, and those that close make room", () => {
  const bound = new NetworkBound(2);
  const [one, two] = [from("198.51.100.7"), from("::ffff:198.51.100.7")];
  expect([one, two, from("198.51.100.7")].map((socket) => bound.admits(socket))).toEqual([true, true, false]);
  expect(bound.admits(from("198.51.100.8"))).toBe(true);
  one.emit("close");
  expect(bound.admits(from("198.51.100.7"))).toBe(true);
});

test("addresses that one customer has of IPv6 count as one; our own machine is not counted", () => {
  const bound = new NetworkBound(1);
  const six = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"];
  expect(six.map((address) => bound.admits(from(address)))).toEqual([true, false, true]);
  expect(["127.0.0.1", "::1", "127.0.0.1"].map((address) => bound.admits(from(address)))).toEqual([
    true,
    true,
    true,
  ]);
});

let stage: Stage | undefined;
afterEach(() => stage?.close());

test("beyond the bound a connection is closed at once, and everybody else is served", async () => {
  stage = await new Stage().open({ connectionsPerNetworkMax: 3 });
  await stage.refresh();
  const open = () => connect({ port: stage!.front.port, host: "127.0.0.1", localAddress: "127.0.0.2" });
  const few = [open(), open(), open()];
  await Promise.all(few.map((socket) => once(socket, "connect")));
  const beyond = open();
  beyond.on("error", () => undefined);
  await once(beyond, "close");
  expect(few.every((socket) => !socket.destroyed)).toBe(true);
  expect((await stage.get("/")).status).toBe(200);
  for (const socket of few) socket.destroy();
});
