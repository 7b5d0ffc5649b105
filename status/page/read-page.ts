import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";

/** The public audience's page: how it is called, whose clock and whose words. */
export type Page = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  language: string;
  supportUrl: string | null;
};

/** The page that needs no sign-in. Throws when the installation has none. */
export async function readPage(ctx: Pick<Context, "db">): Promise<Page> {
  const [page] = await ctx.db
    .select({
      id: audiences.id,
      slug: audiences.slug,
      name: audiences.name,
      timeZone: audiences.timeZone,
      language: audiences.language,
      supportUrl: audiences.supportUrl,
    })
    .from(audiences)
    .where(eq(audiences.slug, "public"));
  if (!page) throw new Error("The public page's row is missing: run the migrations and the seed.");
  return page;
}
