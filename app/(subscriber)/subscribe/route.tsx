import { ZodError } from "zod";
import { requestSubscription } from "@/communications/subscribers/request-subscription";
import { followableIncident } from "@/communications/subscribers/wish";
import { Message } from "@/components/subscriber/message";
import { SubscribePage } from "@/components/subscriber/subscribe-page";
import { DomainError } from "@/lib/domain-error";
import { countWish } from "../bounds";
import { type Asked, type Said, subscriberDoor } from "../doors";
import { field, fields, readForm, refuseCrossSite } from "../read-form";

export const dynamic = "force-dynamic";

/** The form; with `?incident=<id>`, to follow that one. */
export const GET = subscriberDoor((asked) => {
  const incidentId = new URL(asked.request.url).searchParams.get("incident");
  return form(asked, incidentId, { email: "", ...defaults }, {});
});

/** A wish: the answer is the same for known and unknown addresses, and for machines that fill every field. */
export const POST = subscriberDoor(async (asked) => {
  const { request, db, now, view } = asked;
  const words = view.words.subscriber;
  refuseCrossSite(request, words.crossSite);
  await countWish(request, words.tooMany);
  const posted = await readForm(request);
  const incidentId = field(posted, "incident") || null;
  const typed = {
    email: field(posted, "email").trim(),
    detail: field(posted, "detail") || defaults.detail,
    scope: field(posted, "scope") || defaults.scope,
    serviceIds: fields(posted, "service"),
  };
  const trapped = field(posted, "website") !== "";
  const errors = trapped ? null : await ask({ db, now }, typed, incidentId);
  if (errors) return { ...(await form(asked, incidentId, typed, errors)), status: 422 };
  return {
    title: words.sentTitle,
    path: "/subscribe",
    children: (
      <>
        <Message title={words.sentTitle} says={words.sent(typed.email)} />
        <p className="meta">{words.sentHint}</p>
      </>
    ),
  };
});

const defaults = { detail: "every_update", scope: "all_services", serviceIds: [] as string[] };
type Typed = typeof defaults & { email: string };

/** Sends the wish on; answers what is wrong with which field, or null. */
async function ask(
  ctx: Pick<Asked<unknown>, "db" | "now">,
  typed: Typed,
  incidentId: string | null,
): Promise<Record<string, string> | null> {
  try {
    await requestSubscription(ctx, { ...typed, incidentId } as Parameters<typeof requestSubscription>[1]);
    return null;
  } catch (error) {
    if (error instanceof ZodError) {
      return Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message]));
    }
    if (error instanceof DomainError && Object.keys(error.fields).length) return error.fields;
    throw error;
  }
}

async function form(
  { db, view, services }: Pick<Asked<unknown>, "db" | "view" | "services">,
  incidentId: string | null,
  typed: Typed,
  errors: Record<string, string>,
): Promise<Said> {
  const incident = incidentId ? await followableIncident(db, incidentId) : null;
  return {
    title: incident ? view.words.subscriber.follow : view.words.subscribe.heading,
    path: incident ? `/subscribe?incident=${incident.id}` : "/subscribe",
    children: <SubscribePage {...{ view, services, incident, typed, errors }} />,
  };
}
