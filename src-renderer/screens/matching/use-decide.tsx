import { type ReactNode, useCallback, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import type { Asking } from '../triage/asking.ts';
import { DecisionDialog } from '../triage/decision-dialog.tsx';
import { decide, type TriageSelection } from '../triage/decisions.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { RowsView } from './row-pages.ts';
import { blockingOf, countOf, selectionInput } from './selection.ts';
import type { Choice } from './use-choice.ts';
import { FIRST_SORT } from './view-state.ts';

interface Situation {
  readonly rows: RowsView;
  readonly choice: Choice;
  /** What the keys are on, decided about while nothing is chosen. */
  readonly row: FindingRow | undefined;
}

interface Deciding {
  /** Asks about the chosen rows, else about the active one. */
  readonly ask: (kind: Asking['kind']) => void;
  readonly askAbout: (kind: Asking['kind'], row: FindingRow) => void;
  readonly bar: ReactNode;
  readonly dialog: ReactNode;
}

/** Deciding about findings: the bar over the table, and the dialog that asks for what a decision needs. */
export function useDecide({ rows, choice, row }: Situation): Deciding {
  const client = useClient();
  const [about, setAbout] = useState<{ readonly asking: Asking; readonly selection: TriageSelection; readonly ofChoice: boolean } | null>(
    null,
  );
  const { selection, clear } = choice;
  const count = countOf(selection);

  const blocking = blockingOf(selection);
  const counted = useCall(
    'matching.rows',
    about?.ofChoice === true && 'ask' in blocking ? { filter: blocking.ask, sort: FIRST_SORT, offset: 0, limit: 1 } : null,
  );
  const known =
    'known' in blocking ? blocking.known : counted.value === undefined ? null : Math.max(0, counted.value.total - blocking.less);

  const askAbout = useCallback(
    (kind: Asking['kind'], of: FindingRow): void => {
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
  const ask = (kind: Asking['kind']): void => {
    const input = selectionInput(selection);
    if (input !== null) setAbout({ asking: { kind, count, blocking: null }, selection: input, ofChoice: true });
    else if (row !== undefined) askAbout(kind, row);
  };
  const takeBack = async (kind: 'reopen' | 'unassign'): Promise<void> => {
    const input = selectionInput(selection);
    if (input !== null && (await decide(client, input, { kind }))) clear();
  };

  return {
    ask,
    askAbout,
    bar:
      count === 0 ? null : (
        <BulkBar
          count={count}
          total={rows.total}
          onChooseAll={choice.chooseAll}
          onAsk={ask}
          takesBack={takesBack(rows)}
          onTakeBack={(kind) => void takeBack(kind)}
          onClear={clear}
        />
      ),
    dialog: (
      <DecisionDialog
        asking={about === null ? null : about.ofChoice ? { ...about.asking, blocking: known } : about.asking}
        onClose={() => setAbout(null)}
        onDecide={async (change) => {
          if (about === null) return false;
          const done = await decide(client, about.selection, change);
          if (done && about.ofChoice) clear();
          return done;
        }}
      />
    ),
  };
}

/** What may hold for rows of this list, so that it can be taken back. */
const takesBack = ({ triageCounts }: RowsView): readonly ('reopen' | 'unassign')[] => [
  ...(triageCounts.accepted > 0 ? (['reopen'] as const) : []),
  ...(triageCounts.assigned > 0 ? (['unassign'] as const) : []),
];
