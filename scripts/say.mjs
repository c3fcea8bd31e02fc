// What the scripts say to the person at the terminal: one short line each, in Japanese where the terminal is Japanese.
// Everything goes to stderr, so that stdout stays free for what a command was asked to print.

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
 * Ends with how a command is used: on standard output and with success where that was asked for, else as an error.
 * @param {string} usage
 * @param {{ asked: boolean }} why
 * @returns {never}
 */
export function endWithUsage(usage, { asked }) {
  (asked ? process.stdout : process.stderr).write(`${usage}\n`);
  process.exit(asked ? 0 : 2);
}
