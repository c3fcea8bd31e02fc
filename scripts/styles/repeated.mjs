// Finds rules whose complete body occurs in several style sheets and belongs in a primitive of src-renderer/ui.

/**
 * @typedef {object} Repeated
 * @property {string[]} declarations sorted
 * @property {string[]} places `path selector`, in the order of the sheets
 */

/** Minimum number of declarations; shorter bodies such as `font-weight: 600` are not a pattern. */
const SHORTEST = 3;

/**
 * @param {ReadonlyMap<string, string>} sheets path to text
 * @returns {Repeated[]} the longest first
 */
export function repeatedRules(sheets) {
  /** @type {Map<string, { declarations: string[], places: string[], sheets: Set<string> }>} */
  const bodies = new Map();
  for (const [path, text] of sheets)
    for (const { context, selector, declarations } of rulesOf(text)) {
      if (declarations.length < SHORTEST) continue;
      const key = `${context}\0${declarations.join('\0')}`;
      const body = bodies.get(key) ?? { declarations, places: [], sheets: new Set() };
      body.places.push(`${path} ${selector}`);
      body.sheets.add(path);
      bodies.set(key, body);
    }
  return [...bodies.values()]
    .filter((body) => body.sheets.size > 1)
    .sort((a, b) => b.declarations.length * b.places.length - a.declarations.length * a.places.length)
    .map(({ declarations, places }) => ({ declarations, places }));
}

/**
 * @typedef {object} Rule
 * @property {string} context the surrounding media query; '' if there is none. Layers are ignored, because they do not change the content
 *   of a rule.
 * @property {string} selector
 * @property {string[]} declarations sorted, so that their order does not matter
 */

/**
 * @param {string} text
 * @param {string} context
 * @returns {Rule[]}
 */
function rulesOf(text, context = '') {
  const css = text.replace(/\/\*[\s\S]*?\*\//g, '');
  /** @type {Rule[]} */
  const rules = [];
  for (let at = 0; ; ) {
    const open = css.indexOf('{', at);
    if (open < 0) return rules;
    const close = endOfBlock(css, open);
    const head = oneLine(css.slice(css.lastIndexOf(';', open) < at ? at : css.lastIndexOf(';', open) + 1, open));
    const body = css.slice(open + 1, close);
    if (head.startsWith('@layer')) rules.push(...rulesOf(body, context));
    else if (/^@(media|supports|container)/.test(head)) rules.push(...rulesOf(body, `${context} ${head}`));
    else if (!head.startsWith('@'))
      rules.push({ context, selector: head, declarations: body.split(';').map(oneLine).filter(Boolean).sort() });
    at = close + 1;
  }
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * @param {string} css
 * @param {number} open position of the opening brace
 * @returns {number} position of the closing brace; the length of the text if there is none
 */
function endOfBlock(css, open) {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}
