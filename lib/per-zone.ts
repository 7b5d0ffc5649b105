/** A formatter for each zone, made once: making one costs as much as a hundred uses. */
export function perZone(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone);
    if (known) return known;
    const formatter = new Intl.DateTimeFormat("en-CA", { ...options, timeZone });
    made.set(timeZone, formatter);
    return formatter;
  };
}
