/** What a check found: well, worth a look, or broken; or it could not be asked. */
export type Finding = {
  check: string;
  state: "well" | "look" | "broken" | "not asked";
  says: string;
  /** What to do about it. */
  todo?: string;
};

/** What the doctor looks at. Everything that reaches out is handed in, so that tests can. */
export type Patient = {
  settings: NodeJS.ProcessEnv;
  dataDir: string;
  now: () => Date;
  dns: {
    resolveTxt(name: string): Promise<string[][]>;
    lookup(name: string): Promise<unknown>;
  };
};

export const well = (check: string, says: string): Finding => ({ check, state: "well", says });
export const look = (check: string, says: string, todo: string): Finding => ({
  check,
  state: "look",
  says,
  todo,
});
export const broken = (check: string, says: string, todo: string): Finding => ({
  check,
  state: "broken",
  says,
  todo,
});
export const notAsked = (check: string, says: string): Finding => ({ check, state: "not asked", says });

const lookSeconds = 2;
const brokenSeconds = 30;

/** What a difference between two clocks means: signatures, promises and single-use links depend on it. */
export function judgeClock(check: string, other: string, theirs: Date, ours: Date): Finding {
  const seconds = Math.round((ours.getTime() - theirs.getTime()) / 100) / 10;
  const says = `This machine's clock is ${Math.abs(seconds)} s ${seconds < 0 ? "behind" : "ahead of"} ${other}.`;
  if (Math.abs(seconds) < lookSeconds) return well(check, `The clock agrees with ${other}.`);
  const todo = "Let a time service (chrony, systemd-timesyncd) keep this machine's clock.";
  return Math.abs(seconds) < brokenSeconds ? look(check, says, todo) : broken(check, says, todo);
}
