// Messages of the scripts on the terminal: one short line each, in Japanese if the terminal's language is Japanese. Written to stderr,
// because stdout is for results.

const setting = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
const japanese = setting.startsWith('ja');

/**
 * @param {string} en
 * @param {string} ja
 */
export const text = (en, ja) => (japanese ? ja : en);

/**
 * @param {string} en
 * @param {string} ja
 */
export function say(en, ja) {
  process.stderr.write(`tsunagi: ${text(en, ja)}\n`);
}

/**
 * Ends with the usage of a command: on stdout with success if requested, else as an error.
 * @param {string} usage
 * @param {{ asked: boolean }} why
 * @returns {never}
 */
export function endWithUsage(usage, { asked }) {
  (asked ? process.stdout : process.stderr).write(`${usage}\n`);
  process.exit(asked ? 0 : 2);
}
