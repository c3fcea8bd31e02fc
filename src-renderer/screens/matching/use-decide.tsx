import { type ReactNode, useCallback, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { TableSelection } from '#renderer/parts/data-table/selection/use-selection.ts';
import type { FindingFilter, FindingRow } from '#shared/contract/readiness/matching.ts';
import { DecisionDialog } from '../../parts/decisions/decision-dialog.tsx';
import type { PendingDecision } from '../../parts/decisions/decision-form.ts';
import { applyDecisions, type TriageChange, type TriageSelection } from '../../parts/decisions/decisions.ts';
import { adoptRecommendedFix } from '../../parts/fixes/adopt.ts';
import { AdoptManyDialog, type FixSelection } from '../../parts/fixes/adopt-many-dialog.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { type FindingSelection, getBlockingCount, isStillListed, toSelectionInput } from './selection.ts';
import type { Findings } from './use-findings.ts';
import { FIRST_SORT } from './view-state.ts';

interface Situation {
  /** The list's filter by decision. */
  readonly triage: FindingFilter['triage'];
  /** The row needs a choice before adoption, so its alternatives are shown. */
  readonly onChooseWay: () => void;
  /** Called before a decision about this row alone. */
  readonly onDecide: () => void;
  readonly rows: Findings;
  readonly choice: TableSelection<FindingRow> & { readonly selection: FindingSelection };
  /** The active row, used without a selection. */
  readonly row: FindingRow | undefined;
}

interface Deciding {
  /** Adopts fixes: of the selected rows with a preview, else the recommended one of the active row. */
  readonly adopt: () => void;
  /** Opens a dialog for the selected rows, else for the active one. */
  readonly ask: (kind: PendingDecision['kind']) => void;
  /** Opens the preview for a selection. */
  readonly review: (selection: FixSelection) => void;
  readonly askAbout: (kind: PendingDecision['kind'], row: FindingRow) => void;
  /** Actions for the selected rows. */
  readonly actions: ReactNode;
  readonly dialog: ReactNode;
}

/** Decisions about findings: the bar over the table, and dialogs. */
export function useDecide({ rows, triage, choice, row, onChooseWay, onDecide }: Situation): Deciding {
  const client = useClient();
  const [about, setAbout] = useState<{
    readonly asking: PendingDecision;
    readonly selection: TriageSelection;
    readonly ofChoice: boolean;
  } | null>(null);
  const [adopting, setAdopting] = useState<FixSelection | null>(null);
  const { selection, count, clear } = choice;

  const blocking = getBlockingCount(selection);
  const counted = useCall(
    'matching.rows',
    about?.ofChoice === true && 'ask' in blocking ? { filter: blocking.ask, sort: FIRST_SORT, offset: 0, limit: 1 } : null,
  );
  const known =
    'known' in blocking ? blocking.known : counted.value === undefined ? null : Math.max(0, counted.value.total - blocking.less);

  const askAbout = useCallback(
    (kind: PendingDecision['kind'], of: FindingRow): void => {
      const { acceptance, assignment, note } = of.triage;
      setAbout({
        asking: {
          kind,
          count: 1,
          blocking: of.severity === 'block' ? 1 : 0,
          name: of.name,
          reason: acceptance?.reason ?? '',
          side: assignment === null ? (of.side === 'both' ? null : of.side) : assignment.side,
          person: assignment?.person ?? '',
          note,
        },
        selection: { revision: rows.revision, rows: [of.row] },
        ofChoice: false,
      });
    },
    [rows.revision],
  );
  const ask = (kind: PendingDecision['kind']): void => {
    const input = toSelectionInput(selection);
    if (input !== null) setAbout({ asking: { kind, count, blocking: null }, selection: input, ofChoice: true });
    else if (row !== undefined) askAbout(kind, row);
  };
  /** Applies a decision to the selected rows; rows that are still in the list stay selected. */
  const decideChosen = async (about: TriageSelection, change: TriageChange): Promise<boolean> => {
    const done = await applyDecisions(client, [about, change]);
    if (done && !isStillListed(change, triage)) clear();
    return done;
  };
  const takeBack = (kind: 'reopen' | 'unassign'): void => {
    const input = toSelectionInput(selection);
    if (input !== null) void decideChosen(input, { kind });
  };

  const adopt = (): void => {
    const input = toSelectionInput(selection);
    if (input !== null) setAdopting(input);
    else if (row !== undefined) {
      onDecide();
      void adoptRecommendedFix(client, { revision: rows.revision, row: row.row }, row.suggestion).then((done) =>
        done ? undefined : onChooseWay(),
      );
    }
  };

  return {
    adopt,
    review: setAdopting,
    ask,
    askAbout,
    actions: <BulkActions onAsk={ask} onAdopt={adopt} takesBack={takesBack(rows)} onTakeBack={takeBack} />,
    dialog: (
      <>
        <AdoptManyDialog selection={adopting} onClose={() => setAdopting(null)} />
        <DecisionDialog
          asking={about === null ? null : about.ofChoice ? { ...about.asking, blocking: known } : about.asking}
          onClose={() => setAbout(null)}
          onDecide={async (change) => {
            if (about === null) return false;
            if (about.ofChoice) return decideChosen(about.selection, change);
            if (about.asking.kind !== 'note') onDecide();
            return applyDecisions(client, [about.selection, change]);
          }}
        />
      </>
    ),
  };
}

/** Decisions that may exist in this list and can be revoked. */
const takesBack = ({ triageCounts }: Findings): readonly ('reopen' | 'unassign')[] => [
  ...(triageCounts.accepted > 0 ? (['reopen'] as const) : []),
  ...(triageCounts.assigned > 0 ? (['unassign'] as const) : []),
];
