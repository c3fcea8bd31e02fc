import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import type { Translate } from '#shared/messages/texts.ts';

/** A usage error: one line for standard error. */
export class UsageError extends Error {
  #line: (translate: Translate) => string = () => this.message;

  /** Creates an error with the given value, and the permitted values as shown in the usage line. */
  static value(given: string, expected: string): UsageError {
    const error = new UsageError(`${given}: ${expected}`);
    error.#line = (translate) => translate('cli.usage.value', { given, expected });
    return error;
  }

  /** Creates an error for a missing required argument, written as in the usage line. */
  static missing(words: string): UsageError {
    const error = new UsageError(words);
    error.#line = (translate) => translate('cli.usage.missing', { words });
    return error;
  }

  line(translate: Translate): string {
    return toPrintableText(this.#line(translate));
  }
}
