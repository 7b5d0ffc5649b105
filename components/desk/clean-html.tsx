/** Published words: cleaned when they were written, so they can be shown as they are. */
export function CleanHtml({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned at write time by the verb that stored it
  return <div className="words" dangerouslySetInnerHTML={{ __html: html }} />;
}
