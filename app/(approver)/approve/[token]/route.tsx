import { type Said, subscriberDoor } from "@/app/(subscriber)/doors";
import { field, readForm, refuseCrossSite } from "@/app/(subscriber)/read-form";
import { countByAddress } from "@/app/bounds";
import type { View } from "@/components/public/view";
import { ApprovePage } from "@/components/subscriber/approve-page";
import { Message } from "@/components/subscriber/message";
import { DomainError } from "@/lib/domain-error";
import { decideByLetter, readQuestion } from "@/status/approvals/by-letter";

export const dynamic = "force-dynamic";

type Params = { token: string };

/** Where an approver's letter leads: the exact words and two buttons. Opening it decides nothing. */
export const GET = subscriberDoor<Params>(async ({ request, db, now, view, params }): Promise<Said> => {
  await countByAddress(request, "approvalTryByAddress", view.words.subscriber.tooMany);
  const question = await readQuestion({ db, now }, params.token);
  if (!question) return over(view, view.words.approve.over);
  return {
    title: view.words.approve.title,
    path: "/approve",
    children: <ApprovePage question={question} view={view} />,
  };
});

/** The press of one of the buttons, in the name of whom the letter was written to. */
export const POST = subscriberDoor<Params>(async ({ request, db, now, view, params }): Promise<Said> => {
  const words = view.words.approve;
  refuseCrossSite(request, view.words.subscriber.crossSite);
  await countByAddress(request, "approvalTryByAddress", view.words.subscriber.tooMany);
  const form = await readForm(request);
  const decision = field(form, "decision") === "approved" ? "approved" : "objected";
  const reason = field(form, "reason").trim();
  const question = await readQuestion({ db, now }, params.token);
  if (question && decision === "objected" && !reason) {
    const children = <ApprovePage question={question} view={view} missing />;
    return { title: words.title, path: "/approve", status: 422, children };
  }
  try {
    await decideByLetter({ db, now }, { token: params.token, decision, reason });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return over(view, error.message);
  }
  const says = decision === "approved" ? words.approved : words.objected;
  return { title: words.thanks, path: "/approve", children: <Message title={words.thanks} says={says} /> };
});

function over({ words }: View, says: string): Said {
  const title = words.approve.nothing;
  return { title, path: "/approve", status: 410, children: <Message title={title} says={says} /> };
}
