/** Searches a list: a plain GET form, so that what was searched for stands in the address. */
export function Finder({
  label,
  value,
  keep = {},
}: {
  label: string;
  value: string;
  keep?: Record<string, string>;
}) {
  return (
    <search className="find mt-4">
      <form className="find">
        {Object.entries(keep).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <input type="search" name="q" defaultValue={value} placeholder={label} aria-label={label} />
        <button type="submit" className="btn q">
          Search
        </button>
      </form>
    </search>
  );
}

/** Earlier and later parts of a list. */
export function Pager({
  page,
  pageSize,
  total,
  query = {},
}: {
  page: number;
  pageSize: number;
  total: number;
  query?: Record<string, string>;
}) {
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  const to = (target: number) => `?${new URLSearchParams({ ...query, page: String(target) })}`;
  if (total === 0) return null;
  return (
    <nav aria-label="Pages" className="s mute mt-4 flex flex-wrap gap-4">
      <span>
        {first.toLocaleString("en-GB")} to {last.toLocaleString("en-GB")} of {total.toLocaleString("en-GB")}
      </span>
      {page > 1 && <a href={to(page - 1)}>Previous</a>}
      {last < total && <a href={to(page + 1)}>Next</a>}
    </nav>
  );
}
