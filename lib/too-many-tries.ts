import { DomainError } from "./domain-error";

/** Somebody tried too often. `seconds`: until they may try again. */
export class TooManyTries extends DomainError {
  constructor(
    readonly seconds: number,
    words: (minutes: number) => string,
  ) {
    super("too_many_tries", words(Math.ceil(seconds / 60)));
  }
}
