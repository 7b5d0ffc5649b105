import { cookies, headers } from "next/headers";
import { networkFrom } from "@/app/bounds";
import { deviceCookie } from "@/app/session";
import { remoteAddress } from "@/lib/network-address";
import type { From } from "@/status/sessions/begin-session";

/** Where the request at hand comes from. `network`: what its tries are counted by. */
export async function caller(): Promise<From & { network: string }> {
  const [sent, kept] = await Promise.all([headers(), cookies()]);
  return {
    address: remoteAddress(Object.fromEntries(sent)),
    network: networkFrom(sent),
    agent: sent.get("user-agent") ?? "",
    device: kept.get(deviceCookie())?.value ?? null,
  };
}
