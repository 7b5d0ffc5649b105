/** One of several, under one name. */
export function Radio({
  name,
  value,
  chosen,
  said,
}: {
  name: string;
  value: string;
  chosen: string;
  said: string;
}) {
  return (
    <label className="ck">
      <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
      {said}
    </label>
  );
}

/** Yes or no. */
export function Tick({ name, checked, said }: { name: string; checked: boolean; said: string }) {
  return (
    <label className="ck">
      <input type="checkbox" name={name} value="yes" defaultChecked={checked} />
      {said}
    </label>
  );
}

/** What is wrong, beside the field it belongs to. */
export function Wrong({ id, children }: { id: string; children: string }) {
  return (
    <p className="st maj" id={id}>
      {children}
    </p>
  );
}
