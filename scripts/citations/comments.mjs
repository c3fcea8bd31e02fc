// Returns the comments of a file, or the whole text of a document.
import { parseSync } from 'vite';

/**
 * @typedef {object} Comment
 * @property {string} text
 * @property {number} line of its first character, from 1
 */

/**
 * @param {string} path
 * @param {string} text
 * @returns {Comment[]} empty for unsupported file types
 */
export function commentsOf(path, text) {
  if (path.endsWith('.md')) return [{ text, line: 1 }];
  if (/\.(ts|tsx|mjs)$/.test(path)) {
    const { comments, errors } = parseSync(path, text);
    if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
    return comments.map(({ value, start }) => ({ text: value, line: lineAt(text, start) }));
  }
  const pattern = /\.(css)$/.test(path) ? /\/\*[\s\S]*?\*\//g : /\.(ya?ml|grit|sh)$|^\.ci\//.test(path) ? /(?:^|\s)(?:#|\/\/).*$/gm : null;
  return pattern === null ? [] : [...text.matchAll(pattern)].map((match) => ({ text: match[0], line: lineAt(text, match.index) }));
}

/**
 * @param {string} text
 * @param {number} at
 */
export const lineAt = (text, at) => text.slice(0, at).split('\n').length;
