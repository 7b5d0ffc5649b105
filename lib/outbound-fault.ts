/**
 * A call that came to nothing. `refused`: we do not call such an address. `unsent`: nothing was handed over, so that
 * trying again is safe. `lost`: it was, or may have been, and what became of it is not known.
 */
export class OutboundFault extends Error {
  override readonly name = "OutboundFault";
  constructor(
    readonly kind: "refused" | "unsent" | "lost",
    message: string,
  ) {
    super(message);
  }
}
