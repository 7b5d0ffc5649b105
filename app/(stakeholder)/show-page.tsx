import { createHash } from "node:crypto";
import { managePath } from "@/communications/links";
import { readSent } from "@/communications/subscribers/read-sent";
import { PrivatePage } from "@/components/stakeholder/private-page";
import type { Db } from "@/db/client";
import { readPrivatePage } from "@/status/audiences/private/read-private-page";
import type { Audience } from "@/status/audiences/read-audience";
import { questionReport } from "@/status/questions/question-report";
import { countDeflections, questionsAskedBy } from "@/status/questions/read-questions";
import { type Said, viewIn } from "./door";
import type { Viewer } from "./viewer";

/** Messages that the page lists; all of them are on the person's own page. */
const messagesMax = 10;

type Showing = { db: Db; now: Date; path: string; audience: Audience; viewer: Viewer };
type Typed = { incidentId: string; words: string; wrong: string };

/** The page of an audience, for who may look. With `typed`, the question comes back with what is wrong with it. */
export async function showPage(
  { db, now, path, audience, viewer }: Showing,
  typed: Typed | null = null,
): Promise<Said> {
  const view = viewIn(audience, now);
  const words = view.words.stakeholder;
  const { services, incidents } = await readPrivatePage(db, audience, now);
  const member = viewer.kind === "member" ? viewer.member : null;
  const asked = member
    ? await questionsAskedBy(db, { audienceId: audience.id, email: member.email })
    : new Set<string>();
  const shown = incidents.map(async (incident) => {
    const about = { incidentId: incident.id, audienceId: audience.id };
    const deflections = await countDeflections(db, about);
    const counted = incident.questions.map(({ askedAt, people, answer }) => ({
      ...{ askedAt, people },
      answeredAt: answer?.at ?? null,
    }));
    const questions = incident.questions.map((one) => ({ ...one, isMine: asked.has(one.id) }));
    return {
      ...incident,
      questions,
      deflections,
      usualWait: questionReport(counted, deflections, now).usualWait,
    };
  });
  const own = member && {
    messages: await readSent({ db }, member.id, messagesMax),
    managePath: managePath(member.id),
  };
  const all = await Promise.all(shown);
  return {
    title: audience.name,
    version: createHash("sha256")
      .update(JSON.stringify([services, all, own?.messages]))
      .digest("base64url"),
    status: typed ? 422 : 200,
    view,
    note: words.forAudience(audience.name),
    foot: words.only(audience.name),
    path,
    who: member ? (
      <form method="post" action={`${path}/out`} className="row">
        <span>{words.signedInAs(member.name ?? member.email)}</span>
        <button type="submit" className="btn q">
          {words.signOut}
        </button>
      </form>
    ) : (
      <span>{viewer.kind === "desk" && words.lookingAs(viewer.name)}</span>
    ),
    children: <PrivatePage {...{ view, path, services, own, typed }} incidents={all} />,
  };
}
