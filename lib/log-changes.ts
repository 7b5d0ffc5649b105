/** Writes a fault to the log when it is another than the last one: an outage is said once, and so is its end (null). */
export function logChanges(
  about: string,
  log: (line: string) => void = console.error,
): (fault: string | null) => void {
  let last: string | null = null;
  return (fault) => {
    if (fault === last) return;
    last = fault;
    log(fault === null ? `${about}: works again.` : `${about}: ${fault}`);
  };
}
