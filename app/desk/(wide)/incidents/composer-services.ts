import type { DeskContext } from "@/app/desk-context";
import type { ComposerService } from "@/components/desk/composer/facts";
import { listServices } from "@/status/services/list-services";

/** The services that an update may speak of, in the order of the page. */
export async function composerServices(ctx: DeskContext): Promise<ComposerService[]> {
  const services = await listServices(ctx);
  return services.map(({ id, name, state }) => ({ id, name, state }));
}
