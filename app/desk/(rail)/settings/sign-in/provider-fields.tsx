import { Field, Select } from "@/components/desk/field";
import type { ListedProvider } from "@/status/sso/providers";
import { RoleOptions } from "../role-options";

/** What a provider is known by. With `provider`, to change it: its secret stays where the field is left empty. */
export function ProviderFields({ provider }: { provider?: ListedProvider }) {
  return (
    <>
      <Field
        name="name"
        label="Name"
        defaultValue={provider?.name}
        hint="As people know it: it stands on the button."
        required
      />
      <Field
        name="issuer"
        label="Issuer"
        type="url"
        defaultValue={provider?.issuer}
        hint="Its address, to the letter. We ask it where its doors are."
        required
      />
      <Field name="clientId" label="Client id" defaultValue={provider?.clientId} required />
      <Field
        name="clientSecret"
        label="Client secret"
        type="password"
        autoComplete="off"
        hint={provider ? "Left empty, it stays as it is." : "Kept sealed."}
        required={!provider}
      />
      <Field
        name="domains"
        label="Mail domains it speaks for"
        defaultValue={provider?.domains.join(", ")}
        hint="Like company.example. Nobody else is let in by it."
        required
      />
      <Field
        name="groupsClaim"
        label="Claim that holds the groups"
        defaultValue={provider?.groupsClaim ?? "groups"}
        required
      />
      <Select name="defaultRole" label="Whose groups say nothing" defaultValue={provider?.defaultRole ?? ""}>
        <option value="">Is not let in to the desk</option>
        <RoleOptions />
      </Select>
    </>
  );
}
