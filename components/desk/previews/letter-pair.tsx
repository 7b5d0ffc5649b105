/** A letter side by side in both colour schemes, in frames that can do nothing. */
export function LetterPair({ href }: { href: (scheme: "light" | "dark") => string }) {
  return (
    <div className="pair">
      {(["light", "dark"] as const).map((scheme) => (
        <iframe
          key={scheme}
          title={`The letter in the ${scheme} scheme`}
          className="mt-3 h-[46rem] w-full border border-rule"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={href(scheme)}
        />
      ))}
    </div>
  );
}
