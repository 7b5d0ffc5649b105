/** A button for each provider that one can come in by: plain forms, no JavaScript needed. */
export function ProviderForms({
  providers,
  csrfToken,
  callbackUrl,
}: {
  providers: { id: string; name: string }[];
  csrfToken: string;
  callbackUrl: string;
}) {
  return providers.map(({ id, name }) => (
    <form key={id} action={`/api/auth/signin/sso-${id}`} method="post">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <button className="btn" type="submit">
        Sign in with {name}
      </button>
    </form>
  ));
}
