import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/api/auth/options";
import { readBody } from "@/app/read-body";
import { DomainError } from "@/lib/domain-error";

type Route = { params: Promise<{ nextauth: string[] }> };

const bodyBytesMax = 16 * 1024;

/** next-auth's door. When the database cannot be asked, people land on the sign-in page with the reason. */
async function handler(request: NextRequest, route: Route): Promise<Response> {
  try {
    return await NextAuth(await bounded(request), route, await authOptions());
  } catch (error) {
    if (error instanceof DomainError) return new Response(error.message, { status: 413 });
    console.error("Sign-in failed:", error);
    return new Response(null, { status: 302, headers: { location: "/sign-in?error=Unavailable" } });
  }
}

/** next-auth reads the whole of whatever comes: so no more than this comes. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBody(request, bodyBytesMax, "This form is too large to be one of ours.");
  return new NextRequest(request.url, {
    method: "POST",
    headers: request.headers,
    body: new Uint8Array(body),
  });
}

export { handler as GET, handler as POST };
