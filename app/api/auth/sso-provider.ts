import type { OAuthConfig } from "next-auth/providers/oauth";
import type { BaseClient, TokenSet, TokenSetParameters } from "openid-client";
import type { Db } from "@/db/client";
import { env } from "@/lib/env";
import { guardedLookup } from "@/lib/outbound";
import { sealedAs } from "@/lib/sealed-as";
import { unseal } from "@/lib/secret-box";
import { discover, type ProviderMetadata } from "@/status/sso/discover";
import { readProvider } from "@/status/sso/providers";
import { accountProvider } from "@/status/sso/settle-person";

type Claims = Record<string, unknown> & { sub: string };

/** What a provider said of itself is believed this long. */
const metadataMilliseconds = 10 * 60_000;
/** The provider is asked for each step of coming in; this is its time for one. */
const answerMilliseconds = 10_000;
/** We do not take an unsigned token, nor one that is signed with what the browser could know. */
const algorithms = ["RS256", "ES256", "PS256", "EdDSA"];

/** The id of one of our providers, in next-auth's name for it; null for a name of another kind. */
export const providerIdOf = (name: string | undefined) =>
  /^sso-([a-z0-9]{12})$/.exec(name ?? "")?.[1] ?? null;

/**
 * A provider as next-auth takes it: code with PKCE, state and nonce; issuer, audience, signature and nonce of the ID
 * token are checked by openid-client. Its calls go where the guard lets them, and redirects are not followed.
 */
export async function ssoProvider(db: Db, id: string): Promise<OAuthConfig<Claims> | null> {
  const provider = await readProvider(db, id);
  if (!provider) return null;
  const metadata = await metadataOf(provider.issuer);
  const supported = metadata.id_token_signing_alg_values_supported;
  return {
    id: accountProvider(id),
    ...{ name: provider.name, type: "oauth", issuer: provider.issuer, idToken: true },
    checks: ["pkce", "state", "nonce"],
    authorization: { url: metadata.authorization_endpoint, params: { scope: "openid email profile groups" } },
    token: { url: metadata.token_endpoint },
    jwks_endpoint: metadata.jwks_uri,
    userinfo: { url: metadata.userinfo_endpoint, request: userinfo },
    clientId: provider.clientId,
    clientSecret: unseal(provider.clientSecret, sealedAs.clientSecret),
    client: {
      id_token_signed_response_alg: algorithms.find((one) => supported.includes(one)) ?? "RS256",
      token_endpoint_auth_method: metadata.token_endpoint_auth_methods_supported.includes(
        "client_secret_basic",
      )
        ? "client_secret_basic"
        : "client_secret_post",
    },
    httpOptions: { timeout: answerMilliseconds, lookup: guardedLookup(env().OUTBOUND_ALLOW) } as object,
    profile: ({ sub, email }) => ({ id: sub, email: typeof email === "string" ? email : null }),
  };

  /** Many providers say groups and address there alone. What the signed token says comes first. */
  async function userinfo({ client, tokens }: { client: BaseClient; tokens: TokenSetParameters }) {
    // next-auth hands on what openid-client answered, which knows its claims.
    const checked = tokens as TokenSet;
    const more = metadata.userinfo_endpoint ? await client.userinfo(checked) : {};
    return { ...more, ...checked.claims() } as Claims;
  }
}

const kept = new Map<string, { at: number; metadata: ProviderMetadata }>();

async function metadataOf(issuer: string): Promise<ProviderMetadata> {
  const known = kept.get(issuer);
  if (known && Date.now() - known.at < metadataMilliseconds) return known.metadata;
  const metadata = await discover(issuer, env().OUTBOUND_ALLOW);
  kept.set(issuer, { at: Date.now(), metadata });
  return metadata;
}
