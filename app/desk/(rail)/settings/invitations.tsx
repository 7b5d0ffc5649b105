import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { roleWords } from "@/components/ui/words";
import { shownMail } from "@/lib/shown-host";
import type { Role } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { inviteAction, withdrawInvitationAction } from "./actions";
import { RoleOptions } from "./role-options";

export type OpenInvitation = { id: string; email: string; role: Role; expiresAt: Date };

/** Who was invited and has not come yet, and a letter to one more. */
export function Invitations({ open, zone }: { open: OpenInvitation[]; zone: Zone }) {
  return (
    <>
      <h2 className="mt-6">
        Invite somebody <small>they choose their own password</small>
      </h2>
      {open.length > 0 && (
        <ul className="wait">
          {open.map(({ id, email, role, expiresAt }) => (
            <li key={id}>
              <p className="break-all">
                {shownMail(email)}, as {roleWords[role].toLowerCase()}
              </p>
              <p className="s mute">
                The letter's link works until {formatTime(expiresAt, "dayClock", zone)}.
              </p>
              <ActionForm
                action={withdrawInvitationAction}
                label={`Invitation of ${email}`}
                done="Withdrawn."
              >
                <input type="hidden" name="id" value={id} />
                <Submit kind="btn q" label={`Withdraw the invitation of ${email}`}>
                  Withdraw
                </Submit>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      <ActionForm
        action={inviteAction}
        label="Invite somebody"
        done="Invited: the letter is on its way."
        empties
        className="max-w-2xl"
      >
        <Field name="email" label="Email" type="email" required />
        <Select name="role" label="Role" defaultValue="liaison">
          <RoleOptions />
        </Select>
        <div className="mt-4">
          <Submit>Invite</Submit>
        </div>
      </ActionForm>
    </>
  );
}
