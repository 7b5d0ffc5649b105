import type { Metadata } from "next";
import Link from "next/link";
import { isOwner, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { PageHead } from "@/components/desk/page-head";
import { listInvitations } from "@/status/invitations/invitations";
import { readPage } from "@/status/page/read-page";
import { listPeople } from "@/status/people/read-person";
import { readFactors } from "@/status/second-factor/read-factors";
import { changePageAction } from "./actions";
import { ApprovalSettings } from "./approvals";
import { People } from "./people";

export const metadata: Metadata = { title: "Settings" };

/** The page's name and clock, and who works here. */
export default async function Settings() {
  const ctx = await requireDesk();
  const page = await readPage(ctx);
  const owner = isOwner(ctx);
  const people = owner ? await listPeople(ctx) : [];
  const invitations = owner ? await listInvitations(ctx) : [];
  const factors = owner ? (await readFactors(ctx)).people : new Set<string>();
  return (
    <>
      <PageHead title="Settings" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings/you">You</Link>
        {owner && <Link href="/desk/settings/sign-in">Ways in</Link>}
        {owner && <Link href="/desk/settings/keys">API keys</Link>}
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
      {owner && <ApprovalSettings ctx={ctx} />}
      {owner && <People {...{ people, factors, invitations, zone: page }} self={ctx.actor.id} />}
    </>
  );
}
