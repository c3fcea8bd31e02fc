import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import classes from './toast.module.css';

interface ToastProps {
  /** `null` = no message. */
  readonly toast: {
    readonly icon: ReactNode;
    readonly tone?: 'good' | 'bad';
    readonly words: string;
    /** Possible actions. */
    readonly actions?: ReactNode;
  } | null;
  readonly onClose: () => void;
}

/** Container of toasts, above the foot of the screen and the selection bar. */
export const ToastContainer = ({ children }: { readonly children: ReactNode }) => <div className={classes.place}>{children}</div>;

/** A message with an undo action; it stays until closed. */
export const Toast = ({ toast, onClose }: ToastProps) => {
  const text = useText('ui');
  return (
    <div role="status" className={classes.line}>
      {toast === null ? null : (
        <div className={classes.toast} data-tone={toast.tone}>
          {toast.icon}
          <span>{toast.words}</span>
          {toast.actions}
          <CloseButton size="sm" aria-label={text('close')} onClick={onClose} />
        </div>
      )}
    </div>
  );
};
