import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { roles } from "@/lib/vocabulary";
import { Id } from "@/status/updates/schemas";

const Domain = typedLine()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/, "Write mail domains, like company.example.");

/** A provider as an owner sets it up. `clientSecret` may stay empty in a change: it stays as it is. */
export const Provider = z.object({
  name: typedLine().min(1, "Write a name, as people know it.").max(60),
  issuer: z.url({ protocol: /^https?$/, error: "Write the issuer's whole address." }).max(500),
  clientId: typedLine().min(1, "Write the client's id.").max(300),
  clientSecret: typedLine().max(1000),
  domains: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Domain).min(1, "Write at least one mail domain that it speaks for.").max(50)),
  groupsClaim: typedLine().min(1, "Write the claim that holds the groups.").max(100),
  defaultRole: z.preprocess((role) => role || null, z.enum(roles).nullable()),
});
export type Provider = z.input<typeof Provider>;

/** `makes`: a role, or an audience's id. */
export const GroupMapping = z
  .object({
    providerId: Id,
    groupName: typedLine().min(1, "Write the group's name or id, as the provider sends it.").max(200),
    role: z.preprocess((role) => role || null, z.enum(roles).nullable()),
    audienceId: z.preprocess((audience) => audience || null, Id.nullable()),
  })
  .refine(({ role, audienceId }) => (role === null) !== (audienceId === null), {
    message: "Choose a role or an audience.",
    path: ["makes"],
  });
export type GroupMapping = z.input<typeof GroupMapping>;
