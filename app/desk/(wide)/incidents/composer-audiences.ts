import type { DeskContext } from "@/app/desk-context";
import type { ComposerAudience } from "@/components/desk/composer/wordings";
import { listAudiences } from "@/status/audiences/read-audience";

/** Everybody whom the form can write to, the public first. */
export async function composerAudiences(ctx: DeskContext): Promise<ComposerAudience[]> {
  const audiences = await listAudiences(ctx.db);
  return audiences.map(({ id, name, kind, tone, mayExpectResolution }) => ({
    ...{ id, kind, tone, mayExpectResolution },
    name: kind === "public" ? "Public" : name,
  }));
}
