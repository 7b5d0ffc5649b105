/**
 * How often somebody may try: so many times in so many minutes, counted from the first. `ByAddress`: a network address
 * (of IPv6, its /64). `ByAccount`: whatever account is knocked at, whether it exists or not. `ByDevice`: an account
 * at a browser that was signed in to it before; it is counted apart, so that strangers cannot lock its owner out.
 */
export const bounds = {
  passwordByAddress: { tries: 20, minutes: 15 },
  passwordByAccount: { tries: 10, minutes: 15 },
  passwordByDevice: { tries: 10, minutes: 15 },
  codeByAddress: { tries: 20, minutes: 15 },
  codeByAccount: { tries: 6, minutes: 15 },
  codeByDevice: { tries: 6, minutes: 15 },
  linkByAddress: { tries: 20, minutes: 60 },
  /** Refused, there is always one in the mailbox that works for five minutes more: links last ten. */
  linkByAccount: { tries: 3, minutes: 5 },
  linkByDevice: { tries: 5, minutes: 60 },
  inviteTryByAddress: { tries: 20, minutes: 60 },
  wishByAddress: { tries: 20, minutes: 60 },
  privateLinkByAddress: { tries: 20, minutes: 60 },
  privateTryByAddress: { tries: 20, minutes: 60 },
  questionByAddress: { tries: 120, minutes: 60 },
  approvalTryByAddress: { tries: 60, minutes: 60 },
  /** At the desk, before one changes one's own doors. */
  proofByAccount: { tries: 10, minutes: 15 },
  apiKeyTryByAddress: { tries: 30, minutes: 15 },
} as const satisfies Record<string, { tries: number; minutes: number }>;

export type Bound = keyof typeof bounds;
