import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isOwner, requireDesk } from "@/app/desk-context";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { Providers } from "./providers";
import { RequiredFactor } from "./required-factor";
import { SsoOnly } from "./sso-only";

export const metadata: Metadata = { title: "Ways in" };

/** How people come in to the desk and to private pages. For owners. */
export default async function WaysIn() {
  const ctx = await requireDesk();
  if (!isOwner(ctx)) notFound();
  const page = await readPage(ctx);
  return (
    <>
      <PageHead title="Ways in" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings">Settings</Link>
      </PageHead>
      <RequiredFactor ctx={ctx} />
      <Providers ctx={ctx} />
      <SsoOnly ctx={ctx} />
    </>
  );
}
