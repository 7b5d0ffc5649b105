"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { openProposed } from "@/status/approvals/open-proposed";

/** Opens and publishes an incident as it was proposed and approved; then it is the place to be. */
export const openProposedAction: FormAction = async (_before, form) => {
  const heard = await action(
    "act",
    (ctx) => openProposed(ctx, { openingId: text(form, "openingId") }),
    "published",
  );
  if (heard.ok) redirect(`/desk/incidents/${heard.result.incidentId}`);
  return heard;
};
