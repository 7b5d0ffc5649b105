import { DoorForm } from "@/components/stakeholder/door-form";
import type { Member } from "@/status/audiences/private/find-member";
import { findPrivateAudience } from "@/status/audiences/private/find-private-audience";
import type { Audience } from "@/status/audiences/read-audience";
import { readActive } from "@/status/sso/providers";
import { refuseCrossSite } from "../(subscriber)/read-form";
import { type Asked, type Said, stakeholderDoor } from "./door";
import { type Viewer, viewerOf } from "./viewer";

type Inside<Params> = Asked<Params> & { audience: Audience; viewer: Viewer };

/** A door that opens for who may look; everybody else is asked for their email, before every address alike. */
export function insideDoor<Params = Record<never, never>>(
  answer: (inside: Inside<Params>) => Promise<Said | Response>,
) {
  return stakeholderDoor<Params>(async (asked) => {
    if (asked.request.method !== "GET")
      refuseCrossSite(asked.request, asked.view.words.stakeholder.crossSite);
    const audience = await findPrivateAudience(asked.db, asked.params.audience);
    const viewer = audience && (await viewerOf(asked, audience));
    return audience && viewer ? answer({ ...asked, audience, viewer }) : outside(asked);
  });
}

/** The same, for what only somebody of the audience may do. */
export function memberDoor(
  answer: (inside: Inside<Record<never, never>> & { member: Member }) => Promise<Said | Response>,
) {
  return insideDoor((inside) =>
    inside.viewer.kind === "member" ? answer({ ...inside, member: inside.viewer.member }) : outside(inside),
  );
}

/** What a stranger sees. */
export async function outside(
  { db, view, path }: Pick<Asked<unknown>, "db" | "view" | "path">,
  wrong?: string,
): Promise<Said> {
  const bySso = (await readActive(db)).length > 0;
  const company = bySso ? `/sign-in/company?callbackUrl=${encodeURIComponent(path)}` : null;
  return {
    title: view.words.stakeholder.privatePage,
    status: wrong ? 422 : 200,
    children: <DoorForm view={view} action={`${path}/link`} company={company} wrong={wrong ?? null} />,
  };
}
