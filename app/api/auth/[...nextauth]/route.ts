import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/api/auth/options";
import { env } from "@/lib/env";
import { elsewhere } from "../elsewhere";

type Route = { params: Promise<{ nextauth: string[] }> };

/** next-auth's door. When the database or a provider cannot be asked, people land on the sign-in page with the reason. */
async function handler(request: NextRequest, route: Route): Promise<Response> {
  try {
    const { nextauth } = await route.params;
    const response: Response = await NextAuth(request, route, await authOptions(nextauth[1]));
    return elsewhere(response, new URL(env().PUBLIC_URL).origin);
  } catch (error) {
    console.error("Sign-in failed:", error);
    return new Response(null, { status: 302, headers: { location: "/sign-in?error=Unavailable" } });
  }
}

export { handler as GET, handler as POST };
