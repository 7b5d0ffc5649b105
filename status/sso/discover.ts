import { z } from "zod";
import { DomainError } from "@/lib/domain-error";
import { callOut, refusalOf } from "@/lib/outbound";
import type { Allowed } from "@/lib/outbound-address";
import { OutboundFault } from "@/lib/outbound-fault";

/** What a provider says of itself (OpenID Connect Discovery 1.0, 3), as far as we use it. */
const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  code_challenge_methods_supported: z.array(z.string()).optional(),
});
export type ProviderMetadata = z.output<typeof Metadata>;

/**
 * Asks a provider where its doors are. Throws DomainError in words for an owner: it cannot be reached, it is another
 * issuer than it was asked as, or one of its doors leads where we do not call.
 */
export async function discover(issuer: string, allowed: Allowed): Promise<ProviderMetadata> {
  const metadata = Metadata.safeParse(await fetchJson(issuer, allowed));
  if (!metadata.success) throw wrong("It does not describe an OpenID provider.");
  const { data } = metadata;
  if (data.issuer !== issuer)
    throw wrong(`It calls itself ${data.issuer.slice(0, 200)}: write that, to the letter.`);
  for (const url of [
    data.authorization_endpoint,
    data.token_endpoint,
    data.jwks_uri,
    data.userinfo_endpoint,
  ]) {
    const refusal = url && refusalOf(url, allowed);
    if (refusal) throw wrong(`${refusal}.`);
  }
  return data;
}

async function fetchJson(issuer: string, allowed: Allowed): Promise<unknown> {
  const url = `${issuer.endsWith("/") ? issuer.slice(0, -1) : issuer}/.well-known/openid-configuration`;
  try {
    const call = { method: "GET" as const, headers: { accept: "application/json" }, body: "" };
    const answer = await callOut(url, call, { allowed });
    if (answer.status !== 200) throw wrong(`It answered ${answer.status} at ${url}.`);
    return JSON.parse(answer.text);
  } catch (error) {
    if (error instanceof OutboundFault) throw wrong(`${error.message}.`);
    if (error instanceof SyntaxError) throw wrong(`What it answered at ${url} is no JSON.`);
    throw error;
  }
}

function wrong(why: string): DomainError {
  const words = `This provider cannot be used. ${why}`;
  return new DomainError("provider_unusable", words, { issuer: words });
}
