import { isCode } from '../integration/code.ts';
import type { GateFinding } from '../integration/problem.ts';
import type { InvoiceFindingCode } from './findings.ts';
import type { InvoiceGroup } from './invoice-group.ts';

/**
 * Determines the only side that can correct a code that does not exactly match Amazon; `null` if either may. NEO's code must equal Amazon's
 * option (manual 4-1), so NEO corrects a mistake, unless the option itself is invalid. If every option is used by a group, only Amazon can
 * add one. Source: docs/domain/neo.md#invoice-groups.
 */
export function createCodeSideFinder(
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
