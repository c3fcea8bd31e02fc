import { useEffect } from 'react';
import { replaceAddress, useNavigation } from './navigation.ts';
import type { ScreenId, ScreenParams } from './screen-params.ts';

/** Keeps the address equal to the screen state: filter, selection and open panel. */
export const useScreenAddressSync = <S extends ScreenId>(screen: S, params: ScreenParams[S]): void => {
  const text = JSON.stringify(params);
  const visit = useNavigation((state) => state.here.visit);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another visit brought an address of its own.
  useEffect(() => replaceAddress(screen, JSON.parse(text) as ScreenParams[S]), [screen, text, visit]);
};
