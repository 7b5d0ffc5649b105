import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { guardedLookup } from "@/lib/outbound";
import { parseAllowed } from "@/lib/outbound-address";
import { discover } from "./discover";

let server: Server;
let issuer: string;
let answer: { status: number; body: string };
const allowed = parseAllowed("127.0.0.1");
const good = () => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});
const says = (body: object, status = 200) => {
  answer = { status, body: JSON.stringify(body) };
};

beforeAll(async () => {
  server = createServer((request, response) => {
    response
      .writeHead(request.url === "/.well-known/openid-configuration" ? answer.status : 404)
      .end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => says(good()));
afterAll(() => server.close());

test("a provider says where its doors are", async () => {
  expect(await discover(issuer, allowed)).toMatchObject({ token_endpoint: `${issuer}/token` });
});

test("one on our own network is not asked, unless it was named as ours", async () => {
  await expect(discover(issuer, parseAllowed(""))).rejects.toMatchObject({ code: "provider_unusable" });
});

test("one that calls itself otherwise, sends us to our own network or to a script, or says nothing, is refused", async () => {
  const wrong = [
    { ...good(), issuer: `${issuer}/` },
    { ...good(), issuer: "https://accounts.evil.example" },
    { ...good(), token_endpoint: "https://169.254.169.254/latest" },
    { ...good(), jwks_uri: "http://10.0.0.1/jwks" },
    { ...good(), authorization_endpoint: "javascript:alert(1)" },
    { ...good(), token_endpoint: undefined },
    {},
  ];
  for (const body of wrong) {
    says(body);
    await expect(discover(issuer, allowed)).rejects.toMatchObject({ code: "provider_unusable" });
  }
  says(good(), 302);
  await expect(discover(issuer, allowed)).rejects.toThrow("302");
  answer = { status: 200, body: "<html>" };
  await expect(discover(issuer, allowed)).rejects.toThrow("no JSON");
});

test("a library that connects by itself is kept from our own network by its look-up", async () => {
  const look = (host: string, list: string) =>
    new Promise((resolve) => {
      guardedLookup(parseAllowed(list))(host, { all: true }, (error, found) =>
        resolve(error?.message ?? found),
      );
    });
  expect(await look("localhost", "")).toContain("not on the public internet");
  expect(await look("localhost", "localhost")).toEqual(expect.arrayContaining([expect.objectContaining({})]));
});
