import { importsOf, targetOf } from './imports.mjs';
import { APART, EXCEPTIONS, LAYERS, PACKAGES } from './rules.mjs';

/** @param {string} path @param {string} folder */
const isIn = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/**
 * Returns the longest of the folders that contain a path.
 * @param {string} path
 * @param {Record<string, unknown>} folders
 */
const placeOf = (path, folders) =>
  Object.keys(folders)
    .filter((folder) => isIn(path, folder))
    .sort((a, b) => b.length - a.length)[0];

/** @param {string} path */
const packageOf = (path) =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * @param {string} from
 * @param {string} name
 * @param {boolean} isNode
 */
function mayUsePackage(from, name, isNode) {
  const place = placeOf(from, PACKAGES);
  return (PACKAGES[place ?? ''] ?? []).some((allowed) => {
    if (allowed instanceof RegExp) return !isNode && allowed.test(name);
    return isNode ? allowed === 'node:' : allowed === name || allowed === packageOf(name);
  });
}

/**
 * @param {string} from
 * @param {string} to
 */
function mayImportFile(from, to) {
  if (EXCEPTIONS.some((exception) => isIn(from, exception.from) && isIn(to, exception.to))) return true;
  const own = placeOf(from, LAYERS);
  const other = placeOf(to, LAYERS);
  if (own === undefined || other === undefined) return false;
  if (own !== other) return LAYERS[own]?.includes(other) ?? false;
  const apart = APART.find(({ folder }) => isIn(from, folder));
  if (apart === undefined) return true;
  const [fromPart, ...insideFrom] = from.slice(apart.folder.length + 1).split('/');
  const [toPart, ...insideTo] = to.slice(apart.folder.length + 1).split('/');
  if (insideFrom.length === 0 || insideTo.length === 0 || fromPart === toPart) return true;
  return apart.common.includes(toPart ?? '');
}

/**
 * Returns the import cycles, including those of types. Each cycle occurs once, as its files in order.
 * @param {Map<string, string[]>} graph
 */
function circles(graph) {
  /** @type {string[][]} */
  const found = [];
  const done = new Set();
  /** @type {string[]} */
  const way = [];
  /** @param {string} file */
  const visit = (file) => {
    const at = way.indexOf(file);
    if (at >= 0) {
      found.push([...way.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    way.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

/**
 * Returns all violations of the layer rules as lines of text.
 * @param {Map<string, string>} sources text by path from the root, with `/`; files without imports (JSON, CSS) as ''
 * @returns {string[]}
 */
export function violationsOf(sources) {
  /** @type {string[]} */
  const violations = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const [from, text] of sources) {
    if (!/\.tsx?$/.test(from)) continue;
    if (placeOf(from, LAYERS) === undefined) violations.push(`${from}: stands in no layer`);
    /** @type {string[]} */
    const imported = [];
    graph.set(from, imported);
    for (const { specifier, typeOnly, line } of importsOf(from, text)) {
      const where = `${from}:${line}: '${specifier}'`;
      const target = targetOf(from, specifier);
      if (target.kind === 'file') {
        if (!sources.has(target.path)) violations.push(`${where} does not exist`);
        else if (!mayImportFile(from, target.path)) violations.push(`${where} is not below ${placeOf(from, LAYERS)}`);
        imported.push(target.path);
      } else if (packageOf(target.name) === 'electron') {
        // The types of Electron are allowed in the main process; a value import starts a download under plain Node.
        const allowed = isIn(from, 'src-main/hosts/electron') || (typeOnly && isIn(from, 'src-main'));
        if (!allowed) violations.push(`${where} belongs to src-main/hosts/electron`);
      } else if (!mayUsePackage(from, target.name, target.kind === 'node')) {
        violations.push(`${where} is not a package of ${placeOf(from, PACKAGES)}`);
      }
    }
  }
  for (const circle of circles(graph)) violations.push(`circle: ${circle.join(' -> ')}`);
  return violations;
}
