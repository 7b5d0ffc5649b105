import { ZodError } from "zod";
import { countByAddress } from "@/app/bounds";
import { askForLink, linkMinutes } from "@/communications/audiences/ask-for-link";
import { Message } from "@/components/subscriber/message";
import { field, readForm, refuseCrossSite } from "../../../../(subscriber)/read-form";
import { onTo, stakeholderDoor } from "../../../door";
import { outside } from "../../../inside";

export const dynamic = "force-dynamic";

/** A reload after the form was sent: back to it. */
export const GET = stakeholderDoor(async ({ path }) => onTo(path));

/** Asks for the link. The answer is the same whether the address belongs to the audience, and whether that is there. */
export const POST = stakeholderDoor(async (asked) => {
  const { request, db, now, params, view } = asked;
  const words = view.words.stakeholder;
  refuseCrossSite(request, words.crossSite);
  await countByAddress(request, "privateLinkByAddress", words.tooMany);
  const email = field(await readForm(request), "email").trim();
  try {
    await askForLink({ db, now }, { slug: params.audience, email });
  } catch (error) {
    if (error instanceof ZodError) return outside(asked, words.noEmail);
    throw error;
  }
  return {
    title: words.privatePage,
    children: (
      <>
        <Message title={words.sentTitle} says={words.sent(email, linkMinutes)} />
        <p className="meta">{words.sentHint}</p>
      </>
    ),
  };
});
