import { countByAddress } from "@/app/bounds";
import { useLink as spendLink } from "@/communications/audiences/use-link";
import { Message } from "@/components/subscriber/message";
import { refuseCrossSite } from "../../../../../(subscriber)/read-form";
import { onTo, stakeholderDoor } from "../../../../door";
import { setCookieFor } from "../../../../viewer";

export const dynamic = "force-dynamic";
type Params = { token: string };

/** What the link opens: a button. It asks nothing of the database, so that opening it uses and tells nothing. */
export const GET = stakeholderDoor<Params>(async ({ view, path, params }) => {
  const words = view.words.stakeholder;
  return {
    title: words.privatePage,
    children: (
      <Message title={words.linkTitle} says={words.link}>
        <form method="post" action={`${path}/in/${encodeURIComponent(params.token)}`}>
          <button type="submit">{words.open}</button>
        </form>
      </Message>
    ),
  };
});

/** The press: uses the link up and lets its holder in. */
export const POST = stakeholderDoor<Params>(async ({ request, db, now, view, path, params }) => {
  const words = view.words.stakeholder;
  refuseCrossSite(request, words.crossSite);
  await countByAddress(request, "privateTryByAddress", words.tooMany);
  const who = await spendLink({ db, now }, { slug: params.audience, token: params.token });
  if (who) return onTo(path, { "set-cookie": setCookieFor(params.audience, who, now) });
  return {
    title: words.privatePage,
    status: 410,
    children: (
      <Message title={words.spentTitle} says={words.spent}>
        <a className="btn q" href={path}>
          {words.again}
        </a>
      </Message>
    ),
  };
});
