import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Checks } from "@/components/desk/field";
import { roleWords } from "@/components/ui/words";
import { roles } from "@/lib/vocabulary";
import { readFactors } from "@/status/second-factor/read-factors";
import { requireFactorAction } from "./actions";

/** Which roles must have a second factor. */
export async function RequiredFactor({ ctx }: { ctx: DeskContext }) {
  const { required } = await readFactors(ctx);
  return (
    <section className="sec max-w-2xl">
      <h2>
        Second factor <small>a code from a phone, after the password or the mailed link</small>
      </h2>
      <ActionForm action={requireFactorAction} label="Who must have a second factor" done="Saved.">
        <Checks name="role" legend="Who must have one">
          {roles.map((role) => (
            <Check
              key={role}
              name="role"
              value={role}
              label={roleWords[role]}
              defaultChecked={required.includes(role)}
            />
          ))}
        </Checks>
        <p className="hint">Who has none yet sets it up when they sign in next.</p>
        <div className="mt-4">
          <Submit>Save</Submit>
        </div>
      </ActionForm>
    </section>
  );
}
