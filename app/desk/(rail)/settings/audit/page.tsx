import type { Metadata } from "next";
import Link from "next/link";
import { isOwner, requireDesk } from "@/app/desk-context";
import { AuditRows } from "@/components/desk/audit-rows";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { listApiKeys } from "@/status/api-keys/api-keys";
import { AuditFilter, readAudit } from "@/status/audit/read-audit";
import { readPage } from "@/status/page/read-page";
import { listPeople } from "@/status/people/read-person";
import { Filters } from "./filters";

export const metadata: Metadata = { title: "Audit log" };

const pageSize = 50;

type Query = Record<string, string | undefined>;

/** Who changed what, newest first: to look through, to filter, and to take along. */
export default async function Audit({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireDesk();
  if (!isOwner(ctx)) return <NotAllowed what="read the audit log" />;
  const query = await searchParams;
  const filter = AuditFilter.parse(query);
  const before = Number.parseInt(query.before ?? "", 10) || null;
  const [zone, people, keys] = [await readPage(ctx), await listPeople(ctx), await listApiKeys(ctx)];
  const entries = await readAudit(ctx, filter, { before, limit: pageSize, timeZone: zone.timeZone });
  const asked = Object.entries(filter).filter(([, value]) => value !== "");
  const linkTo = (more: Record<string, string>) =>
    `?${new URLSearchParams([...asked, ...Object.entries(more)])}`;
  return (
    <>
      <PageHead title="Audit log" note="who changed what, and from where" renderedAt={ctx.now} zone={zone}>
        <Link href="/desk/settings">Settings</Link>
        <a href={`/desk/settings/audit/export${linkTo({ format: "csv" })}`}>CSV</a>
        <a href={`/desk/settings/audit/export${linkTo({ format: "jsonl" })}`}>JSON lines</a>
      </PageHead>
      <Filters filter={filter} people={people} keys={keys} />
      {entries.length > 0 ? (
        <AuditRows entries={entries} now={ctx.now} zone={zone} />
      ) : (
        <p className="mt-5">Nothing like it was changed.</p>
      )}
      <nav aria-label="Pages" className="s mute mt-4 flex flex-wrap gap-4">
        {before && <a href={linkTo({})}>Newest</a>}
        {entries.length === pageSize && <a href={linkTo({ before: String(entries.at(-1)!.id) })}>Earlier</a>}
      </nav>
      <p className="s mute mt-4">
        Nothing here can be changed. <code>npm run audit -- verify</code> proves that nothing was.
      </p>
    </>
  );
}
