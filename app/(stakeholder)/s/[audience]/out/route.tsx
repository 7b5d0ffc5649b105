import { refuseCrossSite } from "../../../../(subscriber)/read-form";
import { onTo, stakeholderDoor } from "../../../door";
import { endedCookieFor } from "../../../viewer";

export const dynamic = "force-dynamic";

/** A reload after signing out: back to the door. */
export const GET = stakeholderDoor(async ({ path }) => onTo(path));

/** Signs out of this page on this browser. */
export const POST = stakeholderDoor(async ({ request, params, path, view }) => {
  refuseCrossSite(request, view.words.stakeholder.crossSite);
  return onTo(path, { "set-cookie": endedCookieFor(params.audience) });
});
