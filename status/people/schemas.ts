import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { roles } from "@/lib/vocabulary";

/** Lower case, as the users table's unique index compares it. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("Write an email address, like name@company.example."));

/** NIST SP 800-63B: length counts, composition rules do not. */
export const Password = z
  .string()
  .min(12, "Use at least 12 characters. A few words in a row are fine.")
  .max(256, "Use at most 256 characters.");

export const NewPerson = z.object({
  name: typedLine().min(1, "Write the person's name.").max(120),
  email: Email,
  role: z.enum(roles),
  password: z.preprocess((value) => value || undefined, Password.optional()),
});
export type NewPerson = z.input<typeof NewPerson>;

export const PersonChange = z
  .object({
    id: z.string().regex(/^[\w-]{1,64}$/, "This is not one of our ids."),
    role: z.enum(roles).optional(),
    disabled: z.boolean().optional(),
  })
  .refine(({ role, disabled }) => role !== undefined || disabled !== undefined, "Say what changes.");
export type PersonChange = z.input<typeof PersonChange>;

/** `sessionId`: the session it is changed from, which goes on. */
export const PasswordChange = z.object({
  current: z.string(),
  next: Password,
  sessionId: z.string().optional(),
});
export type PasswordChange = z.input<typeof PasswordChange>;
