import { isCode } from '../integration/code.ts';
import type { GateFinding } from '../integration/problem.ts';
import type { InvoiceFindingCode } from './findings.ts';
import type { InvoiceGroup } from './invoice-group.ts';

/**
 * Finds the only side that can act on a code that Amazon does not have exactly; `null` if either may. NEO's code is entered to equal Amazon's
 * option (manual 4-1), so NEO corrects a slip, except if the option itself is no code. Without an option that no group uses, only Amazon
 * can add one. Source: docs/domain/neo.md#invoice-groups.
 */
export function createCodeOwner(
  groups: readonly InvoiceGroup[],
  options: readonly string[],
): (finding: Pick<GateFinding<InvoiceFindingCode>, 'code' | 'params'>) => 'neo' | 'amazon' | null {
  const used = new Set(groups.map(({ code }) => code));
  const hasFreeOption = options.some((option) => isCode(option) && !used.has(option));
  return ({ code, params }) => {
    if (code === 'invoice-code-near-miss') return isCode(String(params['amazonCode'])) ? 'neo' : 'amazon';
    return code === 'invoice-code-unmatched' && !hasFreeOption ? 'amazon' : null;
  };
}
