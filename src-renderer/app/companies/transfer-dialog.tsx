import type { ComponentProps } from 'react';
import { ImportDialog } from '../../parts/secrets/index.ts';

/** Imports a transfer file that was opened with Tsunagi. */
export const TransferDialog = (props: ComponentProps<typeof ImportDialog> & { readonly opened: boolean }) => <ImportDialog {...props} />;
