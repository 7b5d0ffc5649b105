/**
 * A refusal we foresaw. `code` is stable, for programs and tests; `message` is plain words that tell a
 * person what to do; `fields` puts a message beside the input it belongs to.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}
