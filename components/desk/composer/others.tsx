/** Who else has this form open. */
export function Others({ names }: { names: string[] }) {
  return (
    <p className="hint" role="status">
      {names.length > 0 &&
        `${new Intl.ListFormat("en-GB").format(names)} ${names.length === 1 ? "has" : "have"} this form open too.`}
    </p>
  );
}

/** What the security lane means for who writes. */
export function SecurityNotice() {
  return (
    <p className="said warn">
      Security: no reader and no customer learns of it. Outside its own page it goes by a codename. Once a
      second person released it, each word that leaves the house needs the named legal approver.
    </p>
  );
}
