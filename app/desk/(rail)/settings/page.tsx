import type { Metadata } from "next";
import Link from "next/link";
import { isOwner, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { listPeople } from "@/status/people/read-person";
import { changePageAction, changePasswordAction } from "./actions";
import { ApprovalSettings } from "./approvals";
import { People } from "./people";

export const metadata: Metadata = { title: "Settings" };

/** The page's name and clock, one's own password, and who works here. */
export default async function Settings() {
  const ctx = await requireDesk();
  const page = await readPage(ctx);
  const owner = isOwner(ctx);
  const people = owner ? await listPeople(ctx) : [];
  const me = people.find((person) => person.id === ctx.actor.id);
  return (
    <>
      <PageHead title="Settings" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings/words">Ready words</Link>
        <Link href="/desk/settings/plays">Response plays</Link>
        <Link href="/desk/settings/cadence">Cadence</Link>
        <Link href="/desk/settings/health">Health</Link>
        {owner && <Link href="/desk/settings/audit">Audit log</Link>}
      </PageHead>
      {owner && (
        <section className="sec max-w-2xl">
          <h2>The public page</h2>
          <ActionForm action={changePageAction} label="The public page" done="Saved.">
            <Field name="name" label="Name" defaultValue={page.name} required />
            <Field
              name="timeZone"
              label="Time zone"
              defaultValue={page.timeZone}
              hint="Like Europe/Lisbon."
              required
            />
            <Field
              name="supportUrl"
              label="Where people ask for help"
              type="url"
              defaultValue={page.supportUrl ?? ""}
              hint="Readers see it when we cannot confirm the status. May stay empty."
            />
            <div className="mt-4">
              <Submit>Save the page</Submit>
            </div>
          </ActionForm>
        </section>
      )}
      <section className="sec max-w-2xl">
        <h2>
          Your password{" "}
          <small>
            {me && !me.hasPassword ? "you sign in by link; this sets a first one" : ctx.actor.name}
          </small>
        </h2>
        <ActionForm
          action={changePasswordAction}
          label="Your password"
          done="Changed. Every session of yours has ended: sign in with the new one."
          empties
        >
          <Field name="current" label="Current password" type="password" autoComplete="current-password" />
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
      {owner && <ApprovalSettings ctx={ctx} />}
      {owner && <People people={people} self={ctx.actor.id} />}
    </>
  );
}
