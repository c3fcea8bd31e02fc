// English in code, comments, documents and en.json: the words that cspell.config.yaml forbids.
import { lint } from 'cspell';
import { ROOT } from '../project.mjs';

const CHECKED = /^(?!CHANGELOG).*\.(ts|tsx|mjs|css|md)$|^shared\/messages\/en\.json$/;

/**
 * @param {readonly string[]} files
 * @returns {Promise<import('../language.mjs').Problem[]>} one for each occurrence of a forbidden word
 */
export async function findEnglishProblems(files) {
  /** @type {import('../language.mjs').Problem[]} */
  const problems = [];
  await lint(
    files.filter((file) => CHECKED.test(file)),
    {
      root: ROOT,
      config: 'cspell.config.yaml',
      gitignore: false,
      progress: false,
      summary: false,

      report: 'flagged',
      cache: false,
    },
    {
      issue: ({ text, uri, row }) => {
        const where = `${decodeURI(uri ?? '').split(`${ROOT}/`)[1] ?? uri}:${row}`;
        problems.push({ rule: `word ${text.toLowerCase()}`, where, text });
      },
      error: (message, error) => {
        throw error ?? new Error(message);
      },
    },
  );
  return problems;
}
