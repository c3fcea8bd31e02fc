import type { ComponentProps } from 'react';
import { ImportDialog } from '../../parts/secrets/index.ts';

/** A transfer file that was opened with the console. */
export const TransferDialog = (props: ComponentProps<typeof ImportDialog> & { readonly opened: boolean }) => <ImportDialog {...props} />;
