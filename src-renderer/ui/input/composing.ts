interface KeyLike {
  readonly key: string;
  readonly keyCode?: number;
  readonly nativeEvent?: { readonly isComposing?: boolean; readonly keyCode?: number };
  readonly isComposing?: boolean;
}

/** True if the key belongs to an IME composition. Safari ends the composition before it sends its Enter, with code 229. */
export const isComposing = (event: KeyLike): boolean =>
  event.isComposing === true || event.nativeEvent?.isComposing === true || event.keyCode === 229 || event.nativeEvent?.keyCode === 229;

/** Handler for `<form onKeyDown>`: an Enter that ends an IME composition does not submit the form. */
export const guardComposition = (event: KeyLike & { preventDefault(): void }): void => {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
};
