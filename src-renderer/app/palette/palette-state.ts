import { create } from 'zustand';

/** Whether the palette is open. The window and the desktop menu open it. */
export const usePalette = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export const openPalette = (): void => usePalette.setState({ opened: true });
export const closePalette = (): void => usePalette.setState({ opened: false });
