import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { roleWords } from "@/components/ui/words";
import { roles } from "@/lib/vocabulary";
import type { ListedProvider } from "@/status/sso/providers";
import { mapGroupAction, unmapGroupAction } from "./sso-actions";

type Props = { provider: ListedProvider; audiences: { id: string; name: string }[] };

/** What a provider's groups make of its people. */
export function ProviderGroups({ provider, audiences }: Props) {
  const made = (role: (typeof roles)[number] | null, audienceId: string | null) =>
    role
      ? roleWords[role]
      : `People of ${audiences.find(({ id }) => id === audienceId)?.name ?? "an audience that is gone"}`;
  return (
    <>
      <ul className="wait">
        {provider.groups.length === 0 && <li>No group is mapped yet.</li>}
        {provider.groups.map(({ id, groupName, role, audienceId }) => (
          <li key={id}>
            <p className="break-all">
              {groupName} → {made(role, audienceId)}
            </p>
            <ActionForm action={unmapGroupAction} label={`Group ${groupName}`} done="Forgotten.">
              <input type="hidden" name="id" value={id} />
              <Submit kind="btn q" label={`Forget the group ${groupName}`}>
                Forget
              </Submit>
            </ActionForm>
          </li>
        ))}
      </ul>
      <ActionForm action={mapGroupAction} label={`Groups of ${provider.name}`} done="Saved." empties>
        <input type="hidden" name="providerId" value={provider.id} />
        <Field name="groupName" label="Group" hint="As the provider sends it." required />
        <Select name="makes" label="Makes of its people">
          {roles.map((role) => (
            <option key={role} value={`role ${role}`}>
              {roleWords[role]} at the desk
            </option>
          ))}
          {audiences.map(({ id, name }) => (
            <option key={id} value={`audience ${id}`}>
              People of {name}: they hear, and see its page
            </option>
          ))}
        </Select>
        <div className="mt-4">
          <Submit kind="btn q">Map the group</Submit>
        </div>
      </ActionForm>
    </>
  );
}
