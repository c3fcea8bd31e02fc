interface KeyLike {
  readonly key: string;
  readonly keyCode?: number;
  readonly nativeEvent?: { readonly isComposing?: boolean; readonly keyCode?: number };
  readonly isComposing?: boolean;
}

/** The key belongs to the input method, not to us. Safari ends the composition before it sends its Enter, with code 229. */
export const isComposing = (event: KeyLike): boolean =>
  event.isComposing === true || event.nativeEvent?.isComposing === true || event.keyCode === 229 || event.nativeEvent?.keyCode === 229;

/** For `<form onKeyDown>`: keeps an Enter that ends a conversion from submitting the form. */
export const guardComposition = (event: KeyLike & { preventDefault(): void }): void => {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
};
