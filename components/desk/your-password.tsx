import { Field } from "./field";

/** Asks for the password again where something is changed that a stolen session must not change. */
export function YourPassword() {
  return (
    <Field name="password" label="Your password" type="password" autoComplete="current-password" required />
  );
}
