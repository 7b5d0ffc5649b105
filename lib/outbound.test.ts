import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { callOut, refusalOf } from "./outbound";
import { isAllowed, isPublic, parseAllowed } from "./outbound-address";
import { answerBytesMax } from "./outbound-post";

const nothing = parseAllowed("");
const loopback = parseAllowed("127.0.0.1");
const call = { headers: { "content-type": "application/json" }, body: "{}" };

const servers: Server[] = [];
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
const named = (url: string, host: string) => url.replace("127.0.0.1", host);
const leadsTo =
  (...answers: string[]) =>
  async () => [{ address: answers.length > 1 ? answers.shift()! : answers[0]!, family: 4 }];

describe("which addresses are public", () => {
  test.each([
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "this network"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "shared by carriers"],
    ["100.100.100.200", "Alibaba's metadata"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.169.254", "metadata"],
    ["168.63.129.16", "Azure's metadata"],
    ["192.0.0.192", "Oracle's metadata"],
    ["192.0.2.1", "documentation"],
    ["192.88.99.1", "6to4 relay"],
    ["198.18.0.1", "benchmarking"],
    ["198.51.100.1", "documentation"],
    ["203.0.113.1", "documentation"],
    ["224.0.0.1", "multicast"],
    ["239.255.255.255", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::127.0.0.1", "IPv4 inside, deprecated"],
    ["::ffff:127.0.0.1", "IPv4 inside, mapped"],
    ["::ffff:8.8.8.8", "IPv4 inside, mapped"],
    ["::ffff:0:127.0.0.1", "IPv4 inside, translated"],
    ["64:ff9b::7f00:1", "NAT64"],
    ["64:ff9b:1::7f00:1", "local NAT64"],
    ["100::1", "discard"],
    ["2001::1", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["2001:10::1", "ORCHID"],
    ["2002:7f00:1::", "6to4"],
    ["3fff::1", "documentation"],
    ["5f00::1", "segment routing"],
    ["fc00::1", "unique local"],
    ["fd00:ec2::254", "Amazon's metadata"],
    ["fe80::1", "link-local"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
    ["4000::1", "never given out"],
    ["localhost", "no address at all"],
  ])("%s is not (%s)", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::8a"])(
    "%s is",
    (address) => expect(isPublic(address)).toBe(true),
  );

  test("one's own network is what the operator says: ranges, single addresses and names", () => {
    const own = parseAllowed("10.1.0.0/16, ::1, Chat.Internal,");
    expect(isAllowed("x", "10.1.2.3", own)).toBe(true);
    expect(isAllowed("x", "::ffff:10.1.2.3", own)).toBe(true);
    expect(isAllowed("x", "10.2.0.1", own)).toBe(false);
    expect(isAllowed("x", "::1", own)).toBe(true);
    expect(isAllowed("chat.internal", "192.168.0.9", own)).toBe(true);
    expect(isAllowed("other.internal", "192.168.0.9", own)).toBe(false);
    expect(() => parseAllowed("10.0.0.0/99")).toThrow('"10.0.0.0/99"');
  });
});

describe("what is refused before anybody is called", () => {
  test.each([
    "ftp://hooks.example/x",
    "file:///etc/passwd",
    "https://user:password@hooks.example/x",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://017700000001/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::169.254.169.254]/",
    "http://8.8.8.8/",
    "https://8.8.8.8:22/",
    "https://8.8.8.8:25/",
    "not a url",
  ])("%s", async (url) => {
    await expect(callOut(url, call, { allowed: nothing, lookup: leadsTo("8.8.8.8") })).rejects.toMatchObject({
      kind: "refused",
    });
    expect(refusalOf(url, nothing)).toEqual(expect.any(String));
  });

  test("a name that leads into somebody's own network, also when it leads elsewhere besides", async () => {
    const mixed = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "10.0.0.5", family: 4 },
    ];
    for (const lookup of [leadsTo("169.254.169.254"), mixed]) {
      await expect(
        callOut("https://hooks.example/x", call, { allowed: nothing, lookup }),
      ).rejects.toMatchObject({
        kind: "refused",
        message: expect.stringContaining("not on the public internet"),
      });
    }
  });

  test("a web address without TLS, except to one's own network", async () => {
    expect(refusalOf("http://hooks.example/x", nothing)).toContain("https:");
    expect(refusalOf("https://hooks.example/x", nothing)).toBeNull();
    expect(refusalOf("https://hooks.example:22/x", nothing)).toContain("Port 22");
    expect(refusalOf("http://127.0.0.1:8065/hooks/x", loopback)).toBeNull();
    expect(refusalOf("http://chat.internal/hooks/x", parseAllowed("chat.internal"))).toBeNull();
  });
});

describe("calling", () => {
  test("posts what it was given to the host by its name, and reads the answer", async () => {
    const seen: string[] = [];
    const url = await serve(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      seen.push(
        `${request.method} ${request.url} ${request.headers.host} ${request.headers["content-type"]} ${body}`,
      );
      response.writeHead(202, { "x-id": "7" }).end("taken");
    });
    const answer = await callOut(named(`${url}/hook?a=1`, "hooks.example"), call, {
      allowed: loopback,
      lookup: leadsTo("127.0.0.1"),
    });
    expect(answer).toMatchObject({ status: 202, text: "taken", headers: { "x-id": "7" } });
    expect(seen).toEqual([`POST /hook?a=1 ${named(url, "hooks.example").slice(7)} application/json {}`]);
  });

  test("a name that answers differently the second time gains nothing: the judged address is called", async () => {
    let called = 0;
    const forbidden = await serve((_, response) => {
      called++;
      response.end("secret");
    });
    // 127.0.0.2 is the address that was judged; the second answer would lead to the server.
    let asked = 0;
    const lookup = async () => [{ address: asked++ === 0 ? "127.0.0.2" : "127.0.0.1", family: 4 }];
    const attempt = callOut(named(forbidden, "rebinding.example"), call, {
      allowed: parseAllowed("127.0.0.2"),
      lookup,
      timeoutMilliseconds: 500,
    });
    await expect(attempt).rejects.toMatchObject({ kind: "unsent" });
    expect([asked, called]).toEqual([1, 0]);
  });

  test("a redirect is an answer, not a way to go on", async () => {
    let called = 0;
    const inside = await serve((_, response) => {
      called++;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: inside }).end());
    expect((await callOut(url, call, { allowed: loopback })).status).toBe(307);
    expect(called).toBe(0);
  });

  test("a huge answer is cut off", async () => {
    const url = await serve((_, response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(64 * 1024)));
      };
      response.on("drain", more);
      more();
    });
    const answer = await callOut(url, call, { allowed: loopback });
    expect(answer.status).toBe(500);
    expect(answer.text).toHaveLength(answerBytesMax);
  });

  test("an answer that drips is read until the time is up, and its status counts", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    const begun = performance.now();
    expect((await callOut(url, call, { allowed: loopback, timeoutMilliseconds: 200 })).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  test("without an answer in time, or with a connection that breaks, what became of the call is not known", async () => {
    const hangs = await serve(() => undefined);
    const breaks = await serve((request) => request.socket.destroy());
    for (const url of [hangs, breaks]) {
      await expect(callOut(url, call, { allowed: loopback, timeoutMilliseconds: 200 })).rejects.toMatchObject(
        {
          kind: "lost",
        },
      );
    }
  });

  test("when nobody listens, the name is not known or its server does not answer, nothing was handed over", async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const fails = async () => {
      throw new Error("ENOTFOUND");
    };
    const hangs = () => new Promise<never>(() => undefined);
    for (const means of [{}, { lookup: fails }, { lookup: async () => [] }, { lookup: hangs }]) {
      const attempt = callOut("lookup" in means ? "https://hooks.example/" : url, call, {
        allowed: loopback,
        timeoutMilliseconds: 100,
        ...means,
      });
      await expect(attempt).rejects.toMatchObject({ kind: "unsent" });
    }
  });

  test("a server whose TLS does not come about was handed nothing", async () => {
    const url = await serve(() => undefined);
    const attempt = callOut(url.replace("http:", "https:"), call, { allowed: loopback });
    await expect(attempt).rejects.toMatchObject({ kind: "unsent" });
  });
});
