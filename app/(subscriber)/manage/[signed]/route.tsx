import { leavePath, managePath } from "@/communications/links";
import { changePreferences, type OwnPreferences } from "@/communications/subscribers/preferences";
import { ManagePage } from "@/components/subscriber/manage-page";
import { DomainError } from "@/lib/domain-error";
import { type Asked, type Said, subscriberDoor } from "../../doors";
import { forgedLink, noMail, whoseLink } from "../../own-link";
import { field, fields, readForm, refuseCrossSite } from "../../read-form";

export const dynamic = "force-dynamic";
type Params = { signed: string };

/** What somebody hears from us. */
export const GET = subscriberDoor<Params>(async (asked) => {
  const own = await whoseLink(asked.db, "manage", asked.params.signed);
  if (own === "forged") return forgedLink(asked.view);
  return own === "gone" ? noMail(asked.view) : page(asked, own, {});
});

/** Changes it. */
export const POST = subscriberDoor<Params>(async (asked) => {
  const { request, db, now, view, params } = asked;
  refuseCrossSite(request, view.words.subscriber.crossSite);
  const own = await whoseLink(db, "manage", params.signed);
  if (own === "forged") return forgedLink(view);
  if (own === "gone") return noMail(view);
  // Who follows one incident is shown no form; hearing of more is confirmed by mail like any wish.
  if (own.scope === "one_incident") return page(asked, own, {});
  const form = await readForm(request);
  const chosen = {
    detail: field(form, "detail") === "opened_and_resolved" ? "opened_and_resolved" : "every_update",
    scope: field(form, "scope") === "chosen_services" ? "chosen_services" : "all_services",
    serviceIds: fields(form, "service"),
  } as const;
  try {
    await changePreferences({ db, now }, own.subscriberId, chosen);
  } catch (error) {
    if (!(error instanceof DomainError) || Object.keys(error.fields).length === 0) throw error;
    return { ...page(asked, { ...own, ...chosen }, { errors: error.fields }), status: 422 };
  }
  return page(asked, { ...own, ...chosen }, { saved: true });
});

function page(
  { view, services }: Asked<Params>,
  own: OwnPreferences,
  { saved = false, errors = {} }: { saved?: boolean; errors?: Record<string, string> },
): Said {
  const path = managePath(own.subscriberId);
  return {
    title: saved ? view.words.subscriber.savedTitle : view.words.subscriber.manageTitle,
    path,
    children: (
      <ManagePage
        {...{ view, services, path, saved, errors }}
        address={own.address}
        chosen={own}
        followed={own.incidents}
        leavePath={leavePath(own.subscriberId)}
      />
    ),
  };
}
