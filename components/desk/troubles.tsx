/** What is wrong and what still works, at the top of the desk. Nothing when all is well. */
export function Troubles({ troubles }: { troubles: { what: string; still: string }[] }) {
  if (troubles.length === 0) return null;
  return (
    <section className="said warn" aria-label="What does not work">
      {troubles.map(({ what, still }) => (
        <p key={what}>
          <b>{what}</b> {still}
        </p>
      ))}
    </section>
  );
}
