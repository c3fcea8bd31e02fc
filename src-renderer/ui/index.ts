/** What screens are made of. Screens reach the kit through here only. */
import './styles.ts';

export {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  CloseButton,
  CopyButton,
  Menu,
  NumberInput,
  PasswordInput,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
export { useClickOutside, useDebouncedValue, useDidUpdate, useHotkeys, useMediaQuery, useMergedRef } from '@mantine/hooks';
export { afterPointerRest as afterRest } from './after-rest.ts';
export { BarButton } from './bar-button.tsx';
export { BrandMark } from './brand-mark.tsx';
export { guardComposition, isComposing } from './composing.ts';
export { Dialog, FailureDialog, Form, FormEnd } from './dialog.tsx';
export { FieldGroup } from './field-group.tsx';
export { FilterRow, FilterSearch, FilterSelect } from './filter-row.tsx';
export { useFocusKeeper } from './focus-keeper.ts';
export { useFormat } from './format.ts';
export { isFreeKey, useKeys } from './keys.ts';
export { KindChip } from './kind-chip.tsx';
export { Actions, Choices, Part, PlainList, Row, Stack } from './layout.tsx';
export type { State } from './marks.tsx';
export { AgeOf, Bar, Count, Kbd, Mono, StateMark, useNow } from './marks.tsx';
export { Pager } from './pager.tsx';
export { DRAG_SLACK_PX, usePointerDrag } from './pointer-drag.ts';
export { Refusal, useRefused, useWhyRefused } from './refusal.tsx';
export { HeadHint, Screen, SplitView } from './screen.tsx';
export { Select } from './select.tsx';
export { useSettledSearch } from './settled-search.ts';
export { SmallTable } from './small-table.tsx';
export { EmptyState, ErrorState, Notice, Skeleton, SkeletonRows, useFailureText, VisuallyHidden } from './states.tsx';
export { Tabs, ViewPanel, Views, ViewTabs } from './tabs.tsx';
export type { Text } from './text.tsx';
export { TextProvider, useLanguage, useText, useTexts } from './text.tsx';
export { loadTexts, useTextsIn } from './texts.ts';
export { ThemeProvider } from './theme.tsx';
export { Toast, ToastPlace } from './toast.tsx';
export { useWidth } from './use-width.ts';
export { CodeBlock, Facts, FieldLabel, Fold, Muted, TextLink, Truncate } from './words.tsx';
