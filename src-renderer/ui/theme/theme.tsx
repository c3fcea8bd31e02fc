import type { CSSVariablesResolver, MantineColorsTuple, VariantColorsResolver } from '@mantine/core';
import { createTheme, defaultVariantColorsResolver, MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLayoutEffect } from 'react';
import { renderButtonRoot } from './button-root.tsx';

const INDIGO: MantineColorsTuple = [
  '#eef4f8',
  '#e3edf4',
  '#c5dae9',
  '#9fc2da',
  '#7fb4d8',
  '#4f8fba',
  '#34759f',
  '#1f5f8b',
  '#184c70',
  '#123a56',
];

/** Mantine's dark grays with a slight blue tint. */
const NIGHT: MantineColorsTuple = [
  '#e5eaef',
  '#c3ccd4',
  '#a9b4bf',
  '#8f9ba7',
  '#46525e',
  '#2a333c',
  '#1e252c',
  '#13181d',
  '#0e1216',
  '#090c0f',
];

/** Mantine uses white text on filled colors, but the accent color is light in the dark theme. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: input.color === 'red' ? 'var(--ts-on-danger)' : 'var(--ts-on-accent)' } : colors;
};

const theme = createTheme({
  variantColorResolver: variantColors,
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 4 },
  colors: { indigo: INDIGO, dark: NIGHT },
  fontFamily: 'var(--ts-font)',
  fontFamilyMonospace: 'var(--ts-mono)',
  headings: { fontFamily: 'var(--ts-font)', fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.7', lg: '1.7', xl: '1.3' },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem', xxl: '2rem', xxxl: '3rem' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm', renderRoot: renderButtonRoot } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', renderRoot: renderButtonRoot } },
    Menu: {
      defaultProps: {
        checkIcon: <IconCheck size={16} />,
        transitionProps: { duration: 120, transition: 'fade' },
        // The first entry gets focus, instead of an empty element that is not permitted in a menu.
        withInitialFocusPlaceholder: false,
      },
    },
    Modal: {
      defaultProps: {
        centered: true,
        lockScroll: false,
        // An element that fades in would not receive the next key.
        transitionProps: { duration: 0 },
        overlayProps: { color: 'var(--ts-backdrop)', backgroundOpacity: 1 },
        // The library renders the title as a `<header>`, which would be a second banner landmark.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120, transition: 'fade' } } },
  },
});

const tokens = {
  '--mantine-color-body': 'var(--ts-bg)',
  '--mantine-color-text': 'var(--ts-text)',
  '--mantine-color-bright': 'var(--ts-text)',
  '--mantine-color-dimmed': 'var(--ts-text-muted)',
  '--mantine-color-placeholder': 'var(--ts-text-faint)',
  '--mantine-color-anchor': 'var(--ts-accent)',
  '--mantine-color-error': 'var(--ts-block)',
  '--mantine-color-default': 'var(--ts-bg)',
  '--mantine-color-default-hover': 'var(--ts-bg-hover)',
  '--mantine-color-default-color': 'var(--ts-text)',
  '--mantine-color-default-border': 'var(--ts-line-strong)',
  '--mantine-color-disabled': 'var(--ts-unknown-tint)',
  '--mantine-color-disabled-color': 'var(--ts-text-faint)',
  '--mantine-color-disabled-border': 'var(--ts-line)',
  '--mantine-color-gray-light-color': 'var(--ts-text-muted)',
  '--mantine-color-gray-light-hover': 'var(--ts-bg-hover)',
  '--mantine-color-indigo-filled': 'var(--ts-accent)',
  '--mantine-color-indigo-filled-hover': 'var(--ts-accent-hover)',
  '--mantine-color-indigo-light': 'var(--ts-accent-tint)',
  '--mantine-color-indigo-light-hover': 'var(--ts-accent-tint)',
  '--mantine-color-indigo-light-color': 'var(--ts-accent)',
  '--mantine-color-indigo-outline': 'var(--ts-accent)',
  '--mantine-color-red-filled': 'var(--ts-danger)',
  '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--ts-danger) 86%, #000000)',
  '--mantine-color-red-contrast': 'var(--ts-on-danger)',
  '--mantine-primary-color-contrast': 'var(--ts-on-accent)',
};

const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });

/** The host writes a new nonce into the page for every response; Mantine's `<style>` elements use it. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

interface ThemeProviderProps {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'normal' | 'high';
  readonly children: ReactNode;
}

/** Theme, contrast and Mantine's provider. Nothing is stored in the browser; the preference is in the settings store. */
export const ThemeProvider = ({ theme: wish, contrast, children }: ThemeProviderProps) => {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const systemContrast = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false });
  const scheme = wish === 'system' ? (systemDark ? 'dark' : 'light') : wish;
  const high = contrast === 'high' || systemContrast;
  useLayoutEffect(() => {
    document.documentElement.dataset.contrast = high ? 'high' : 'normal';
    document.documentElement.style.colorScheme = scheme;
  }, [high, scheme]);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
      cssVariablesResolver={resolveVariables}
      deduplicateInlineStyles
    >
      {children}
    </MantineProvider>
  );
};
