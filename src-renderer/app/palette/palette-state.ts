import { create } from 'zustand';

/** Whether the palette is shown; the window and the desktop's menu open it. */
export const usePalette = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export const openPalette = (): void => usePalette.setState({ opened: true });
export const closePalette = (): void => usePalette.setState({ opened: false });
