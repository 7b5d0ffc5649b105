import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/api/auth/options";

type Route = { params: Promise<{ nextauth: string[] }> };

/** next-auth's door. When the database cannot be asked, people land on the sign-in page with the reason. */
async function handler(request: NextRequest, route: Route): Promise<Response> {
  try {
    return await NextAuth(request, route, await authOptions());
  } catch (error) {
    console.error("Sign-in failed:", error);
    return new Response(null, { status: 302, headers: { location: "/sign-in?error=Unavailable" } });
  }
}

export { handler as GET, handler as POST };
