import type { View } from "@/components/public/view";
import type { Channel } from "@/lib/vocabulary";
import { Wrong } from "./radio";

type Props = {
  view: View;
  channel: Channel;
  needsContact: boolean;
  typed: { address: string; contact: string };
  errors: Record<string, string>;
};

/** Where to send: an email address with its button, or what the channel needs, with where to find it. */
export function AddressFields({ view, channel, needsContact, typed, errors }: Props) {
  const words = view.words.subscriber;
  const mail = channel === "email";
  return (
    <>
      <Field
        name={mail ? "email" : "address"}
        type={mail ? "email" : channel === "sms" ? "tel" : "url"}
        label={words.addressLabels[channel]}
        help={words.addressHelp[channel]}
        value={typed.address}
        error={mail ? errors.email : errors.address}
        placeholder={mail ? view.words.subscribe.placeholder : "https://"}
        first
      >
        {mail && <button type="submit">{view.words.subscribe.submit}</button>}
      </Field>
      {needsContact && (
        <Field
          name="contact"
          type="email"
          label={words.contact}
          help={words.contactHelp}
          value={typed.contact}
          error={errors.contact}
          placeholder={view.words.subscribe.placeholder}
          first={!errors.address}
        />
      )}
    </>
  );
}

type FieldProps = {
  name: string;
  type: string;
  label: string;
  help: string;
  value: string;
  error?: string;
  placeholder: string;
  /** Whether it takes the focus when it is wrong. */
  first: boolean;
  children?: React.ReactNode;
};

function Field({ name, type, label, help, value, error, placeholder, first, children }: FieldProps) {
  const described = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(" ");
  return (
    <>
      <label className="f" htmlFor={name}>
        {label}
      </label>
      {error && <Wrong id={`${name}-error`}>{error}</Wrong>}
      <p className="row">
        <input
          id={name}
          type={type}
          name={name}
          autoComplete={type === "email" ? "email" : "off"}
          placeholder={placeholder}
          maxLength={type === "email" ? 254 : 2000}
          defaultValue={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          // biome-ignore lint/a11y/noAutofocus: a form that comes back leads to what is wrong with it
          autoFocus={error !== undefined && first}
          required
        />
        {children}
      </p>
      {help && (
        <p className="meta" id={`${name}-help`}>
          {help}
        </p>
      )}
    </>
  );
}
