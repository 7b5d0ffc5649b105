type Worded<At> = { audienceId: string; words: string; nextUpdateBy?: At | null };

/** Words for an audience as a form sends them, their promise as the moment it means; left out stays left out. */
export function withMoment({ audienceId, words, nextUpdateBy: by }: Worded<string>): Worded<Date> {
  return { audienceId, words, ...(by !== undefined && { nextUpdateBy: by === null ? null : new Date(by) }) };
}
