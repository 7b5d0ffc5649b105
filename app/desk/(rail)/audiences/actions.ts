"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { addStakeholder } from "@/communications/audiences/add-stakeholder";
import { removeStakeholder } from "@/communications/audiences/remove-stakeholder";
import type { FormAction } from "@/components/desk/action-form";
import { addAudience } from "@/status/audiences/add-audience";
import { archiveAudience } from "@/status/audiences/archive-audience";
import { changeAudience } from "@/status/audiences/change-audience";
import type { AudienceFacts } from "@/status/audiences/schemas";
import { channelsInOrder } from "./channels-in-order";

export const addAudienceAction: FormAction = async (_before, form) => {
  const answer = await action("act", (ctx) => addAudience(ctx, factsOf(form)));
  if (answer.ok) redirect(`/desk/audiences/${answer.result.audienceId}`);
  return answer;
};

export const changeAudienceAction: FormAction = async (_before, form) =>
  action("act", (ctx) => changeAudience(ctx, { ...factsOf(form), audienceId: text(form, "audienceId") }));

export const archiveAudienceAction: FormAction = async (_before, form) => {
  const answer = await action("act", (ctx) => archiveAudience(ctx, { audienceId: text(form, "audienceId") }));
  if (answer.ok) redirect("/desk/audiences");
  return answer;
};

export const addStakeholderAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await addStakeholder(ctx, {
      audienceId: text(form, "audienceId"),
      channel: text(form, "channel") || "email",
      ...{ address: text(form, "address"), name: text(form, "name"), group: text(form, "group") },
      contact: text(form, "contact"),
    });
  });

export const removeStakeholderAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    removeStakeholder(ctx, {
      audienceId: text(form, "audienceId"),
      subscriberId: text(form, "subscriberId"),
    }),
  );

/** The fields of the form; the verb judges them. */
function factsOf(form: FormData): AudienceFacts {
  const chosen = (name: string) => text(form, name) || null;
  return {
    ...{ name: text(form, "name"), slug: text(form, "slug"), timeZone: text(form, "timeZone") },
    ...{ language: text(form, "language"), tone: text(form, "tone"), account: text(form, "account") },
    mayExpectResolution: form.has("mayExpectResolution"),
    channels: channelsInOrder.flatMap(
      (place) => chosen(`channel-${place}`) ?? [],
    ) as AudienceFacts["channels"],
    serviceIds: form.getAll("serviceIds").map(String),
  };
}
