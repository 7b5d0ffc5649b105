"use server";

import { action } from "@/app/action";
import { answer } from "@/app/answer";
import { caller } from "@/app/api/auth/caller";
import { text } from "@/app/desk/form";
import { waitingContext } from "@/app/desk-context";
import { setSession } from "@/app/sign-in/set-session";
import type { FormAction } from "@/components/desk/action-form";
import type { BegunAction, CodesAction } from "@/components/desk/second-factor/steps";
import { DomainError } from "@/lib/domain-error";
import { qrPath } from "@/lib/qr-path";
import { renewRecoveryCodes, turnOffSecondFactor } from "@/status/second-factor/change";
import { beginSecondFactor, confirmSecondFactor } from "@/status/second-factor/set-up";
import { goOnAfterSetUp } from "@/status/sessions/go-on";

const proof = (form: FormData, { since }: { since: Date }) => ({
  password: text(form, "password"),
  signedInAt: since,
});
const drawn = ({ secret, address }: { secret: string; address: string }) => ({
  secret,
  picture: qrPath(address),
});

export const beginFactorAction: BegunAction = async (_before, form) =>
  action("look", async (ctx) => drawn(await beginSecondFactor(ctx, proof(form, ctx.session))));

export const confirmFactorAction: CodesAction = async (_before, form) =>
  action("look", (ctx) => confirmSecondFactor(ctx, { code: text(form, "code") }));

export const renewCodesAction: CodesAction = async (_before, form) =>
  action("look", (ctx) => renewRecoveryCodes(ctx, proof(form, ctx.session)));

export const turnOffFactorAction: FormAction = async (_before, form) =>
  action("look", (ctx) => turnOffSecondFactor(ctx, proof(form, ctx.session)));

/** The same two steps for somebody whose role must have a second factor, before they are let in. */
export const beginRequiredFactorAction: BegunAction = async (_before, form) =>
  answer(async () => {
    const ctx = await settingUp();
    return { ...drawn(await beginSecondFactor(ctx, proof(form, ctx.session))), published: null };
  });

export const confirmRequiredFactorAction: CodesAction = async (_before, form) =>
  answer(async () => {
    const ctx = await settingUp();
    const codes = await confirmSecondFactor(ctx, { code: text(form, "code") });
    const sessionId = await goOnAfterSetUp(ctx, { sessionId: ctx.session.id, from: await caller() });
    await setSession({ userId: ctx.actor.id, sessionId });
    return { ...codes, published: null };
  });

async function settingUp() {
  const ctx = await waitingContext("set_up_needed");
  if (!ctx) throw new DomainError("signed_out", "You were signed out. Sign in again.");
  return ctx;
}
