/** Sign in with a password or a mailed link: plain forms, no JavaScript needed. */
export function PasswordForms({ csrfToken, callbackUrl }: { csrfToken: string; callbackUrl: string }) {
  const hidden = (
    <>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
    </>
  );
  return (
    <>
      <form action="/api/auth/callback/password" method="post">
        {hidden}
        <label className="block">
          <b>Email</b>
          <input type="email" name="email" autoComplete="username" required />
        </label>
        <label className="block">
          <b>Password</b>
          <input type="password" name="password" autoComplete="current-password" required />
        </label>
        <button className="btn" type="submit">
          Sign in
        </button>
      </form>
      <p className="s mute mt-8">Or, if the password is what you do not have:</p>
      <form action="/api/auth/signin/email" method="post">
        {hidden}
        <label className="block">
          <b>Email for the link</b>
          <input type="email" name="email" autoComplete="email" required />
        </label>
        <button className="btn q" type="submit">
          Mail me a sign-in link
        </button>
        <p className="s mute">Links work once, for 10 minutes.</p>
      </form>
    </>
  );
}
