import { ZodError } from "zod";
import { countByAddress } from "@/app/bounds";
import { askQuestion } from "@/status/questions/ask-question";
import { field, readForm } from "../../../../(subscriber)/read-form";
import { onTo } from "../../../door";
import { insideDoor, memberDoor } from "../../../inside";
import { showPage } from "../../../show-page";

export const dynamic = "force-dynamic";

/** A reload after the form was sent: back to the page. */
export const GET = insideDoor(async ({ path }) => onTo(path));

/** A question to the liaison. */
export const POST = memberDoor(async (inside) => {
  const { request, db, now, view, path, audience, member } = inside;
  await countByAddress(request, "questionByAddress", view.words.stakeholder.tooMany);
  const form = await readForm(request);
  const [incidentId, words] = [field(form, "incident"), field(form, "words")];
  const asked = { incidentId, audienceId: audience.id, subscriberId: member.id, words };
  try {
    await askQuestion({ db, now }, asked);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return showPage(inside, { incidentId, words, wrong: error.issues[0]?.message ?? "" });
  }
  return onTo(`${path}#ask-${encodeURIComponent(incidentId)}`);
});
