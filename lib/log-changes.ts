/**
 * Writes a fault to the log when it is another than the last one: an outage is said once, and so is its end (null), which
 * is no error.
 */
export function logChanges(
  about: string,
  log: (line: string) => void = console.error,
  ended: (line: string) => void = log === console.error ? console.log : log,
): (fault: string | null) => void {
  let last: string | null = null;
  return (fault) => {
    if (fault === last) return;
    last = fault;
    if (fault === null) ended(`${about}: works again.`);
    else log(`${about}: ${fault}`);
  };
}
