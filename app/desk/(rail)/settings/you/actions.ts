"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { revokeOtherSessions, revokeSession } from "@/status/sessions/end-sessions";

export const revokeSessionAction: FormAction = async (_before, form) =>
  action("look", (ctx) => revokeSession(ctx, { id: text(form, "id") }));

export const revokeOthersAction: FormAction = async () =>
  action("look", (ctx) => revokeOtherSessions(ctx, { sessionId: ctx.session.id }));
