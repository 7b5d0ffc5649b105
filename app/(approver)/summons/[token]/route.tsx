import { type Said, subscriberDoor } from "@/app/(subscriber)/doors";
import { refuseCrossSite } from "@/app/(subscriber)/read-form";
import type { View } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import { SummonsPage } from "@/components/subscriber/summons-page";
import { DomainError } from "@/lib/domain-error";
import { acknowledgeByLetter, readSummonsAsked, type SummonsAsked } from "@/status/plays/by-letter";

export const dynamic = "force-dynamic";

type Params = { token: string };
const path = "/summons";

/** Where a summoned person's message leads: what they are asked, and one button. Opening it answers nothing. */
export const GET = subscriberDoor<Params>(async ({ db, now, view, params }): Promise<Said> => {
  const asked = await readSummonsAsked({ db, now }, params.token);
  if (!asked?.open) return over(view, asked);
  const title = view.words.summons.title(roleOf(view, asked));
  return { title, path, children: <SummonsPage asked={asked} view={view} /> };
});

/** The press of the button, in the name of whom the message was written to. */
export const POST = subscriberDoor<Params>(async ({ request, db, now, view, params }): Promise<Said> => {
  refuseCrossSite(request, view.words.subscriber.crossSite);
  const asked = await readSummonsAsked({ db, now }, params.token);
  try {
    await acknowledgeByLetter({ db, now }, params.token);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return over(view, asked);
  }
  const { thanks, yours, desk } = view.words.summons;
  const children = (
    <Message title={thanks} says={yours(roleOf(view, asked!))}>
      <a href={`/desk/incidents/${asked!.incidentId}`}>{desk}</a>
    </Message>
  );
  return { title: thanks, path, children };
});

const roleOf = ({ words }: View, { role }: SummonsAsked) => words.letters.incidentRoles[role].toLowerCase();

function over(view: View, asked: SummonsAsked | null): Said {
  const { nothing: title, taken, over: says } = view.words.summons;
  const by = asked?.acknowledgedBy;
  const children = <Message title={title} says={by ? taken(by, roleOf(view, asked!)) : says} />;
  return { title, path, status: 410, children };
}
