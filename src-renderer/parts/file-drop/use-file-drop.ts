import { type DragEvent, useState } from 'react';

interface FileDrop {
  /** Something is held over the place now. */
  readonly over: boolean;
  /** For the element that takes files; nothing where none can be dropped. */
  readonly zone: {
    readonly onDragOver?: (event: DragEvent) => void;
    readonly onDragLeave?: () => void;
    readonly onDrop?: (event: DragEvent) => void;
  };
}

/** A place that takes dropped files; `null` = the host cannot take any, or they are not wanted now. */
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
