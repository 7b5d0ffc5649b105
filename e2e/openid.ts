import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export type OpenId = {
  issuer: string;
  /** From now on people may be sent back there. */
  sendBackTo: (uri: string) => void;
  /** The groups of whoever signs in. */
  groups: string[];
  /** Authorisation requests that came. */
  asked: URLSearchParams[];
  stop: () => void;
};

export const client = { id: "drawbridge", secret: "a secret that both know" };

/** A real OpenID provider on loopback, with its own pages: whoever signs in as NAME is NAME@larkfield.example. */
export async function startOpenId(): Promise<OpenId> {
  let handle: ReturnType<Provider["callback"]>;
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/auth") asked.push(url.searchParams);
    handle(request, response);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const openId: OpenId = {
    ...{ issuer, asked, groups: [] },
    sendBackTo: (uri) => {
      handle = make([uri]);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const make = (uris: string[]) =>
    new Provider(issuer, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: uris }],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
      scopes: ["openid", "email", "profile", "groups"],
      cookies: { keys: ["only for tests"] },
      pkce: { methods: ["S256"], required: () => true },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          ...{ email: `${id}@larkfield.example`, email_verified: true, name: `${id} by sign-in` },
          groups: openId.groups,
        }),
      }),
    }).callback();
  handle = make(["http://localhost/none"]);
  return openId;
}
