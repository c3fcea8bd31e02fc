// Reads the imports of one TypeScript file. dependency-cruiser needs the JavaScript API of the TypeScript compiler, which TypeScript 7
// lacks; Vite's parser gives the same and distinguishes types from values.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/**
 * @typedef {object} Import
 * @property {string} specifier as written
 * @property {boolean} typeOnly true if the whole import is erased. `import { type A }` is not: its module is still loaded.
 * @property {number} line
 */

/**
 * @param {string} path
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(path, text) {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  /** @type {Import[]} */
  const imports = [];
  /** @param {string} specifier @param {boolean} typeOnly @param {number} start */
  const add = (specifier, typeOnly, start) => imports.push({ specifier, typeOnly, line: text.slice(0, start).split('\n').length });

  for (const { moduleRequest, start } of module.staticImports)
    add(moduleRequest.value, /^import\s+type\b/.test(text.slice(start, start + 40)), start);
  for (const { start, entries } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (request) add(request.value, /^export\s+type\b/.test(text.slice(start, start + 40)), start);
  }
  /** @param {unknown} node @param {boolean} typeOnly @param {number} start */
  const addLiteral = (node, typeOnly, start) => {
    const literal = /** @type {{ type?: string, value?: unknown } | undefined} */ (node);
    if (literal?.type === 'Literal' && typeof literal.value === 'string') add(literal.value, typeOnly, start);
  };
  new Visitor({
    ImportExpression: (node) => addLiteral(node.source, false, node.start),
    TSImportType: (node) => addLiteral(node.source, true, node.start),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') addLiteral(node.arguments[0], false, node.start);
    },
  }).visit(program);
  return imports;
}

const SUBPATHS = { '#shared/': 'shared/', '#main/': 'src-main/', '#renderer/': 'src-renderer/' };

/**
 * Target of an import: a file of the project, a package, or a Node module.
 * @param {string} from path of the importing file
 * @param {string} specifier
 * @returns {{ kind: 'file', path: string } | { kind: 'package', name: string } | { kind: 'node', name: string }}
 */
export function targetOf(from, specifier) {
  for (const [prefix, folder] of Object.entries(SUBPATHS))
    if (specifier.startsWith(prefix)) return { kind: 'file', path: posix.normalize(folder + specifier.slice(prefix.length)) };
  if (specifier.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), specifier) };
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return { kind: 'node', name: specifier };
  return { kind: 'package', name: specifier };
}
