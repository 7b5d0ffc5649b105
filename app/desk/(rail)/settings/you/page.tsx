import type { Metadata } from "next";
import Link from "next/link";
import { requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { readPerson } from "@/status/people/read-person";
import { changePasswordAction } from "../actions";
import { OwnFactor } from "./own-factor";
import { OwnSessions } from "./own-sessions";

export const metadata: Metadata = { title: "You" };

/** One's own ways in: the password, the second factor, and where one is signed in. */
export default async function You() {
  const ctx = await requireDesk();
  const [page, person] = await Promise.all([readPage(ctx), readPerson(ctx, ctx.actor.id)]);
  const hasPassword = person?.hasPassword ?? false;
  return (
    <>
      <PageHead title="You" note={ctx.actor.name} renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings">Settings</Link>
      </PageHead>
      <section className="sec max-w-2xl">
        <h2>
          Your password {!hasPassword && <small>you come in without one so far; this sets a first one</small>}
        </h2>
        <ActionForm
          action={changePasswordAction}
          label="Your password"
          done="Changed. Wherever else you were signed in, you are signed out."
          empties
        >
          {hasPassword && (
            <Field
              name="current"
              label="Current password"
              type="password"
              autoComplete="current-password"
              required
            />
          )}
          <Field
            name="next"
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="At least 12 characters."
            required
          />
          <div className="mt-4">
            <Submit kind="btn q">Change password</Submit>
          </div>
        </ActionForm>
      </section>
      <OwnFactor ctx={ctx} hasPassword={hasPassword} zone={page} />
      <OwnSessions ctx={ctx} zone={page} />
    </>
  );
}
