import { ZodError } from "zod";
import { countDeflection } from "@/status/questions/count-deflection";
import { field, readForm } from "../../../../(subscriber)/read-form";
import { onTo } from "../../../door";
import { insideDoor, memberDoor } from "../../../inside";

export const dynamic = "force-dynamic";

/** A reload after the form was sent: back to the page. */
export const GET = insideDoor(async ({ path }) => onTo(path));

/** "I was about to join the call, and read this instead." */
export const POST = memberDoor(async ({ request, db, now, path, audience, member }) => {
  const incidentId = field(await readForm(request), "incident");
  try {
    await countDeflection({ db, now }, { incidentId, audienceId: audience.id, subscriberId: member.id });
  } catch (error) {
    // A form that is not ours: there is nothing to count.
    if (!(error instanceof ZodError)) throw error;
  }
  return onTo(`${path}#call-${encodeURIComponent(incidentId)}`);
});
