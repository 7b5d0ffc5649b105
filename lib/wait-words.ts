/** How long to wait: "a minute", "13 minutes". */
export const waitWords = (minutes: number) => (minutes <= 1 ? "a minute" : `${minutes} minutes`);
