import { type DragEvent, useState } from 'react';

interface FileDrop {
  /** A file is being dragged over the target. */
  readonly over: boolean;
  /** Handlers for the drop target; empty if dropping is not possible. */
  readonly zone: {
    readonly onDragOver?: (event: DragEvent) => void;
    readonly onDragLeave?: () => void;
    readonly onDrop?: (event: DragEvent) => void;
  };
}

/** Hook for a drop target for files; `null` = the host does not support dropping, or files are not accepted now. */
export function useFileDrop(take: ((files: readonly File[]) => void) | null): FileDrop {
  const [over, setOver] = useState(false);
  if (take === null) return { over: false, zone: {} };
  return {
    over,
    zone: {
      onDragOver: (event) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        take([...event.dataTransfer.files]);
      },
    },
  };
}
